/**
 * A recording process that is killed at any moment: all that it had sealed opens, and nothing else is on the disk.
 *
 * TACET_KILLS says how often (6).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { within } from './bridges/rtp-client.js';
import { checkKilled, inTheClear, looksClear } from './killed-recording.js';
import { PIECE } from './recording-pattern.js';
import { readIdentities, writeIdentity } from '../app/recordings/key-files.js';
import { ensureLedgerKey, type LedgerKey } from '../sink/ledger/ledger-key.js';
import { LocalFolder } from '../sink/stores/local-folder.js';

const CHILD = fileURLToPath(new URL('./recording-child.js', import.meta.url));
const KILLS = Number(process.env['TACET_KILLS'] ?? 6);
/** So many pieces are in some hundred parts. */
const MOST_PIECES = 600;

let directory: string;
let recipient: string;
let identities: readonly string[];
let ledgerKey: LedgerKey;
const keyFile = (): string => join(directory, 'ledger.key');
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-kill-'));
  recipient = await writeIdentity(join(directory, 'a.key'), new Date(0));
  identities = await readIdentities(join(directory, 'a.key'));
  ledgerKey = await ensureLedgerKey(keyFile());
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const partsIn = (folder: string): number =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('recording.wav')).length : 0;

/** Lets a child record until it has told of so many pieces and sealed so many parts, and kills it at that moment. */
const killedAfter = async (pieces: number, parts: number, into: string): Promise<void> => {
  const child = spawn(process.execPath, [CHILD, into, recipient, keyFile()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = 0;
  child.stdout.on('data', (dots: Buffer) => {
    told += dots.length;
    if (told >= pieces && partsIn(join(into, 'call')) >= parts) child.kill('SIGKILL');
  });
  const [, signal] = (await within(once(child, 'close'), 'the child to be killed')) as [unknown, string];
  expect(signal).toBe('SIGKILL');
};

/** @returns how many samples of each leg could be opened */
const check = async (path: string): Promise<number> => {
  if (!existsSync(path)) return 0;
  for (const name of await readdir(path)) expect(looksClear(await readFile(join(path, name)))).toBe(false);
  return checkKilled(new LocalFolder(path), identities, ledgerKey);
};

it(
  `killed ${String(KILLS)} times, it leaves what was sealed and nothing in the clear`,
  async () => {
    let opened = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const into = join(directory, String(kill));
      const pieces = 1 + Math.floor(Math.random() * MOST_PIECES * (kill / KILLS));
      // Every second time something has been sealed, however fast the machine records.
      await killedAfter(pieces, kill % 2 === 0 ? 0 : 1 + (kill % 5), into);
      opened += await check(join(into, 'call'));
      await rm(into, { recursive: true, force: true });
    }
    // The search would find what it looks for, and there was something to open.
    expect(Buffer.concat([inTheClear(1), inTheClear(20)]).includes(inTheClear(20))).toBe(true);
    expect(opened).toBeGreaterThan(PIECE);
  },
  60_000 + KILLS * 15_000,
);
