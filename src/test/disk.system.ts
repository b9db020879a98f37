/**
 * With real disks, one that is full and one that is mounted to be read only: what was sealed stays and opens, what cannot be
 * kept is said, the call goes on, and nothing is called erased that is not.
 *
 * `npm run test:system`. Needs Linux and the right to mount a tmpfs: run it as root.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { within } from './bridges/rtp-client.js';
import { RunningTacet, type TestCall } from './bridges/running-tacet.js';
import { voice } from './bridges/signals.js';
import { eraseCalls } from '../app/recordings/erase.js';
import { exportCall } from '../app/recordings/export.js';
import { readIdentities, writeIdentity } from '../app/recordings/key-files.js';
import { systemClock } from '../core/clock.js';
import { ensureLedgerKey } from '../sink/ledger/ledger-key.js';
import { FolderStore } from '../sink/stores/folder.js';

jest.setTimeout(240_000);

const WAIT_MS = 120_000;
/** A second of both legs, in frames. */
const SECOND = 50;

let root = '';
let disk = '';
let recipient = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tacet-disk-'));
  disk = join(root, 'disk');
  await mkdir(disk);
  mount('-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk);
  recipient = await writeIdentity(join(root, 'a.key'), new Date(0));
});
afterEach(async () => {
  await RunningTacet.stopAll();
  execFileSync('umount', ['--lazy', disk]);
  await rm(root, { recursive: true, force: true });
});

function mount(...how: string[]): void {
  try {
    execFileSync('mount', how, { stdio: 'pipe' });
  } catch (cause) {
    const { stderr } = cause as { readonly stderr?: Buffer };
    if (stderr?.includes('busy') === true) throw cause;
    throw new Error('no disk can be mounted: run this as root, in a container with CAP_SYS_ADMIN', { cause });
  }
}

/** A file that is just being written keeps a disk from becoming read only. */
const remount = (how: 'ro' | 'rw'): Promise<void> =>
  until(() => Promise.resolve(isRemounted(how)), `the disk to be ${how}`);

const isRemounted = (how: 'ro' | 'rw'): boolean => {
  try {
    mount('-o', `remount,${how}`, disk);
    return true;
  } catch (error) {
    if ((error as { readonly stderr?: Buffer }).stderr?.includes('busy') === true) return false;
    throw error;
  }
};

const until = (isSo: () => Promise<boolean>, what: string): Promise<void> => {
  const ask = async (): Promise<void> => {
    while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
  };
  return within(ask(), what, WAIT_MS);
};

const elseOnDisk = (): string => join(disk, 'something else');
/** All that there is room for is taken by something else. */
const fill = async (): Promise<void> => {
  const { bavail, bsize } = await statfs(disk);
  await writeFile(elseOnDisk(), Buffer.alloc(bavail * bsize));
};

const ILLNESSES = [
  ['is full', fill, () => rm(elseOnDisk())],
  ['becomes read only', () => remount('ro'), () => remount('rw')],
] as const;

const directory = (): string => join(disk, 'calls');
const start = (): Promise<RunningTacet> =>
  RunningTacet.start({
    recording: { unencrypted: false, recipients: [recipient], directory: directory(), segmentSeconds: 1 },
    ledger: { keyFile: join(root, 'ledger.key') },
  });
const partsOf = async (call: string): Promise<string[]> =>
  (await readdir(join(directory(), call)).catch(() => []))
    // What is still being put is none yet.
    .filter((name) => name.startsWith('recording.wav') && !name.endsWith('.part'))
    .sort();
const isTold = (server: RunningTacet): boolean =>
  server.lines.some((line) => line.includes('"code":"TACET_STORE_FAILED"'));
const sayFor = async (call: TestCall, seconds: number): Promise<void> => {
  const before = call.agent.received.length;
  await call.say({ caller: voice(seconds * SECOND, 7), agent: voice(seconds * SECOND, 8) });
  await call.agent.receivedAtLeast(before + seconds * SECOND);
};

describe.each(ILLNESSES)('a disk that %s in the middle of a call', (_, fallIll, recover) => {
  it('costs the rest of the record and nothing else: it is told, the call goes on, what was sealed opens', async () => {
    const server = await start();
    const call = await server.call({ id: 'call' });
    await until(async () => {
      await sayFor(call, 1);
      return (await partsOf('call')).length > 0;
    }, 'a part');

    await fallIll();
    await until(async () => {
      await sayFor(call, 1);
      return isTold(server);
    }, 'the failure to be told');
    await sayFor(call, 2);
    await call.hangUp();

    const files = await readdir(join(directory(), 'call'));
    // Nothing can be removed there: neither who wrote the call, nor the ciphertext that was to become the next part.
    const left = files.filter((name) => name.endsWith('.part') && name !== 'running.part');
    expect(left.filter((name) => !/^recording\.wav\.\d{6}\.age\.part$/.test(name))).toEqual([]);
    expect(left.length).toBeLessThanOrEqual(1);
    const opened = await exportCall(
      new FolderStore(directory()).at('call'),
      await readIdentities(join(root, 'a.key')),
      join(root, 'open'),
    );
    expect(opened.paths.map((path) => path.slice(path.lastIndexOf('/') + 1))).toContain('recording.wav');
    expect(opened.faults.filter((fault) => fault.includes('does not open'))).toEqual([]);

    // The next call is kept once the disk is well again.
    await recover();
    const next = await server.call({ id: 'next' });
    await sayFor(next, 2);
    await next.hangUp();
    expect(await readdir(join(directory(), 'next'))).toContain('report.json.000001.age');
  });
});

describe('a disk that is read only', () => {
  it('has nothing erased, says so, and has it erased when it can be written again', async () => {
    const server = await start();
    const call = await server.call({ id: 'call' });
    await sayFor(call, 2);
    await call.hangUp();
    const store = new FolderStore(directory());
    const key = await ensureLedgerKey(join(root, 'ledger.key'));
    await remount('ro');

    await expect(eraseCalls(store, ['call'], key, systemClock)).rejects.toMatchObject({
      code: 'TACET_STORE_FAILED',
    });
    expect(await readdir(join(directory(), 'call'))).toContain('key.age');

    await remount('rw');
    await eraseCalls(store, ['call'], key, systemClock);
    expect(await readdir(join(directory(), 'call'))).toEqual(['ledger.jsonl']);
  });

  it('keeps a server from starting where it cannot make its folder', async () => {
    await remount('ro');

    await expect(start()).rejects.toMatchObject({ code: 'TACET_STORE_FAILED' });
  });
});

describe('a disk that is full', () => {
  it('lets calls be erased', async () => {
    const server = await start();
    const call = await server.call({ id: 'call' });
    await sayFor(call, 2);
    await call.hangUp();
    await fill();

    const key = await ensureLedgerKey(join(root, 'ledger.key'));
    await eraseCalls(new FolderStore(directory()), ['call'], key, systemClock);

    expect(await readdir(join(directory(), 'call'))).toEqual(['ledger.jsonl']);
  });
});
