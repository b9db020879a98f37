/**
 * Calls that another process writes: they are not erased while it lives, and can be once it was killed, whatever store they
 * are in.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { eraseCalls, removeFile } from '../app/recordings/erase.js';
import { writeIdentity } from '../app/recordings/key-files.js';
import { summaryNow, summaryOf } from '../app/recordings/list.js';
import { ManualClock, systemClock, type Clock } from '../core/clock.js';
import { ensureLedgerKey, type LedgerKey } from '../sink/ledger/ledger-key.js';
import { createStore, type StoreSettings } from '../sink/stores/registry.js';
import type { Store } from '../sink/stores/store.js';
import { SILENT_MS } from '../sink/stores/writer-beat.js';
import { within } from './bridges/rtp-client.js';
import { untilCarriedOn } from './s3/in-time.js';
import { S3Server } from './s3/s3-server.js';

const CHILD = fileURLToPath(new URL('./recording-child.js', import.meta.url));
/** Some parts are sealed by then. */
const PIECES = 200;

let directory: string;
let recipient: string;
let ledgerKey: LedgerKey;
const keyFile = (): string => join(directory, 'ledger.key');
const children = new Set<ChildProcess>();
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-runs-'));
  recipient = await writeIdentity(join(directory, 'a.key'), new Date(0));
  ledgerKey = await ensureLedgerKey(keyFile());
});
afterEach(async () => {
  await Promise.all([...children].map(killed));
  await S3Server.stopAll();
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const recording = async (settings: StoreSettings): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [CHILD, JSON.stringify(settings), recipient, keyFile()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  let told = 0;
  const isUnderWay = new Promise<void>((resolve) => {
    child.stdout.on('data', (dots: Buffer) => {
      told += dots.length;
      if (told >= PIECES) resolve();
    });
  });
  await within(isUnderWay, 'the child to record');
  return child;
};

const killed = async (child: ChildProcess): Promise<void> => {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await within(closed, 'the child to be killed');
};

const newStore = (settings: StoreSettings, clock: Clock = systemClock): Store =>
  createStore(settings, {
    clock,
    onObserverError: (error) => {
      throw error;
    },
  });

/** As if so much time had passed since whoever wrote there gave a sign of life. */
const silent = async (below: string, ms: number): Promise<void> => {
  const before = new Date(Date.now() - ms);
  for (const entry of await readdir(below, { recursive: true, withFileTypes: true }))
    if (/^(beat|\.writer-.*)$/.test(entry.name))
      await utimes(join(entry.parentPath, entry.name), before, before);
};

describe.each(['folder', 's3'] as const)('a call in a store of kind %s', (kind) => {
  const settingsIn = async (name: string): Promise<{ settings: StoreSettings; here: string }> => {
    const here = join(directory, name);
    const settings: StoreSettings =
      kind === 'folder' ? { kind, directory: here } : (await S3Server.start()).settings(here);
    return { settings, here };
  };
  const erase = (settings: StoreSettings): Promise<void> =>
    eraseCalls(newStore(settings), ['call'], ledgerKey, systemClock);

  it('is not erased while a process writes it, nor is a file of it removed', async () => {
    const { settings } = await settingsIn(`${kind}-running`);
    await recording(settings);
    const store = newStore(settings);
    const { name } = await store.find('call');

    await expect(erase(settings)).rejects.toMatchObject({ code: 'TACET_CALL_RUNS' });
    await expect(
      removeFile(store, name, 'transcript.jsonl', ledgerKey, systemClock, 'retention'),
    ).rejects.toMatchObject({ code: 'TACET_CALL_RUNS' });

    expect(await summaryOf(store.at(name))).toMatchObject({ state: 'open' });
    expect(await summaryNow(store, store.at(name), systemClock)).toMatchObject({ state: 'running' });
  });

  it('can be erased half a minute after its process was killed', async () => {
    const { settings, here } = await settingsIn(`${kind}-killed`);
    await killed(await recording(settings));
    await expect(erase(settings)).rejects.toMatchObject({ code: 'TACET_CALL_RUNS' });
    await silent(here, SILENT_MS + 5_000);
    const store = newStore(settings);
    expect(await summaryNow(store, await store.find('call'), systemClock)).toMatchObject({
      state: 'cut-off',
    });

    await erase(settings);

    expect(await summaryOf(await store.find('call'))).toMatchObject({ state: 'erased' });
    expect(await (await store.find('call')).list()).toEqual(['ledger.jsonl']);
  });

  it('leaves no sign of its writer behind once another has opened the store', async () => {
    const { settings, here } = await settingsIn(`${kind}-signs`);
    if (kind === 's3') return;
    await killed(await recording(settings));
    await silent(here, SILENT_MS + 5_000);

    const next = newStore(settings);
    await next.open();
    const signs = (await readdir(here)).filter((name) => name.startsWith('.'));
    await next.close();

    expect(signs).toHaveLength(1);
    expect((await readdir(here)).filter((name) => name.startsWith('.'))).toEqual([]);
    await erase(settings);
  });
});

describe('a call whose relay is on another machine', () => {
  it('is taken to run for as long as its ledger may still grow', async () => {
    const server = await S3Server.start();
    const settings = server.settings(join(directory, 'there'));
    const child = await recording(settings);
    await killed(child);
    await silent(join(directory, 'there'), SILENT_MS + 5_000);
    // Another process there carries on with what is left, so that all is in the bucket.
    const clock = new ManualClock();
    const next = newStore(settings, clock);
    await next.open();
    await untilCarriedOn(next, clock, join(directory, 'there'));
    await next.close();

    const elsewhere = newStore(server.settings(join(directory, 'here')));
    const after = (ms: number): Clock => ({
      now: () => systemClock.now(),
      wall: () => new Date(Date.now() + ms),
      after: (...args) => systemClock.after(...args),
      every: (...args) => systemClock.every(...args),
    });

    await expect(eraseCalls(elsewhere, ['call'], ledgerKey, after(0))).rejects.toMatchObject({
      code: 'TACET_CALL_RUNS',
    });
    await eraseCalls(elsewhere, ['call'], ledgerKey, after(16 * 60_000));

    expect(await summaryOf(await elsewhere.find('call'))).toMatchObject({ state: 'erased' });
  }, 240_000);
});
