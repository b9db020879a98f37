/** Webhooks against real servers on loopback: what they get, how often, in which order, and what becomes of the rest. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';

import type { DeadLetter } from './dead-letters.js';
import type { Notice } from './notice.js';
import { retryAfterMs } from './retry-after.js';
import { WebhookSettings } from './settings.js';
import { signedHeaders } from './signature.js';
import { Webhooks } from './webhooks.js';
import { ManualClock } from '../../core/clock.js';
import { within } from '../../test/bridges/rtp-client.js';
import { WebhookReceiver as Receiver } from '../../test/bridges/webhook-receiver.js';

const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
/** Longer than the wait after three failures, and shorter than a request may take. */
const AGAIN_MS = 8_000;
const HERE = dirname(fileURLToPath(import.meta.url));

/** Timers are moved by hand; timestamps are those of today, which is what a receiver asks for. */
class Timers extends ManualClock {
  override wall(): Date {
    return new Date();
  }
}

let directory: string;
let clock: Timers;
let running: Webhooks[] = [];
const states: string[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-hooks-'));
  clock = new Timers();
  states.length = 0;
});
afterEach(async () => {
  for (const webhooks of running) await webhooks.close();
  Receiver.stopAll();
  running = [];
  await rm(directory, { recursive: true, force: true });
});

const file = (): string => join(directory, 'dead.jsonl');
const start = (endpoints: readonly object[], more: object = {}): Webhooks => {
  const webhooks = new Webhooks({
    settings: WebhookSettings.parse({
      endpoints: endpoints.map((endpoint) => ({ secret: SECRET, ...endpoint })),
      deadLetterFile: file(),
      ...more,
    }),
    clock,
    onState: (host, isWell, reason) => states.push(`${host} ${isWell ? 'well' : reason}`),
    onError: (error) => {
      throw error;
    },
  });
  running.push(webhooks);
  return webhooks;
};
let serial = 0;
const notice = (type = 'call.ended', more: object = {}): Notice => {
  const n = String(++serial).padStart(4, '0');
  return { id: `event-${n}`, type, at: new Date().toISOString(), ...{ call: `c-${n}`, ...more } };
};
const until = async (isSo: () => boolean, what: string): Promise<void> => {
  const turn = async (): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
  };
  await within(turn(), what);
};
/** Waits for so many attempts to fail, with as much time between them as they ask for. */
const failing = async (webhooks: Webhooks, count: number): Promise<void> => {
  for (let n = 0; n < count; n++) {
    const before = webhooks.counters.failures;
    if (n > 0) clock.advance(AGAIN_MS);
    if (before <= n) await until(() => webhooks.counters.failures > before, 'an attempt to fail');
  }
};
const deadLetters = async (path = file()): Promise<DeadLetter[]> =>
  (await readFile(path, 'utf8').catch(() => ''))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as DeadLetter);

describe('a webhook', () => {
  it('is an event, signed so that the library of Standard Webhooks verifies it', async () => {
    const receiver = await Receiver.start();
    const webhooks = start([{ url: receiver.url }]);
    const event = notice('mask.ended', { leg: 'caller', kind: 'pan', tenant: 'acme' });

    webhooks.take(event);
    await until(() => webhooks.counters.delivered === 1, 'the delivery');

    const [{ body, headers } = { body: '', headers: {} }] = receiver.received;
    expect(new Webhook(SECRET).verify(body, headers as Record<string, string>)).toEqual({
      id: event.id,
      type: 'mask.ended',
      timestamp: event.at,
      data: { call: (event as Notice & { call: string }).call, leg: 'caller', kind: 'pan', tenant: 'acme' },
    });
    expect(headers['content-type']).toBe('application/json');
    expect(headers['webhook-id']).toBe(event.id);
  });

  it('does not verify where anything of it was changed, or with another secret', () => {
    const signed = {
      id: 'event-1',
      timestamp: Math.floor(Date.now() / 1_000),
      body: '{"type":"call.ended"}',
    };
    const headers = { ...signedHeaders(signed, [SECRET]) };
    const other = new Webhook(`whsec_${randomBytes(32).toString('base64')}`);

    expect(() => new Webhook(SECRET).verify(signed.body, headers)).not.toThrow();
    expect(() => other.verify(signed.body, headers)).toThrow();
    fc.assert(
      fc.property(fc.nat(signed.body.length - 1), (at) => {
        const changed = `${signed.body.slice(0, at)}~${signed.body.slice(at + 1)}`;
        expect(() => new Webhook(SECRET).verify(changed, headers)).toThrow();
      }),
    );
    for (const name of ['webhook-id', 'webhook-timestamp']) {
      const changed = {
        ...headers,
        [name]: name === 'webhook-id' ? 'event-2' : String(signed.timestamp + 1),
      };
      expect(() => new Webhook(SECRET).verify(signed.body, changed)).toThrow();
    }
  });

  it('that is sent again long after does not verify', () => {
    const timestamp = Math.floor(Date.now() / 1_000) - 600;
    const signed = { id: 'event-1', timestamp, body: '{}' };

    expect(() => new Webhook(SECRET).verify('{}', { ...signedHeaders(signed, [SECRET]) })).toThrow(/old/);
  });

  it('is signed with both secrets while one takes the place of the other', async () => {
    const receiver = await Receiver.start();
    const next = `whsec_${randomBytes(24).toString('base64')}`;
    const webhooks = start([{ url: receiver.url, secret: [SECRET, next] }]);

    webhooks.take(notice());
    await until(() => webhooks.counters.delivered === 1, 'the delivery');

    const [{ body, headers } = { body: '', headers: {} }] = receiver.received;
    for (const secret of [SECRET, next])
      expect(() => new Webhook(secret).verify(body, headers as Record<string, string>)).not.toThrow();
  });

  it('goes to those who want its type and may see its tenant', async () => {
    const all = await Receiver.start();
    const ends = await Receiver.start();
    const acme = await Receiver.start();
    const webhooks = start([
      { url: all.url },
      { url: ends.url, events: ['call.ended', 'pause.*'] },
      { url: acme.url, tenant: 'acme' },
    ]);

    for (const type of ['call.started', 'pause.started', 'call.ended']) webhooks.take(notice(type));
    webhooks.take(notice('call.changed', { tenant: 'acme' }));
    webhooks.take(notice('call.changed', { tenant: 'other' }));
    await until(() => webhooks.counters.delivered === 8, 'the deliveries');

    expect([all, ends, acme].map(({ received }) => received.length)).toEqual([5, 2, 1]);
  });
});

describe('a receiver that does not take a webhook', () => {
  it('gets the same again, signed anew, until it does, and everything in order', async () => {
    const receiver = await Receiver.start();
    receiver.answer = (n) => ({ status: n <= 3 ? 500 : 204 });
    const webhooks = start([{ url: receiver.url }]);
    const events = [notice(), notice(), notice()];

    for (const event of events) webhooks.take(event);
    await failing(webhooks, 3);
    clock.advance(AGAIN_MS);
    await until(() => webhooks.counters.delivered === 3, 'the deliveries');

    const [first, second, third] = events.map(({ id }) => id);
    expect(receiver.ids).toEqual([first, first, first, first, second, third]);
    expect(new Set(receiver.received.slice(0, 4).map(({ body }) => body)).size).toBe(1);
    expect(states.map((state) => state.split(' ').slice(1).join(' '))).toEqual(['status 500', 'well']);
    expect(await deadLetters()).toEqual([]);
  });

  it('holds up neither whoever publishes nor the others', async () => {
    const slow = await Receiver.start();
    slow.answer = () => undefined;
    const quick = await Receiver.start();
    const webhooks = start([{ url: slow.url }, { url: quick.url }]);

    for (let n = 0; n < 50; n++) webhooks.take(notice());
    await until(() => webhooks.counters.delivered === 50, 'the deliveries');

    expect(quick.received).toHaveLength(50);
    expect(slow.received.length).toBeLessThanOrEqual(1);
    expect(webhooks.counters.queued).toBe(50);
  });

  it('is given up for the time being when it does not answer in time', async () => {
    const receiver = await Receiver.start();
    receiver.answer = (n) => (n === 1 ? undefined : { status: 204 });
    const webhooks = start([{ url: receiver.url, timeoutMs: 5_000 }]);

    webhooks.take(notice());
    await until(() => receiver.received.length === 1, 'the request');
    clock.advance(5_000);
    await until(() => webhooks.counters.failures === 1, 'the failure');
    clock.advance(1_000);
    await until(() => webhooks.counters.delivered === 1, 'the delivery');

    expect(states[0]).toContain('no answer in time');
  });

  it('is left alone for as long as it asks', async () => {
    const receiver = await Receiver.start();
    receiver.answer = (n) => (n === 1 ? { status: 429, headers: { 'retry-after': '120' } } : { status: 204 });
    const webhooks = start([{ url: receiver.url }]);

    webhooks.take(notice());
    await failing(webhooks, 1);
    clock.advance(119_999);
    const during = receiver.received.length;
    clock.advance(1);
    await until(() => webhooks.counters.delivered === 1, 'the delivery');

    expect(during).toBe(1);
  });

  it('gets a dead letter after so many attempts, and then the next event', async () => {
    const receiver = await Receiver.start();
    receiver.answer = (n) => ({ status: n <= 3 ? 503 : 204 });
    const webhooks = start([{ url: receiver.url, attempts: 3 }]);
    const [lost, kept] = [notice(), notice()];

    for (const event of [lost, kept]) webhooks.take(event);
    await failing(webhooks, 3);
    clock.advance(AGAIN_MS);
    await until(() => webhooks.counters.delivered === 1, 'the delivery');
    await webhooks.close();

    expect(receiver.ids).toEqual([lost.id, lost.id, lost.id, kept.id]);
    const letters = await deadLetters();
    expect(letters).toMatchObject([{ reason: 'status 503', attempts: 3 }]);
    expect(letters[0]?.body).toBe(receiver.received[0]?.body);
    // Paths of webhooks are often secrets of their own.
    expect(await readFile(file(), 'utf8')).not.toContain('secret-path');
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  it('gets nothing more once it has said that it is gone', async () => {
    const receiver = await Receiver.start();
    receiver.answer = () => ({ status: 410 });
    const webhooks = start([{ url: receiver.url }]);

    for (let n = 0; n < 3; n++) webhooks.take(notice());
    await until(() => webhooks.counters.dead === 3, 'the dead letters');
    webhooks.take(notice());
    clock.advance(AGAIN_MS);
    await webhooks.close();

    expect(receiver.received).toHaveLength(1);
    expect(await deadLetters()).toHaveLength(3);
  });

  it('cannot send it elsewhere: redirects are not followed', async () => {
    const other = await Receiver.start();
    const receiver = await Receiver.start();
    receiver.answer = () => ({ status: 307, headers: { location: other.url } });
    const webhooks = start([{ url: receiver.url, attempts: 1 }]);

    webhooks.take(notice());
    await until(() => webhooks.counters.dead === 1, 'the dead letter');
    await webhooks.close();

    expect(other.received).toEqual([]);
    expect(await deadLetters()).toMatchObject([{ reason: 'status 307' }]);
  });

  it('that is nowhere is tried likewise', async () => {
    const receiver = await Receiver.start();
    const { url } = receiver;
    receiver.stop();
    const webhooks = start([{ url, attempts: 2 }]);

    webhooks.take(notice());
    await failing(webhooks, 2);
    await webhooks.close();

    expect(await deadLetters()).toMatchObject([{ reason: 'no connection', attempts: 2 }]);
  });
});

describe('what waits', () => {
  it('is bounded: the oldest are dead letters, the newest are delivered', async () => {
    const receiver = await Receiver.start();
    receiver.answer = (n) => ({ status: n === 1 ? 500 : 204 });
    const webhooks = start([{ url: receiver.url }], { queue: 10 });
    const events = Array.from({ length: 25 }, () => notice());

    webhooks.take(events[0] as Notice);
    await failing(webhooks, 1);
    for (const event of events.slice(1)) webhooks.take(event);
    const { queued } = webhooks.counters;
    clock.advance(AGAIN_MS);
    await until(() => webhooks.counters.delivered === 10, 'the deliveries');
    await webhooks.close();

    expect(queued).toBe(10);
    expect(receiver.ids.slice(1)).toEqual(events.slice(15).map(({ id }) => id));
    const dead = (await deadLetters()).map(({ body }) => (JSON.parse(body) as { id: string }).id);
    expect(dead).toEqual(events.slice(0, 15).map(({ id }) => id));
  });

  it('is delivered before the end, as far as that goes; the rest are dead letters', async () => {
    const receiver = await Receiver.start();
    receiver.answer = (n) => (n <= 2 ? { status: 204 } : undefined);
    const webhooks = start([{ url: receiver.url }]);
    for (let n = 0; n < 5; n++) webhooks.take(notice());

    const closed = webhooks.close(10_000);
    await until(() => receiver.received.length === 3, 'the requests');
    clock.advance(10_000);
    await closed;
    webhooks.take(notice());

    expect(webhooks.counters).toMatchObject({ delivered: 2, dead: 3, queued: 0 });
    expect(await deadLetters()).toHaveLength(3);
    expect(clock.pending).toBe(0);
  });

  it('as dead letters stays within its bound', async () => {
    const receiver = await Receiver.start();
    receiver.answer = () => ({ status: 410 });
    for (let round = 0; round < 30; round++) {
      const webhooks = start([{ url: receiver.url }], { deadLetterBytes: 2_048 });
      webhooks.take(notice());
      await until(() => webhooks.counters.dead === 1, 'the dead letter');
      await webhooks.close();
    }

    const sizes = await Promise.all([file(), `${file()}.1`].map(async (path) => (await stat(path)).size));

    expect(sizes[0] as number).toBeLessThanOrEqual(1_024);
    expect(sizes[1] as number).toBeLessThanOrEqual(1_024);
    expect((await deadLetters()).at(-1)?.body).toContain(`event-${String(serial).padStart(4, '0')}`);
  });
});

describe('the settings of webhooks', () => {
  it.each([
    ['http://example.com/hook', SECRET],
    ['ftp://example.com', SECRET],
    ['http://127.0.0.1.example.com', SECRET],
    ['https://user:password@example.com', SECRET],
    ['https://example.com', 'short'],
    ['https://example.com', 'whsec_c2hvcnQ='],
  ])('refuse %s with %s', (url, secret) => {
    expect(WebhookSettings.safeParse({ endpoints: [{ url, secret }] }).success).toBe(false);
  });

  it.each(['https://example.com/hook?a=b', 'http://localhost:8090', 'http://[::1]:1/x', 'http://127.0.0.1'])(
    'take %s',
    (url) => {
      expect(WebhookSettings.safeParse({ endpoints: [{ url, secret: SECRET }] }).success).toBe(true);
    },
  );
});

describe('Retry-After', () => {
  const now = new Date('2026-11-27T09:00:00Z');

  it.each([
    [null, undefined],
    ['0', 0],
    ['90', 90_000],
    ['999999999', 3_600_000],
    ['Fri, 27 Nov 2026 09:01:00 GMT', 60_000],
    ['Fri, 27 Nov 2026 08:00:00 GMT', 0],
    ['soon', undefined],
  ])('%s is %s ms', (value, ms) => {
    expect(retryAfterMs(value, now)).toBe(ms);
  });

  it('is never more than an hour, nor less than nothing, whatever is said', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const ms = retryAfterMs(value, now) ?? 0;
        expect(ms >= 0 && ms <= 3_600_000).toBe(true);
      }),
    );
  });
});

it('the receiver in docs/webhooks.md verifies what it gets, and refuses what was tampered with', async () => {
  const root = HERE.slice(0, HERE.lastIndexOf('/dist/'));
  const docs = await readFile(join(root, 'docs/webhooks.md'), 'utf8');
  const [, code] = /<!-- receiver:begin -->\s+```js\n([\s\S]*?)```\s+<!-- receiver:end -->/.exec(docs) ?? [];
  const script = join(HERE, `receiver-${String(process.pid)}.mjs`);
  await writeFile(script, code ?? '');
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, WEBHOOK_SECRET: SECRET, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const line = async (): Promise<string> => String((await within(lines.next(), 'a line')).value);
    const url = `http://127.0.0.1:${(await line()).replace('listening ', '')}`;
    const webhooks = start([{ url }]);
    const event = notice();

    webhooks.take(event);
    const told = await line();
    const timestamp = Math.floor(Date.now() / 1_000);
    const headers = { ...signedHeaders({ id: 'a', timestamp, body: '{}' }, [SECRET]) };
    const tampered = await fetch(url, { method: 'POST', headers, body: '{"type":"call.ended"}' });

    expect(told).toBe(`call.ended ${(event as Notice & { call: string }).call}`);
    expect(tampered.status).toBe(401);
  } finally {
    child.kill();
    await rm(script, { force: true });
  }
});
