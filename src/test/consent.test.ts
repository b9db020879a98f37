/** Nothing is recorded without consent, end to end: what was said before, without, and after it was taken back. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { sendKey } from './bridges/rtp-client.js';
import { RunningTacet, scripted, words, type TestCall } from './bridges/running-tacet.js';
import { FRAME_MS, fromPcmu, hush, voice } from './bridges/signals.js';
import type { ConfigInput } from '../app/config.js';
import { writeIdentity } from '../app/recordings/key-files.js';
import { verifyCall } from '../app/recordings/verify.js';
import { LEG_ROLES, type LegRole } from '../core/ids.js';
import { span, SpanSet } from '../core/span.js';
import { TICKS_PER_MILLI } from '../core/units.js';
import type { Recording } from './bridges/running-tacet.js';
import { ensureLedgerKey } from '../sink/ledger/ledger-key.js';
import { factsOf } from '../sink/ledger/read-ledger.js';
import { FolderStore } from '../sink/stores/folder.js';

const TALK = words('please hold the line while i look', 400, 150, 50);
const FRAME = 160;
let keys = '';
let recipient = '';
beforeAll(async () => {
  keys = await mkdtemp(join(tmpdir(), 'tacet-keys-'));
  recipient = await writeIdentity(join(keys, 'a.key'), new Date(0));
});
afterAll(() => rm(keys, { recursive: true }));
afterEach(() => RunningTacet.stopAll());

const start = (input: ConfigInput): Promise<RunningTacet> =>
  RunningTacet.start({ engines: { en: scripted({ words: TALK }) }, ...input });

const consent = async (server: RunningTacet, call: string, said: string): Promise<[number, string]> => {
  const response = await fetch(`http://127.0.0.1:${String(server.port)}/v1/calls/${call}/consent`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ consent: said }),
  });
  const body = (await response.json()) as { consent?: string; code?: string };
  return [response.status, body.consent ?? body.code ?? ''];
};

/** The frames that the recording has as they were said. */
const keptFrames = ({ caller }: Recording, said: readonly Buffer[]): number[] =>
  said.flatMap((payload, i) => {
    const pcm = fromPcmu([payload]);
    return pcm.every((sample, at) => sample === caller[i * FRAME + at]) ? [i] : [];
  });

const REQUIRED = { consent: { required: 'before-recording' as const } };

describe('a call in which consent is required', () => {
  it('is relayed as ever, and nothing of it is kept before consent is given at the API', async () => {
    const server = await start(REQUIRED);
    const call = await server.call();
    const said = voice(150, 5);

    await call.say({ caller: said.slice(0, 100) });
    await call.agent.receivedAtLeast(100);
    const head = call.call.direction('caller')?.pipeline.head ?? 0;
    expect(await consent(server, call.id, 'given')).toEqual([200, 'given']);
    await call.say({ caller: said.slice(100) });
    await call.agent.receivedAtLeast(150);
    const heard = call.agent.received.map(({ payload }) => payload);
    await call.hangUp();

    const kept = keptFrames(await call.recording(), said);
    expect(heard.slice(0, 150).every((payload, i) => said[i]?.equals(payload))).toBe(true);
    expect(Math.min(...kept)).toBe(head / 48 / FRAME_MS);
    expect(kept.at(-1)).toBe(149);
    expect(await server.transcript(call.id)).not.toMatch(/please|hold|look/);
    expect((await call.report()).spans).toMatchObject([{ kind: 'no-consent', leg: 'caller', startMs: 0 }]);
  });

  it('is kept from the beginning where the bridge says that consent was given', async () => {
    const server = await start(REQUIRED);
    const call = await server.call({ callerQuery: 'consent=given' });
    const said = voice(60, 6);

    await call.say({ caller: said });
    await call.hangUp();

    expect(keptFrames(await call.recording(), said)).toHaveLength(60);
  });

  it('is not kept at all where the policy does not take the word of the bridge', async () => {
    const server = await start({ consent: { ...REQUIRED.consent, givenBy: { parameter: false } } });
    const call = await server.call({ callerQuery: 'consent=given' });
    const said = voice(60, 6);

    await call.say({ caller: said });
    await call.hangUp();

    expect(keptFrames(await call.recording(), said)).toEqual([]);
    expect(call.call.consent).toBe('unknown');
  });

  it('cannot be consented to once it was refused, and says so', async () => {
    const server = await start(REQUIRED);
    const call = await server.call();

    expect(await consent(server, call.id, 'refused')).toEqual([200, 'refused']);
    expect(await consent(server, call.id, 'refused')).toEqual([200, 'refused']);
    expect(await consent(server, call.id, 'given')).toEqual([409, 'TACET_CONSENT_FINAL']);
    expect(await consent(server, call.id, 'perhaps')).toEqual([400, 'TACET_REQUEST']);
    expect(await consent(server, 'nobody', 'given')).toEqual([404, 'TACET_NO_CALL']);
  });

  it('refuses a bridge that says neither yes nor no', async () => {
    const server = await start(REQUIRED);
    const client = await server.connect('x/caller', 'consent=maybe');

    expect(await client.closed).toMatchObject({ code: 1_008, reason: 'TACET_CONSENT' });
  });
});

describe('a caller who opts out', () => {
  const press = async (call: TestCall, keyed: string): Promise<void> => {
    for (const key of keyed) {
      sendKey(call.caller, Number(key));
      await call.say({ caller: hush(10, Number(key) + 20), agent: hush(15, Number(key) + 50) });
    }
  };
  const optOut = { consent: { optOut: { key: 9 as const } } };

  it('by a key that stands alone is kept no further than to that key', async () => {
    const server = await start(optOut);
    const call = await server.call();
    const before = voice(50, 7);
    await call.say({ caller: before, agent: hush(50, 30) });

    await press(call, '9');
    await call.say({ caller: hush(150, 31), agent: hush(150, 32) });
    expect(call.call.consent).toBe('refused');
    const after = voice(50, 8);
    await call.say({ caller: after, agent: hush(50, 33) });
    await call.hangUp();

    const recording = await call.recording();
    const { spans } = await call.report();
    expect(keptFrames(recording, before)).toHaveLength(50);
    const withheld = spans.filter(({ kind }) => kind === 'no-consent');
    expect(withheld.find(({ leg }) => leg === 'caller')?.startMs).toBeLessThanOrEqual(1_000);
    expect(withheld.find(({ leg }) => leg === 'agent')?.startMs).toBeLessThan(4_500);
    const tail = fromPcmu(after);
    const kept = Array.from({ length: tail.length / FRAME }, (_, i) => i).filter((i) =>
      recording.caller
        .subarray(-tail.length)
        .subarray(i * FRAME, (i + 1) * FRAME)
        .every((s, at) => s === tail[i * FRAME + at]),
    );
    expect(kept).toEqual([]);
  });

  it('does not do so by the same key within a number that is keyed', async () => {
    const server = await start(optOut);
    const call = await server.call();

    await press(call, '4929083176502843');
    await press(call, '9');
    await call.say({ caller: hush(150, 31), agent: hush(150, 32) });

    expect(call.call.consent).toBe('unknown');
    await call.hangUp();
  });
});

describe('the ledger of a call with consent', () => {
  it('says when it was given and taken back, holds, and shows audio that was kept without it', async () => {
    const keyFile = join(keys, 'ledger.key');
    const server = await start({
      ...REQUIRED,
      recording: { unencrypted: false, recipients: [recipient] },
      ledger: { keyFile },
    });
    const call = await server.call({ callerQuery: 'subject=customer-17' });
    /** A second of both. @returns how far each leg has come */
    const sayMore = async (seconds: number): Promise<Record<LegRole, number>> => {
      await call.say({ caller: voice(50, 8 + seconds), agent: voice(50, 18 + seconds) });
      await Promise.all([call.caller, call.agent].map((client) => client.receivedAtLeast(50 * seconds)));
      const headOf = (leg: LegRole): number => call.call.direction(leg)?.pipeline.head ?? 0;
      return { caller: headOf('caller'), agent: headOf('agent') };
    };
    const first = await sayMore(1);
    await consent(server, call.id, 'given');
    const second = await sayMore(2);
    await consent(server, call.id, 'refused');
    const third = await sayMore(3);
    await call.hangUp();

    const { publicKey } = await ensureLedgerKey(keyFile);
    const { entries, faults } = await verifyCall(
      await new FolderStore(server.directory).find(call.id),
      publicKey,
    );
    expect(faults).toEqual([]);
    expect(factsOf(entries, 'consent').map(({ state, by }) => [state, by])).toEqual([
      ['given', 'api'],
      ['withdrawn', 'api'],
    ]);
    // Each part that is sealed ends the entry of a stretch, and a new one goes on: how many there are is a matter of time.
    const unconsented = factsOf(entries, 'withheld').filter(({ reason }) => reason === 'no-consent');
    // It is given for both at once; one of them may have begun a little later, and is so much behind.
    const givenAt = Math.max(first.caller, first.agent);
    for (const leg of LEG_ROLES) {
      const without = new SpanSet();
      for (const entry of unconsented) if (entry.leg === leg) without.add(span(...entry.span));
      const origin = first[leg] - 1_000 * TICKS_PER_MILLI;
      expect([leg, without.spans]).toEqual([leg, [span(origin, givenAt), span(second[leg], third[leg])]]);
    }
    const [subject] = factsOf(entries, 'subject');
    expect(subject?.subject).toMatch(/^[0-9a-f]{64}$/);
    const everything = [...(await server.files()).values(), ...server.lines.map((line) => Buffer.from(line))];
    expect(everything.some((bytes) => bytes.includes('customer-17'))).toBe(false);
  });
});
