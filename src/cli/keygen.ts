/**
 * `tacet keygen`: makes the key that opens recordings, or shows the one that checks ledgers.
 *
 * Standard output is the public half alone, so that a script can take it.
 */
import { resolve } from 'node:path';

import { writeIdentity } from '../app/recordings/key-files.js';
import { systemClock } from '../core/clock.js';

interface KeygenFlags {
  readonly out: string;
  readonly ledger?: boolean;
  readonly config?: string;
}

export const keygen = async (flags: KeygenFlags): Promise<void> => {
  // Apart: it needs the configuration, which takes longer to load than a key takes to make.
  if (flags.ledger === true) return (await import('./ledger-public.js')).printLedgerKey(flags.config);
  const path = resolve(flags.out);
  const recipient = await writeIdentity(path, systemClock.wall());
  console.error(`secret key: ${path} (keep it away from the relay, and a copy in a safe place)`);
  console.log(recipient);
};
