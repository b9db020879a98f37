/**
 * Recordings as the control API shows them: what needs no key.
 */
import { eraseCalls } from './erase.js';
import { listRecordings, summaryOf, type RecordingSummary } from './list.js';
import { verifyCall } from './verify.js';
import { ledgerKeyFile } from '../records.js';
import type { Config } from '../config.js';
import type { KeptRecording, Recordings } from '../../control/api/recordings.js';
import type { Clock } from '../../core/clock.js';
import { ensureLedgerKey } from '../../sink/ledger/ledger-key.js';
import { ledgerText, linesOf } from '../../sink/ledger/read-ledger.js';
import type { Store } from '../../sink/stores/store.js';

const keptOf = (summary: RecordingSummary & { readonly tenant?: string | undefined }): KeptRecording => ({
  ...summary,
  tenant: summary.tenant,
});

export const recordingsOf = (store: Store, config: Config, clock: Clock): Recordings => ({
  list: async () => (await listRecordings(store)).map(keptOf),
  show: async (name) => keptOf(await summaryOf(await store.find(name))),
  files: async (name) => (await (await store.find(name)).list()).filter((file) => file.endsWith('.age')),
  file: async (name, file) => (await store.find(name)).get(file),
  ledger: async (name) => {
    const folder = await store.find(name);
    const { publicKey } = await ensureLedgerKey(ledgerKeyFile(config));
    const { faults } = await verifyCall(folder, publicKey);
    return {
      lines: linesOf((await ledgerText(folder)) ?? ''),
      holds: faults.length === 0,
      faults: faults.map(({ entry, what }) => ({ entry: entry ?? null, what })),
    };
  },
  erase: async (name) => {
    const folder = await store.find(name);
    await eraseCalls(store, [name], await ensureLedgerKey(ledgerKeyFile(config)), clock);
    const text = await ledgerText(folder);
    return text === undefined ? undefined : linesOf(text).at(-1);
  },
});
