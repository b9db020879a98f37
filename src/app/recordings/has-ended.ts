/**
 * Whether a call has ended, whichever process writes it: nothing is erased under the hands of one that lives.
 *
 * | what is seen                                      | then the call                                        |
 * | ------------------------------------------------- | ---------------------------------------------------- |
 * | its ledger is closed, or says that it was erased  | has ended                                            |
 * | its writer lives                                  | runs                                                 |
 * | its writer was silent for 30 s, or is not there   | was cut off, and may be erased                       |
 * | nothing of its writer, which is elsewhere         | runs until its ledger has not grown for a quarter of an hour |
 */
import type { Clock } from '../../core/clock.js';
import { TacetError } from '../../core/errors.js';
import { entriesOf, ledgerText } from '../../sink/ledger/read-ledger.js';
import type { CallFolder, Store } from '../../sink/stores/store.js';
import { ageOf } from './due.js';

/** A ledger grows with every part that is sealed, and is sent on once a minute. */
const CUT_OFF_MS = 15 * 60_000;

export const runs = async (store: Store, folder: CallFolder, clock: Clock): Promise<boolean> => {
  const isWritten = await store.isWritten(folder.name);
  if (isWritten === false) return false;
  const entries = entriesOf((await ledgerText(folder)) ?? '');
  if (entries.some(({ kind }) => kind === 'closed' || kind === 'erased')) return false;
  if (isWritten === true) return true;
  const age = ageOf(entries);
  return age !== undefined && clock.wall().getTime() - age.lastAtMs < CUT_OFF_MS;
};

/** @throws TacetError TACET_CALL_RUNS */
export const mustHaveEnded = async (store: Store, folder: CallFolder, clock: Clock): Promise<void> => {
  if (!(await runs(store, folder, clock))) return;
  throw new TacetError(
    'TACET_CALL_RUNS',
    `${folder.name} can be erased once it has ended; if its server was killed: 30 s after that where it ran, 15 minutes after the last entry of its ledger elsewhere`,
  );
};
