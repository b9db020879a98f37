/** What may be left of a recording process that was killed: parts that open, and nothing in the clear. */
import { expect } from '@jest/globals';

import { isMaskedPiece, PIECE, RATE_HZ, sampleAt, SEEDS } from './recording-pattern.js';
import { verifyCall } from '../app/recordings/verify.js';
import { LEG_ROLES, type LegRole } from '../core/ids.js';
import { createFill } from '../media/fill.js';
import type { LedgerKey } from '../sink/ledger/ledger-key.js';
import { LEDGER_FILE } from '../sink/ledger/ledger.js';
import { KEY_FILE } from '../sink/sealing/call-key.js';
import { OpenedCall } from '../sink/sealing/opened-call.js';
import type { CallFolder } from '../sink/stores/store.js';

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
export const inTheClear = (piece: number): Buffer =>
  Buffer.from(
    Int16Array.from({ length: 32 }, (_, i) =>
      sampleAt(i % 2 === 0 ? 'caller' : 'agent', piece * PIECE + 500 + (i >> 1)),
    ).buffer,
  );

export const looksClear = (bytes: Buffer): boolean =>
  [Buffer.from('marmalade'), Buffer.from('RIFF'), ...[0, 1, 5, 20, 100].map(inTheClear)].some((needle) =>
    bytes.includes(needle),
  );

/** @returns how many samples of each leg could be opened */
export const checkKilled = async (
  folder: CallFolder,
  identities: readonly string[],
  ledgerKey: LedgerKey,
): Promise<number> => {
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
