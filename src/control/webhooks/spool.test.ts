/** What waits for receivers of webhooks survives: an end, a kill, a torn line, a change of the configuration. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Journal, waitingIn, type Waiting } from './journal.js';
import type { Notice } from './notice.js';
import { WebhookSettings } from './settings.js';
import { Webhooks } from './webhooks.js';
import { ManualClock, systemClock, type Clock } from '../../core/clock.js';
import { within } from '../../test/bridges/rtp-client.js';
import { WebhookReceiver } from '../../test/bridges/webhook-receiver.js';

const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
const CHILD = fileURLToPath(new URL('../../test/webhooks-child.js', import.meta.url));
/** `TACET_KILLS=200` for as many as are worth a night. */
const KILLS = Number(process.env['TACET_KILLS'] ?? 3);

let folder: string;
let running: Webhooks[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-hooks-'));
});
afterEach(async () => {
  for (const webhooks of running) await webhooks.close();
  running = [];
  WebhookReceiver.stopAll();
  await rm(folder, { recursive: true, force: true });
});

const failed = (error: unknown): void => {
  throw error;
};
const start = async (url: string, clock: Clock = systemClock, more: object = {}): Promise<Webhooks> => {
  const webhooks = new Webhooks({
    settings: WebhookSettings.parse({
      endpoints: [{ url, secret: SECRET }],
      spoolDirectory: join(folder, 'spool'),
      deadLetterFile: join(folder, 'dead.jsonl'),
      ...more,
    }),
    clock,
    onState: () => undefined,
    onError: failed,
  });
  running.push(webhooks);
  await webhooks.open();
  return webhooks;
};
const notice = (n: number): Notice & { readonly call: string } => {
  const id = `event-${String(n).padStart(4, '0')}`;
  return { id, type: 'call.ended', at: new Date().toISOString(), call: `c-${String(n)}` };
};
const notices = Array.from({ length: 5 }, (_, n) => notice(n));
const ids = notices.map(({ id }) => id);
const until = (isSo: () => boolean, what: string, meanwhile = (): void => undefined): Promise<void> => {
  const turn = async (): Promise<void> => {
    while (!isSo()) {
      meanwhile();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return within(turn(), what);
};
const deadLetters = async (): Promise<string> => readFile(join(folder, 'dead.jsonl'), 'utf8').catch(() => '');

describe('what waits for a receiver', () => {
  it('when Tacet ends is delivered after the next start, in order, and no dead letter', async () => {
    const receiver = await WebhookReceiver.start();
    receiver.answer = () => undefined;
    const before = await start(receiver.url);
    for (const event of notices) before.take(event);
    await before.close();
    receiver.received.length = 0;
    receiver.answer = () => ({ status: 204 });

    const after = await start(receiver.url);
    await until(() => after.counters.delivered === notices.length, 'the deliveries');
    await after.close();

    // One that was on its way at the end may arrive late, too.
    expect([...new Set(receiver.ids)]).toEqual(ids);
    expect(await deadLetters()).toBe('');
    // Nothing is left, of either.
    expect(await readdir(join(folder, 'spool'))).toEqual([]);
  });

  it('goes before what comes later, and what is too much for the queue is a dead letter', async () => {
    const receiver = await WebhookReceiver.start();
    receiver.answer = () => undefined;
    const before = await start(receiver.url);
    for (const event of notices) before.take(event);
    await before.close();

    const clock = new ManualClock();
    const after = await start(receiver.url, clock, { queue: 3 });
    after.take(notice(5));
    // By the clock of the second it is 1970.
    const isOfSecond = (): boolean =>
      receiver.received.some(({ headers }) => headers['webhook-timestamp'] === '0');
    await until(isOfSecond, 'the first attempt');
    receiver.received.length = 0;
    receiver.answer = () => ({ status: 204 });
    await until(() => after.counters.dead === 3, 'the dead letters');
    clock.advance(10_000);
    await until(() => after.counters.failures === 1, 'the one that was not answered to be given up');
    clock.advance(2_000);
    await until(() => after.counters.delivered === 3, 'the deliveries');

    expect(new Set(receiver.ids).size).toBe(3);
    expect(receiver.ids.at(-1)).toBe('event-0005');
    expect(receiver.ids).toEqual([...receiver.ids].sort());
  });

  it('is a dead letter where its receiver is none any more', async () => {
    const receiver = await WebhookReceiver.start();
    receiver.answer = () => undefined;
    const before = await start(receiver.url);
    for (const event of notices) before.take(event);
    await before.close();

    const other = await WebhookReceiver.start();
    const after = await start(other.url);

    expect(after.counters).toMatchObject({ dead: notices.length, queued: 0 });
    const letters = await deadLetters();
    for (const id of ids) expect(letters).toContain(id);
    expect(letters).toContain('no endpoint of this address');
    // Paths of webhooks are often secrets of their own.
    expect(letters).not.toContain('secret-path');
  });

  it('is in files of the owner alone, without the path of the receiver', async () => {
    const receiver = await WebhookReceiver.start();
    receiver.answer = () => undefined;
    const webhooks = await start(receiver.url);
    for (const event of notices) webhooks.take(event);
    await webhooks.flush();

    const entries = await readdir(join(folder, 'spool'), { recursive: true, withFileTypes: true });
    const files = entries.filter(({ name }) => name.endsWith('.jsonl'));
    expect(files).toHaveLength(1);
    for (const { parentPath, name } of files) {
      const path = join(parentPath, name);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      const text = await readFile(path, 'utf8');
      expect(text).not.toContain('secret-path');
      expect(text).not.toContain(SECRET);
    }
  });

  it('is not kept where nothing is to be told to anybody', async () => {
    await start('', systemClock, { endpoints: [] });

    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused a place that cannot be written', async () => {
    await appendFile(join(folder, 'spool'), 'a file');
    const opened = start('http://127.0.0.1:1', systemClock);

    await expect(opened).rejects.toMatchObject({ code: 'TACET_CONFIG' });
  });

  it(
    `outlives a kill at any moment: all that had been said to last is delivered (${String(KILLS)} times)`,
    async () => {
      const receiver = await WebhookReceiver.start();
      receiver.answer = () => undefined;
      for (let round = 0; round < KILLS; round++) {
        const child = spawn(process.execPath, [CHILD, folder, receiver.url, SECRET], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const kept: string[] = [];
        const wanted = 1 + Math.floor(Math.random() * 300);
        const lines = createInterface(child.stdout);
        lines.on('line', (line) => {
          kept.push(line);
          if (kept.length === wanted) child.kill('SIGKILL');
        });
        await within(Promise.all([once(child, 'close'), once(lines, 'close')]), 'the end of the child');

        receiver.answer = () => ({ status: 204 });
        receiver.received.length = 0;
        const clock = new ManualClock();
        const after = await start(receiver.url, clock, { queue: 100_000 });
        const delivered = new Set<string>();
        // It is known to be dead by looking again, half a minute later.
        await until(
          () => {
            for (const id of receiver.ids) delivered.add(id);
            return kept.every((id) => delivered.has(id)) && after.counters.queued === 0;
          },
          'the deliveries',
          // And no further, or answers would come too late.
          () => {
            if (after.counters.queued === 0 && receiver.received.length === 0) clock.advance(50);
          },
        );
        await after.close();
        expect(kept.length).toBeGreaterThanOrEqual(wanted);
        expect(receiver.ids.slice(0, kept.length)).toEqual([...receiver.ids.slice(0, kept.length)].sort());
        receiver.answer = () => undefined;
      }
    },
    120_000 + KILLS * 15_000,
  );
});

describe('a journal', () => {
  const waitingOf = (n: number): Waiting => {
    const { id, type, call } = notice(n);
    return { id, type, call, host: 'crm.example.com', body: JSON.stringify({ n }) };
  };
  const steps = fc.array(fc.tuple(fc.constantFrom('add', 'settle', 'flush'), fc.nat(150)), {
    maxLength: 400,
  });

  it('holds what was added and not settled, in order, whatever happens', async () => {
    let n = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const path = join(folder, `${String(++n)}.jsonl`);
        const journal = new Journal(path, failed);
        const expected = new Map<string, Waiting>();
        for (const [what, i] of all) {
          const waiting = waitingOf(i);
          if (what === 'flush') await journal.flush();
          else if (what === 'settle') {
            journal.settle(waiting.id);
            expected.delete(waiting.id);
          } else if (!expected.has(waiting.id)) {
            journal.add(waiting);
            expected.set(waiting.id, waiting);
          }
        }
        await journal.flush();
        const found = all.length === 0 ? [] : await waitingIn(path).catch(() => []);
        expect(found).toEqual([...expected.values()]);
      }),
      { numRuns: 40 },
    );
  });

  it('is bounded by what waits, however much has gone through it', async () => {
    const path = join(folder, 'long.jsonl');
    const journal = new Journal(path, failed);
    for (let n = 0; n < 2_000; n++) {
      journal.add(waitingOf(n));
      if (n >= 10) journal.settle(waitingOf(n - 10).id);
      if (n % 50 === 0) await journal.flush();
    }
    await journal.flush();

    expect((await readFile(path, 'utf8')).split('\n').length).toBeLessThan(400);
    expect(await waitingIn(path)).toHaveLength(10);
  });

  it('says nothing in a line that a crash has torn, and all else in the others', async () => {
    const path = join(folder, 'torn.jsonl');
    const journal = new Journal(path, failed);
    for (const n of [1, 2, 3]) journal.add(waitingOf(n));
    await journal.flush();
    const whole = await readFile(path, 'utf8');

    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), async (length) => {
        const cut = join(folder, 'cut.jsonl');
        await rm(cut, { force: true });
        await appendFile(cut, whole.slice(0, length));
        const left = await waitingIn(cut);
        const lines = whole.slice(0, length).split('\n').length - 1;
        expect(left.length - lines).toBeGreaterThanOrEqual(0);
        expect(left).toEqual([1, 2, 3].map(waitingOf).slice(0, left.length));
      }),
      { numRuns: 60 },
    );
  });

  it('on a disk that fails says so once, and keeps nobody up', async () => {
    const errors: unknown[] = [];
    await mkdir(join(folder, 'a-folder.jsonl'));
    const journal = new Journal(join(folder, 'a-folder.jsonl'), (error) => errors.push(error));

    journal.add(waitingOf(1));
    await journal.flush();
    journal.add(waitingOf(2));
    await journal.flush();

    expect(errors).toHaveLength(1);
  });
});
