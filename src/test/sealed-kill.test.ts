/**
 * A recording process that is killed at any moment: all that it had sealed opens, and nothing else is on the disk.
 *
 * TACET_KILLS says how often (24).
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
import { isMaskedPiece, PIECE, RATE_HZ, sampleAt, SEEDS } from './recording-pattern.js';
import { readIdentities, writeIdentity } from '../app/recordings/key-files.js';
import { verifyCall } from '../app/recordings/verify.js';
import { LEG_ROLES, type LegRole } from '../core/ids.js';
import { createFill } from '../media/fill.js';
import { ensureLedgerKey, type LedgerKey } from '../sink/ledger/ledger-key.js';
import { LEDGER_FILE } from '../sink/ledger/ledger.js';
import { KEY_FILE } from '../sink/sealing/call-key.js';
import { OpenedCall } from '../sink/sealing/opened-call.js';
import { LocalFolder } from '../sink/stores/local-folder.js';

const CHILD = fileURLToPath(new URL('./recording-child.js', import.meta.url));
const KILLS = Number(process.env['TACET_KILLS'] ?? 12);
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

/** What a leg's channel should hold. */
const expected = (leg: LegRole, samples: number): Int16Array => {
  const pcm = Int16Array.from({ length: samples }, (_, n) => sampleAt(leg, n));
  const fill = createFill({ kind: 'comfort-noise', rateHz: RATE_HZ, seed: SEEDS[leg] });
  for (let piece = 0; piece * PIECE < samples; piece++)
    if (isMaskedPiece(leg, piece))
      fill.write(pcm.subarray(piece * PIECE, (piece + 1) * PIECE), piece * PIECE);
  return pcm;
};

/** Sixteen samples out of the middle of a piece, as they would stand in a recording. */
const inTheClear = (piece: number): Buffer =>
  Buffer.from(
    Int16Array.from({ length: 32 }, (_, i) =>
      sampleAt(i % 2 === 0 ? 'caller' : 'agent', piece * PIECE + 500 + (i >> 1)),
    ).buffer,
  );

const looksClear = async (folder: string): Promise<string[]> => {
  const found: string[] = [];
  const needles = [Buffer.from('marmalade'), Buffer.from('RIFF'), ...[0, 1, 5, 20, 100].map(inTheClear)];
  for (const name of await readdir(folder)) {
    const bytes = await readFile(join(folder, name));
    if (needles.some((needle) => bytes.includes(needle))) found.push(name);
  }
  return found;
};

/** @returns how many samples of each leg could be opened */
const check = async (path: string): Promise<number> => {
  if (!existsSync(path)) return 0;
  const folder = new LocalFolder(path);
  expect(await looksClear(path)).toEqual([]);
  const names = await folder.list();
  // Nothing was sealed before the key was safe.
  if (!names.includes(KEY_FILE)) {
    expect(names.filter((name) => name !== LEDGER_FILE)).toEqual([]);
    return 0;
  }
  const call = await OpenedCall.open(folder, identities);
  for (const file of ['recording.wav', 'transcript.jsonl'])
    for await (const part of call.parts(file))
      expect({ ...part, bytes: part.bytes !== undefined }).toMatchObject({ bytes: true });
  if (!names.includes(LEDGER_FILE)) return 0;
  const { faults, recording } = await verifyCall(folder, ledgerKey.publicKey, identities);
  // The end is not there; the newest part of each file may be put and not yet in the ledger.
  const others = faults.filter(
    ({ what }) =>
      !/does not close the call|not written to its end|form of an entry|is in no entry/.test(what),
  );
  expect(others).toEqual([]);
  expect(faults.filter(({ what }) => what.includes('is in no entry')).length).toBeLessThanOrEqual(3);
  for (const leg of LEG_ROLES) {
    const samples = recording?.samples[leg] ?? new Int16Array(0);
    expect(samples).toEqual(expected(leg, samples.length));
  }
  return recording?.samples.caller.length ?? 0;
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
