/**
 * Checks the evidence of a call: its ledger, its files and, with a key, that what was cut is cut.
 */
import type { KeyObject } from 'node:crypto';

import { RECORDING_FILE } from '../../sink/call-record.js';
import { readChain, type Fault } from '../../sink/ledger/chain.js';
import { consentFaults, coverageFaults, fileFaults } from '../../sink/ledger/check-files.js';
import { checkFill, type OpenedRecording } from '../../sink/ledger/check-fill.js';
import type { LedgerEntry } from '../../sink/ledger/fact.js';
import { factsOf, ledgerText, linesOf } from '../../sink/ledger/read-ledger.js';
import { OpenedCall } from '../../sink/sealing/opened-call.js';
import { parseSegmentName } from '../../sink/sealing/segment-name.js';
import type { CallFolder } from '../../sink/stores/store.js';
import { WAV_HEADER_BYTES } from '../../sink/wav-header.js';
import { TacetError } from '../../core/errors.js';

export interface Verification {
  readonly entries: readonly LedgerEntry[];
  /** Lines of the ledger, good or bad. */
  readonly lines: number;
  readonly faults: readonly Fault[];
  /** Undefined without a key. */
  readonly recording: OpenedRecording | undefined;
  /** Samples of withheld stretches that were compared with fill. */
  readonly compared: number;
}

/**
 * @param identities those that open the recording; without them masks are checked by the ledger alone
 * @throws TacetError TACET_LEDGER_BROKEN where there is no ledger, TACET_KEY_WRONG
 */
export const verifyCall = async (
  folder: CallFolder,
  publicKey: KeyObject,
  identities?: readonly string[],
): Promise<Verification> => {
  const text = await ledgerText(folder);
  if (text === undefined) throw new TacetError('TACET_LEDGER_BROKEN', `${folder.name} has no ledger`);
  const { entries, faults } = readChain(text, publicKey);
  const all = [
    ...faults,
    ...(await fileFaults(folder, entries)),
    ...coverageFaults(entries),
    ...consentFaults(entries),
  ];
  const recording = identities && (await openRecording(folder, identities, entries));
  const fill = recording && checkFill(entries, recording);
  return {
    entries,
    lines: linesOf(text).length,
    faults: [...all, ...(fill?.faults ?? [])],
    recording,
    compared: fill?.compared ?? 0,
  };
};

/** Both legs in memory; a part that does not open is a hole of its length. */
const openRecording = async (
  folder: CallFolder,
  identities: readonly string[],
  entries: readonly LedgerEntry[],
): Promise<OpenedRecording> => {
  const call = await OpenedCall.open(folder, identities);
  const sealed = factsOf(entries, 'sealed').filter(
    ({ file }) => parseSegmentName(file)?.file === RECORDING_FILE,
  );
  const blocks: Uint8Array[] = [];
  const gone: [number, number][] = [];
  let bytes = 0;
  for await (const part of call.parts(RECORDING_FILE, sealed.length)) {
    const length = sealed.find(({ file }) => file === part.name)?.plainBytes ?? 0;
    const block = part.bytes ?? new Uint8Array(length);
    if (part.bytes === undefined) gone.push([frameAt(bytes), frameAt(bytes + length)]);
    blocks.push(block);
    bytes += block.length;
  }
  const all = Buffer.concat(blocks).subarray(WAV_HEADER_BYTES);
  const frames = Math.floor(all.length / FRAME_BYTES);
  const channel = (offset: number): Int16Array =>
    Int16Array.from({ length: frames }, (_, i) => all.readInt16LE(i * FRAME_BYTES + offset));
  return { samples: { caller: channel(0), agent: channel(2) }, gone };
};

/** Two channels of 16 bits. */
const FRAME_BYTES = 4;
const frameAt = (byte: number): number => Math.max(0, Math.floor((byte - WAV_HEADER_BYTES) / FRAME_BYTES));
