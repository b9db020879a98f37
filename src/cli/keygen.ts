/**
 * `tacet keygen`: makes the key that opens recordings, or shows the one that checks ledgers.
 *
 * Standard output is the public half alone, so that a script can take it.
 */
import type { Command } from 'commander';
import { resolve } from 'node:path';

import { loadConfig } from '../app/config.js';
import { writeIdentity } from '../app/recordings/key-files.js';
import { ledgerKeyFile } from '../app/records.js';
import { systemClock } from '../core/clock.js';
import { ensureLedgerKey, publicPem } from '../sink/ledger/ledger-key.js';

interface KeygenFlags {
  readonly out: string;
  readonly ledger?: boolean;
  readonly config?: string;
}

export const addKeygenCommand = (program: Command): void => {
  program
    .command('keygen')
    .description('make a key that opens recordings; prints its recipient (age1...)')
    .option('--out <file>', 'where the secret key goes; never overwritten', 'tacet.key')
    .option('--ledger', 'print the public key that checks the ledgers of this machine')
    .option('-c, --config <file>', 'configuration, YAML or JSON (with --ledger: it may name the key)')
    .action(run);
};

const run = async (flags: KeygenFlags): Promise<void> => {
  if (flags.ledger === true) {
    const key = await ensureLedgerKey(ledgerKeyFile(await loadConfig(flags.config)));
    process.stdout.write(publicPem(key));
    return;
  }
  const path = resolve(flags.out);
  const recipient = await writeIdentity(path, systemClock.wall());
  console.error(`secret key: ${path} (keep it away from the relay, and a copy in a safe place)`);
  console.log(recipient);
};
