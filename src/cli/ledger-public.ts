/** `tacet keygen --ledger`: the public key that checks the ledgers of this machine. */
import { loadConfig } from '../app/config.js';
import { ledgerKeyFile } from '../app/records.js';
import { ensureLedgerKey, publicPem } from '../sink/ledger/ledger-key.js';

/** @throws TacetError TACET_CONFIG, TACET_KEY_UNREADABLE */
export const printLedgerKey = async (config: string | undefined): Promise<void> => {
  const key = await ensureLedgerKey(ledgerKeyFile(await loadConfig(config)));
  process.stdout.write(publicPem(key));
};
