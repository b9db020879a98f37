/**
 * Checks the evidence of a call: its ledger, its files and, with a key, that what was cut is cut.
 */
import type { KeyObject } from 'node:crypto';

import { openRecording } from './open-recording.js';
import { readChain, type Fault } from '../../sink/ledger/chain.js';
import { consentFaults, coverageFaults, fileFaults } from '../../sink/ledger/check-files.js';
import { checkFill, type OpenedRecording } from '../../sink/ledger/check-fill.js';
import type { LedgerEntry } from '../../sink/ledger/fact.js';
import { ledgerText, linesOf } from '../../sink/ledger/read-ledger.js';
import type { CallFolder } from '../../sink/stores/store.js';
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
