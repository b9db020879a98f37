/** Adds to the ledger of a call that has ended. */
import type { Clock } from '../../core/clock.js';
import { TacetError } from '../../core/errors.js';
import type { LedgerFact } from '../../sink/ledger/fact.js';
import type { LedgerKey } from '../../sink/ledger/ledger-key.js';
import { Ledger, LEDGER_FILE } from '../../sink/ledger/ledger.js';
import { endOf } from '../../sink/ledger/read-ledger.js';
import type { CallFolder } from '../../sink/stores/store.js';

export interface LedgerPen {
  readonly key: LedgerKey;
  readonly clock: Clock;
}

/**
 * It lasts once this resolves; whoever has written all that they want to says `folder.done()`.
 * @param text of the ledger as it is
 * @throws TacetError TACET_STORE_FAILED
 */
export const noteAfter = async (
  folder: CallFolder,
  text: string,
  fact: LedgerFact,
  { key, clock }: LedgerPen,
): Promise<void> => {
  let failure: TacetError | undefined;
  const onBroken = (error: TacetError): void => void (failure = error);
  // A torn last line is not written on.
  if (!text.endsWith('\n')) await folder.append(LEDGER_FILE, Buffer.from('\n'));
  const ledger = new Ledger({ folder, key, clock, onBroken }, endOf(text));
  ledger.note(fact);
  await ledger.flush();
  if (failure !== undefined) throw new TacetError('TACET_STORE_FAILED', folder.name);
};
