/**
 * Recordings as the control API shows them: what needs no key.
 */
import { eraseCalls } from './erase.js';
import { summaryNow } from './list.js';
import { recordingPage } from './recording-page.js';
import { verifyCall } from './verify.js';
import { ledgerKeyFile, type Records } from '../records.js';
import type { Config } from '../config.js';
import type { Recordings } from '../../control/api/recordings.js';
import type { Clock } from '../../core/clock.js';
import { TacetError } from '../../core/errors.js';
import { ensureLedgerKey, readLedgerPublicKey } from '../../sink/ledger/ledger-key.js';
import { ledgerText, linesOf } from '../../sink/ledger/read-ledger.js';

/** What is kept, and who knows which of it is still written: for several processes, all of them. */
export interface Kept extends Pick<Records, 'store'> {
  /** @throws TacetError TACET_BUSY where a process does not say */
  isWritten(name: string): boolean | Promise<boolean>;
}

export const recordingsOf = (records: Kept, config: Config, clock: Clock): Recordings => {
  const { store } = records;
  return {
    list: (page) => recordingPage(store, clock, page),
    show: async (name) => summaryNow(store, await store.find(name), clock),
    files: async (name) => (await (await store.find(name)).list()).filter((file) => file.endsWith('.age')),
    file: async (name, file) => (await store.find(name)).get(file),
    ledger: async (name) => {
      const folder = await store.find(name);
      const { faults } = await verifyCall(folder, await readLedgerPublicKey(ledgerKeyFile(config)));
      return {
        lines: linesOf((await ledgerText(folder)) ?? ''),
        holds: faults.length === 0,
        faults: faults.map(({ entry, what }) => ({ entry: entry ?? null, what })),
      };
    },
    erase: async (name) => {
      const folder = await store.find(name);
      // Nobody begins to write under a name that is there: what is not written now never will be.
      if (await records.isWritten(folder.name)) throw new TacetError('TACET_CALL_RUNS');
      await eraseCalls(store, [folder.name], await ensureLedgerKey(ledgerKeyFile(config)), clock);
      const text = await ledgerText(folder);
      return text === undefined ? undefined : linesOf(text).at(-1);
    },
  };
};
