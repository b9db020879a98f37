/** How `tacet keygen` is called. */
import type { Command } from 'commander';

import { later } from './later.js';

export const addKeygenCommand = (program: Command): void => {
  program
    .command('keygen')
    .description('make a key that opens recordings; prints its recipient (age1...)')
    .option('--out <file>', 'where the secret key goes; never overwritten', 'tacet.key')
    .option('--ledger', 'print the public key that checks the ledgers of this machine')
    .option('-c, --config <file>', 'configuration, YAML or JSON (with --ledger: it may name the key)')
    .action(later(async () => (await import('../keygen.js')).keygen));
};
