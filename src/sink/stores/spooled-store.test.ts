/** A store that is elsewhere, and away: nothing is lost, nothing lies, and no call waits. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { S3Remote } from './s3-remote.js';
import type { S3Settings } from './s3.js';
import { SpooledStore } from './spooled-store.js';
import type { StoreEvents } from './store.js';
import { eraseCalls } from '../../app/recordings/erase.js';
import { readIdentities, writeIdentity } from '../../app/recordings/key-files.js';
import { summaryOf } from '../../app/recordings/list.js';
import { verifyCall } from '../../app/recordings/verify.js';
import { ManualClock } from '../../core/clock.js';
import { parseCallId, type CallId } from '../../core/ids.js';
import { within } from '../../test/bridges/rtp-client.js';
import { until } from '../../test/bridges/until.js';
import { nextBeat, untilInTime, waitingIn } from '../../test/s3/in-time.js';
import { S3Server } from '../../test/s3/s3-server.js';
import { Sealing, SEGMENT_MS } from '../../test/s3/sealed-in-s3.js';
import { LEDGER_FILE } from '../ledger/ledger.js';
import { ensureLedgerKey, type LedgerKey } from '../ledger/ledger-key.js';
import { entriesOf, factsOf } from '../ledger/read-ledger.js';
import { KEY_FILE } from '../sealing/call-key.js';

let keys: string;
let recipient: string;
let identities: readonly string[];
let ledgerKey: LedgerKey;
beforeAll(async () => {
  keys = await mkdtemp(join(tmpdir(), 'tacet-keys-'));
  recipient = await writeIdentity(join(keys, 'a.key'), new Date(0));
  identities = await readIdentities(join(keys, 'a.key'));
  ledgerKey = await ensureLedgerKey(join(keys, 'ledger.key'));
});
afterAll(() => rm(keys, { recursive: true }));

let directory: string;
let server: S3Server;
let clock: ManualClock;
let opened: SpooledStore[];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-spool-'));
  server = await S3Server.start();
  clock = new ManualClock();
  opened = [];
});
afterEach(async () => {
  for (const store of opened) await store.close();
  await S3Server.stopAll();
  await rm(directory, { recursive: true, force: true });
});

const id = (value: string): CallId => parseCallId(value) as CallId;
const spool = (): string => join(directory, 'spool');
const fail = (error: unknown): never => {
  throw error;
};
const newStore = (more: Partial<S3Settings> = {}, remote = S3Remote): SpooledStore => {
  const settings = server.settings(spool(), more);
  const store = new SpooledStore(new remote(settings, clock), settings, { clock, onObserverError: fail });
  opened.push(store);
  return store;
};
const newCall = (store: SpooledStore, name = 'call'): Sealing =>
  new Sealing(name, { store, clock, recipient, ledgerKey });
const next = <Name extends keyof StoreEvents>(store: SpooledStore, name: Name): Promise<StoreEvents[Name]> =>
  within(new Promise((resolve) => store.events.on(name, resolve)), `the store to be ${name}`);
const waiting = (): Promise<string[]> => waitingIn(spool());
/** Time goes on, and what is tried in it fails or works. */
const tryAgain = async (store: SpooledStore): Promise<void> => {
  const before = store.counters.failures + store.counters.uploads;
  clock.advance(60_000);
  await until(() => store.counters.failures + store.counters.uploads > before, 'another try');
};
const isEmpty = async (): Promise<boolean> => (await waiting()).length === 0;
const allThere = async (store: SpooledStore): Promise<void> => {
  await untilInTime(store, clock, isEmpty, 'the spool to be empty');
  expect(store.counters.isAway).toBe(false);
};
const verified = async (name: string) => {
  const folder = await newStore().find(name);
  return verifyCall(folder, ledgerKey.publicKey, identities);
};

describe('a call while the object store is away', () => {
  it('goes on into the spool, encrypted, and is complete in the store when that is back', async () => {
    const store = newStore();
    await store.open();
    const call = newCall(store);
    call.hear(10);
    clock.advance(SEGMENT_MS);
    await until(async () => (await server.objects()).size >= 3, 'the first parts');
    const away = next(store, 'away');
    server.down();

    call.hear(10);
    clock.advance(SEGMENT_MS);
    const told = await away;
    for (let minute = 0; minute < 3; minute++) {
      call.hear(10);
      await tryAgain(store);
    }
    await call.end();
    const during = await waiting();
    const back = next(store, 'back');
    server.up();
    clock.advance(60_000);
    await back;
    await allThere(store);

    expect(told.code).toBe('TACET_STORE_AWAY');
    expect(during).toContain('report.json.000001.age');
    expect(during.every((name) => name.endsWith('.age') || name === LEDGER_FILE)).toBe(true);
    expect(call.broken).toEqual([]);
    const { faults, recording } = await verified('call');
    expect(faults).toEqual([]);
    expect(recording?.samples.caller.length).toBe(50 * 8_000);
  });

  it('is told of once, and counted', async () => {
    server.down();
    const store = newStore();
    const told: string[] = [];
    store.events.on('away', ({ code }) => told.push(code));
    store.events.on('back', () => told.push('back'));

    await store.open();
    const call = newCall(store);
    await call.end();
    for (let n = 0; n < 4; n++) await tryAgain(store);
    const during = { ...store.counters };
    server.up();
    clock.advance(60_000);
    await allThere(store);

    expect(told).toEqual(['TACET_STORE_AWAY', 'back']);
    expect(during).toMatchObject({ isAway: true, uploads: 0 });
    expect(during.failures).toBeGreaterThanOrEqual(4);
    expect(during.spooledBytes).toBeGreaterThan(500);
    // Key, recording, transcript, report, ledger.
    expect(store.counters).toMatchObject({ uploads: 5, isAway: false });
    await until(() => store.counters.spooledBytes === 0, 'the room to be free');
  });

  it.each([503, 429, 500])('waits likewise where it answers %d', async (status) => {
    const store = newStore();
    await store.open();
    const away = next(store, 'away');
    server.gatekeeper = (_request, response) => {
      response.writeHead(status).end();
      return false;
    };

    const call = newCall(store);
    await call.end();

    expect((await away).code).toBe('TACET_STORE_AWAY');
    server.gatekeeper = () => true;
    clock.advance(60_000);
    await allThere(store);
    expect((await verified('call')).faults).toEqual([]);
  });

  it('waits likewise where it takes the connection and never answers', async () => {
    const store = newStore();
    await store.open();
    let held = 0;
    server.gatekeeper = () => {
      held++;
      return false;
    };
    const away = next(store, 'away');
    const call = newCall(store);

    await call.end();
    await until(() => held > 0, 'a request');
    clock.advance(30_000);

    expect((await away).code).toBe('TACET_STORE_AWAY');
    expect(call.broken).toEqual([]);
    server.gatekeeper = () => true;
    clock.advance(60_000);
    await allThere(store);
  });

  it('is asked by one request at a time until it answers', async () => {
    const store = newStore();
    await store.open();
    server.down();
    const calls = Array.from({ length: 20 }, (_, n) => newCall(store, `call-${String(n)}`));
    await Promise.all(calls.map((call) => call.end()));
    await until(() => store.counters.failures > 0 && store.counters.isAway, 'the store to be away');
    await tryAgain(store);
    let [now, most] = [0, 0];
    server.gatekeeper = async (_request, response) => {
      now++;
      if (store.counters.isAway) most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      response.once('close', () => now--);
      return true;
    };

    server.up();
    clock.advance(60_000);
    await allThere(store);

    expect(most).toBe(1);
    for (let n = 0; n < 20; n++) expect((await verified(`call-${String(n)}`)).faults).toEqual([]);
  });
});

describe('a ledger in the object store', () => {
  it('never lists a file that is not there yet, and ends as the one that was written', async () => {
    const lies: string[] = [];
    let ledgers = 0;
    class Watched extends S3Remote {
      override async put(folder: string, name: string, bytes: Uint8Array): Promise<void> {
        if (name === LEDGER_FILE) {
          ledgers++;
          const there = new Set(await this.list(folder));
          const listed = factsOf(entriesOf(Buffer.from(bytes).toString()), 'sealed').map(({ file }) => file);
          lies.push(...listed.filter((file) => !there.has(file)));
        }
        await super.put(folder, name, bytes);
      }
    }
    const store = newStore({}, Watched);
    await store.open();
    const call = newCall(store);
    for (let part = 0; part < 40; part++) {
      call.hear(10);
      clock.advance(SEGMENT_MS);
      // Uploads and parts overlap in ever other ways.
      for (let turn = 0; turn < part % 7; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
    await untilInTime(store, clock, () => ledgers > 0, 'a ledger of a call that goes on');
    await call.end();
    await allThere(store);

    expect(lies).toEqual([]);
    expect(ledgers).toBeGreaterThan(1);
    expect((await verified('call')).faults).toEqual([]);
  });
});

describe('a spool that a process has left', () => {
  it('is taken at once by the next one, where the last was closed', async () => {
    server.down();
    const first = newStore();
    await first.open();
    await newCall(first).end();
    await first.close();

    server.up();
    const second = newStore();
    await second.open();
    await allThere(second);

    expect((await verified('call')).faults).toEqual([]);
  });

  it('is taken when the last shows no life for half a minute, and not while it does', async () => {
    server.down();
    const alive = newStore();
    await alive.open();
    const call = newCall(alive);
    call.hear(1);
    await until(async () => (await waiting()).includes(KEY_FILE), 'the key');
    server.up();
    const next = newStore();
    await next.open();

    // Both live: each keeps its own.
    for (let n = 0; n < 20; n++) await nextBeat(spool(), clock);
    await call.end();
    await allThere(next);

    expect(next.counters.uploads).toBe(0);
    expect((await verified('call')).faults).toEqual([]);
  });

  it('is taken from a process that was only asleep, which then fails to write there', async () => {
    server.down();
    const asleep = newStore();
    await asleep.open();
    const call = newCall(asleep);
    call.hear(1);
    await until(async () => (await waiting()).includes(KEY_FILE), 'the key');
    // Of the sleeper no timer runs any more.
    clock = new ManualClock();
    const next = newStore();
    await next.open();
    server.up();
    for (let n = 0; n < 8; n++) await nextBeat(spool(), clock);
    await allThere(next);

    await expect(call.end()).rejects.toMatchObject({ code: 'TACET_STORE_FAILED' });

    expect(await waiting()).toEqual([]);
    const { faults } = await verified('call');
    expect(faults.map(({ what }) => what)).toEqual([expect.stringContaining('does not close the call')]);
  });
});

describe('a spool that is full', () => {
  const MB = 1024 * 1024;

  it('takes no more parts, says so once, and has room left for what the ledger says of that', async () => {
    server.down();
    const store = newStore({ spoolMaxBytes: 16 * MB });
    let full = 0;
    store.events.on('full', () => full++);
    await store.open();
    const folder = store.create(id('call'));
    for (let n = 0; n < 15; n++) await folder.put(`part-${String(n)}`, [Buffer.alloc(MB)]);

    await expect(folder.put('one-more', [Buffer.alloc(MB)])).rejects.toMatchObject({
      code: 'TACET_SPOOL_FULL',
    });
    await expect(folder.put('another', [Buffer.alloc(MB)])).rejects.toMatchObject({
      code: 'TACET_SPOOL_FULL',
    });
    await folder.append(LEDGER_FILE, Buffer.alloc(MB / 2, 'x'));

    expect(full).toBe(1);
    expect(store.counters).toMatchObject({ overflows: 2, isAway: true });
    expect(store.counters.spooledBytes).toBeLessThanOrEqual(16 * MB);
    server.up();
    clock.advance(60_000);
    await untilInTime(store, clock, () => store.counters.uploads >= 15, 'the parts to be uploaded');
    await folder.put('one-more', [Buffer.alloc(MB)]);
  });

  it('breaks the files of a call, not its media, and the rest of it opens', async () => {
    server.down();
    const store = newStore({ spoolMaxBytes: 16 * MB });
    await store.open();
    await store.create(id('other')).put('large', [Buffer.alloc(14 * MB)]);
    const call = newCall(store);
    for (let part = 0; part < 8; part++) {
      call.hear(10);
      clock.advance(SEGMENT_MS);
    }

    await expect(call.end()).rejects.toMatchObject({ code: 'TACET_STORE_FAILED' });

    expect(call.broken.map(({ code }) => code)).toContain('TACET_STORE_FAILED');
    server.up();
    clock.advance(60_000);
    await untilInTime(store, clock, isEmpty, 'the spool to be empty');
    const { faults, entries } = await verified('call');
    expect(faults.map(({ what }) => what)).toEqual(['recording.wav could not be written to its end']);
    expect(factsOf(entries, 'sealed').length).toBeGreaterThan(3);
  });
});

describe('an object store that refuses', () => {
  it('keeps a relay from starting, and says which of its settings may be wrong', async () => {
    server.checkSignatures();
    const refusals = [{ accessKeyId: 'other' }, { secretAccessKey: 'other' }, { bucket: 'other' }];
    for (const wrong of refusals) {
      const failure = await newStore(wrong)
        .open()
        .then(fail, (error: unknown) => error);

      expect(failure).toMatchObject({ code: 'TACET_STORE_REFUSED' });
      expect(String(failure)).toMatch(/InvalidAccessKeyId|SignatureDoesNotMatch|NoSuchBucket/);
      expect(String(failure)).not.toContain('other');
    }
    expect(await waiting()).toEqual([]);
  });

  it('is told of while calls run, which go on into the spool until it takes them again', async () => {
    const store = newStore();
    await store.open();
    server.gatekeeper = (_request, response) => {
      response.writeHead(403, { 'content-type': 'application/xml' });
      response.end('<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>');
      return false;
    };
    const away = next(store, 'away');

    const call = newCall(store);
    await call.end();

    expect(await away).toEqual({ code: 'TACET_STORE_REFUSED', detail: 'PutObject: AccessDenied' });
    expect(call.broken).toEqual([]);
    server.gatekeeper = () => true;
    clock.advance(60_000);
    await allThere(store);
  });
});

describe('a call that is erased', () => {
  it('leaves its ledger in the object store, and no key', async () => {
    const store = newStore();
    await store.open();
    await newCall(store).end();
    await allThere(store);

    await eraseCalls(newStore(), ['call'], ledgerKey, clock);

    expect([...(await server.objects()).keys()].map((key) => key.split('/').at(-1)).sort()).toEqual([
      LEDGER_FILE,
      'tacet-probe',
    ]);
    expect((await verified('call').catch((e: unknown) => e)) as object).toMatchObject({
      code: 'TACET_CALL_ERASED',
    });
    const folder = await newStore().find('call');
    expect((await verifyCall(folder, ledgerKey.publicKey)).faults).toEqual([]);
    expect(await summaryOf(folder)).toMatchObject({ state: 'erased' });
  });

  it('is erased in the spool, too, where it still waits', async () => {
    const store = newStore();
    await store.open();
    server.gatekeeper = ({ method, url }, response) => {
      const isRefused = method === 'PUT' && url?.includes('report') === true;
      if (isRefused) response.writeHead(503).end();
      return !isRefused;
    };
    const away = next(store, 'away');
    await newCall(store).end();
    await away;
    expect(await waiting()).toEqual(expect.arrayContaining([LEDGER_FILE, 'report.json.000001.age']));

    await eraseCalls(newStore(), ['call'], ledgerKey, clock);
    server.gatekeeper = () => true;
    await tryLater(store);

    expect(await waiting()).toEqual([]);
    expect([...(await server.objects()).keys()].map((key) => key.split('/').at(-1)).sort()).toEqual([
      LEDGER_FILE,
      'tacet-probe',
    ]);
    const folder = await newStore().find('call');
    expect((await verifyCall(folder, ledgerKey.publicKey)).faults).toEqual([]);
  });

  it('is not brought back by an upload of its key that was under way', async () => {
    const store = newStore();
    await store.open();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      server.gatekeeper = async ({ method, url }) => {
        if (method !== 'PUT' || url?.includes(KEY_FILE) !== true) return true;
        resolve();
        await new Promise<void>((go) => {
          release = go;
        });
        return true;
      };
    });
    await newCall(store).end();
    await within(held, 'the key to be on its way');

    await eraseCalls(newStore(), [(await store.calls())[0] ?? ''], ledgerKey, clock);
    release();
    await until(() => store.counters.uploads > 0, 'the upload to end');

    expect([...(await server.objects()).keys()].some((key) => key.endsWith(KEY_FILE))).toBe(false);
    expect(await waiting()).toEqual([]);
  });

  it('is not said to be erased where the object store is away', async () => {
    const store = newStore();
    await store.open();
    await newCall(store).end();
    await allThere(store);
    const [name = ''] = await store.calls();
    await server.stop();

    await expect(eraseCalls(newStore(), [name], ledgerKey, clock)).rejects.toMatchObject({
      code: 'TACET_STORE_AWAY',
    });
  });
});

/** What is still queued is tried, and comes to nothing. */
const tryLater = async (store: SpooledStore): Promise<void> => {
  clock.advance(60_000);
  await store.close(60_000);
};
