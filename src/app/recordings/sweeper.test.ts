import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DAY_MS } from './due.js';
import { machineClock, type MachineClock } from './machine-clock.js';
import { clockFault, Sweeper, type Swept } from './sweeper.js';
import { verifyCall } from './verify.js';
import { ManualClock } from '../../core/clock.js';
import { parseCallId, type CallId } from '../../core/ids.js';
import { span } from '../../core/span.js';
import { ticks } from '../../core/units.js';
import { PAYMENT_FOR_ALL } from '../../core/audience.js';
import { CallRecord } from '../../sink/call-record.js';
import type { RetentionFact } from '../../sink/ledger/fact.js';
import { factsOf } from '../../sink/ledger/read-ledger.js';
import { newIdentityFile } from '../../sink/sealing/keys.js';
import { SealedCall } from '../../sink/sealing/sealed-call.js';
import { FolderStore } from '../../sink/stores/folder.js';

const START_MS = Date.parse('2026-01-01T00:00:00Z');
const ledgerKey = generateKeyPairSync('ed25519');

/** Wall time that can be set, beside the time that has passed. */
class WrongClock extends ManualClock {
  offsetMs = START_MS;

  override wall(): Date {
    return new Date(this.now() + this.offsetMs);
  }
}

/** A machine that is started and set by hand: it goes as the clock goes. */
class Machine implements MachineClock {
  startedMs = -DAY_MS;
  #mark: { readonly upMs: number; readonly wallMs: number } | undefined;

  upMs(): number {
    return clock.now() - this.startedMs;
  }

  expectedMs(): Promise<number | undefined> {
    return Promise.resolve(this.#mark && this.#mark.wallMs + this.upMs() - this.#mark.upMs);
  }

  believed(wallMs: number): Promise<void> {
    this.#mark = { upMs: this.upMs(), wallMs };
    return Promise.resolve();
  }

  restart(): void {
    this.startedMs = clock.now();
    this.#mark = undefined;
  }
}

let directory = '';
let machine: Machine;
let store: FolderStore;
let clock: WrongClock;
let recipient = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-'));
  store = new FolderStore(directory);
  clock = new WrongClock();
  machine = new Machine();
  ({ recipient } = await newIdentityFile(new Date(0)));
});
afterEach(() => rm(directory, { recursive: true }));

const NEVER: RetentionFact = { days: null, transcriptDays: null, ledgerDays: null };

const record = async (id: string, tenant: string | null = null, noted = NEVER): Promise<void> => {
  const call = parseCallId(id) as CallId;
  const onBroken = (error: Error): void => {
    throw error;
  };
  const sealed = new SealedCall({
    folder: store.create(call),
    recipients: [recipient],
    ledgerKey,
    ledger: {
      policy: 'p',
      policyVersion: null,
      mode: 'enforce',
      consentRequired: false,
      retention: noted,
      tenant,
      fill: { kind: 'silence', levelDbov: null, seeds: { caller: 1, agent: 2 } },
    },
    clock,
    segmentMs: 1_000,
    onBroken,
  });
  const kept = new CallRecord({
    call,
    rateHz: 8_000,
    lookAhead: ticks(0),
    masked: PAYMENT_FOR_ALL,
    open: (name) => sealed.file(name),
    ledger: sealed.ledger,
  });
  kept.begin({ language: 'en', startedAt: clock.wall() });
  kept.origin('caller', ticks(0));
  kept.audio('caller', 8_000, { span: span(0, 4_800), mask: undefined }, new Int16Array(800));
  await kept.seal({ caller: {}, agent: {} });
};

/** A process of its own: it knows nothing but the store. */
const sweeper = (retention: Partial<RetentionFact>): Sweeper =>
  new Sweeper({ store, key: ledgerKey, clock, machine, retentionOf: () => ({ ...NEVER, ...retention }) });
const names = ({ transcripts, calls, ledgers }: Swept): (readonly string[])[] => [
  transcripts,
  calls,
  ledgers,
];
const files = async (name: string): Promise<readonly string[]> => store.at(name).list();
const faults = async (name: string) => (await verifyCall(store.at(name), ledgerKey.publicKey)).faults;
const pass = (days: number): void => clock.advance(days * DAY_MS);

describe('a sweep', () => {
  it('takes transcript, call and ledger when each is due, and the ledger holds and says why', async () => {
    await record('a');
    const retention = { days: 3, transcriptDays: 1, ledgerDays: 5 };

    pass(0.9);
    expect(names(await sweeper(retention).sweep())).toEqual([[], [], []]);
    pass(0.2);
    expect(names(await sweeper(retention).sweep())).toEqual([['a'], [], []]);
    expect((await files('a')).some((file) => file.startsWith('transcript'))).toBe(false);
    expect((await files('a')).some((file) => file.startsWith('recording'))).toBe(true);
    expect(await faults('a')).toEqual([]);
    pass(2);
    expect(names(await sweeper(retention).sweep())).toEqual([[], ['a'], []]);
    expect(await files('a')).toEqual(['ledger.jsonl']);
    expect(await faults('a')).toEqual([]);
    const { entries } = await verifyCall(store.at('a'), ledgerKey.publicKey);
    expect([factsOf(entries, 'removed'), factsOf(entries, 'erased')]).toMatchObject([
      [{ reason: 'retention' }],
      [{ reason: 'retention' }],
    ]);
    pass(2);
    expect(names(await sweeper(retention).sweep())).toEqual([[], [], ['a']]);
    expect(await store.calls()).toEqual([]);
  });

  it('does each thing once, in one process and after a restart', async () => {
    await record('a');
    const first = sweeper({ days: 1 });
    pass(2);

    await first.sweep();

    expect(names(await first.sweep())).toEqual([[], [], []]);
    expect(names(await sweeper({ days: 1 }).sweep())).toEqual([[], [], []]);
  });

  it('goes on with what a process that ended in between had only noted', async () => {
    await record('a');
    pass(2);
    await sweeper({ days: 1 }).sweep();
    await store.at('a').put('recording.wav.000001.age', [new Uint8Array(3)]);

    expect(names(await sweeper({ days: 1 }).sweep())).toEqual([[], ['a'], []]);
    expect(await files('a')).toEqual(['ledger.jsonl']);
  });

  it('only says what is due where it is a dry one', async () => {
    await record('a');
    pass(2);

    expect(names(await sweeper({ days: 1 }).sweep({ isDry: true }))).toEqual([[], ['a'], []]);
    expect((await files('a')).length).toBeGreaterThan(1);
  });

  it('asks for the retention of the tenant, and says what the ledger had noted', async () => {
    await record('a', 'acme', { ...NEVER, days: 7 });
    const asked: unknown[] = [];
    const retentionOf = (tenant: string | undefined, noted: RetentionFact): RetentionFact => {
      asked.push([tenant, noted.days]);
      return noted;
    };

    pass(8);
    const swept = await new Sweeper({ store, key: ledgerKey, clock, machine, retentionOf }).sweep();

    expect(asked).toEqual([['acme', 7]]);
    expect(swept.calls).toEqual(['a']);
  });

  it('erases by the hour once it was started, and not after it was stopped', async () => {
    await record('a');
    const swept: Swept[] = [];
    const running = new Sweeper({
      store,
      key: ledgerKey,
      clock,
      machine,
      retentionOf: () => ({ ...NEVER, days: 1 }),
      onSwept: (result) => void swept.push(result),
    });

    running.start();
    pass(1.5);
    await running.stop();

    expect(swept.map(({ calls }) => calls)).toEqual([['a']]);
    expect(clock.pending).toBe(0);
  });
});

describe('a clock that is wrong', () => {
  it.each([
    ['ahead', 400 * DAY_MS],
    ['behind', -400 * DAY_MS],
  ])('by far (%s) erases nothing after a restart, unless somebody has looked at it', async (fault, byMs) => {
    await record('a');
    clock.offsetMs += byMs;

    const swept = await sweeper({ days: 30 }).sweep();

    expect(swept).toMatchObject({ refused: fault, calls: [] });
    expect((await files('a')).length).toBeGreaterThan(1);
    const trusted = await sweeper({ days: 30 }).sweep({ trustsClock: true });
    expect(trusted.calls).toEqual(fault === 'ahead' ? ['a'] : []);
  });

  it('that jumps while the process runs erases nothing, also not once calls were recorded by it', async () => {
    await record('a');
    const running = sweeper({ days: 30 });
    clock.offsetMs += 400 * DAY_MS;
    await record('b');
    pass(1);

    expect(await running.sweep()).toMatchObject({ refused: 'jumped', calls: [] });
  });

  it('that was wrong from the start is not borne out by what was recorded since', async () => {
    await record('a');
    clock.offsetMs += 400 * DAY_MS;
    const running = sweeper({ days: 30 });
    pass(0.1);
    await record('b');

    expect(await running.sweep()).toMatchObject({ refused: 'ahead', calls: [] });
  });

  it('by days erases nothing after a restart of the process, as the machine has not been up for so long', async () => {
    await record('a');
    pass(1);
    await sweeper({ days: 5 }).sweep();
    clock.offsetMs += 10 * DAY_MS;

    expect(await sweeper({ days: 5 }).sweep()).toMatchObject({ refused: 'jumped', calls: [] });
    clock.offsetMs -= 10 * DAY_MS;
    pass(5);
    expect(await sweeper({ days: 5 }).sweep()).toMatchObject({ refused: undefined, calls: ['a'] });
  });

  it('by days erases nothing after a restart of the machine before it had the time to be set', async () => {
    await record('a');
    await sweeper({ days: 5 }).sweep();
    clock.offsetMs += 10 * DAY_MS;
    machine.restart();

    expect(await sweeper({ days: 5 }).sweep()).toMatchObject({ refused: 'unconfirmed', calls: [] });
    // It is set, and a process that saw that is told so by its own time.
    clock.offsetMs -= 10 * DAY_MS;
    pass(0.1);
    expect(await sweeper({ days: 5 }).sweep()).toMatchObject({ refused: undefined, calls: [] });
  });

  it('does not keep a machine that was off from sweeping for longer than an hour', async () => {
    await record('a');
    pass(6);
    machine.restart();
    const running = sweeper({ days: 5 });

    expect(await running.sweep()).toMatchObject({ refused: 'unconfirmed', calls: [] });
    pass(1 / 24);
    expect(await running.sweep()).toMatchObject({ refused: undefined, calls: ['a'] });
  });

  it('is believed if and only if it goes as this process and machine do and fits what others wrote', () => {
    const hour = 3_600_000;
    const time = fc.integer({ min: 0, max: 60 * 24 }).map((hours) => hours * hour);
    const known = fc.option(time, { nil: undefined });
    fc.assert(
      fc.property(
        time,
        time,
        time,
        known,
        time,
        (wallMs, youngestMs, expectedMs, machineExpectedMs, machineUpMs) => {
          const now = { wallMs, youngestMs, expectedMs, machineExpectedMs, machineUpMs };
          const isBelieved = clockFault(now) === undefined;
          const goes = [expectedMs, machineExpectedMs ?? wallMs].every((at) => Math.abs(wallMs - at) <= hour);
          const fits = wallMs >= youngestMs - hour && wallMs <= youngestMs + 14 * DAY_MS;
          const isSet = machineExpectedMs !== undefined || machineUpMs >= hour || wallMs - youngestMs <= hour;
          expect(isBelieved).toBe(goes && fits && isSet);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('the clock of a machine', () => {
  it('must show what was believed and the time that has passed since; of another start it says nothing', async () => {
    const path = join(directory, 'clock.json');
    const before = await machineClock(path).expectedMs();
    await machineClock(path).believed(START_MS);
    const after = (await machineClock(path).expectedMs()) ?? 0;

    expect(before).toBeUndefined();
    expect(after).toBeGreaterThanOrEqual(START_MS);
    expect(after).toBeLessThanOrEqual(START_MS + uptime() * 1_000);
    const other = { ...(JSON.parse(await readFile(path, 'utf8')) as object), boot: 'another' };
    await writeFile(path, JSON.stringify(other));
    expect(await machineClock(path).expectedMs()).toBeUndefined();
    await writeFile(path, '{"torn');
    expect(await machineClock(path).expectedMs()).toBeUndefined();
  });

  it('that cannot be written is as none', async () => {
    const path = join(directory, 'nowhere', 'clock.json');
    await machineClock(path).believed(START_MS);

    expect(await machineClock(path).expectedMs()).toBeUndefined();
  });
});
