/** How `tacet verify` is called. */
import type { Command } from 'commander';

import { later } from './later.js';
import { withStore } from './with-store.js';

export const addVerifyCommand = (program: Command): void => {
  withStore(
    program
      .command('verify')
      .description(
        'check ledger, signatures and files of a call; with a key, that masked stretches hold fill only',
      )
      .argument('<call>'),
  )
    .option('-i, --identity <file>', 'the secret key that opens the recording')
    .option(
      '-k, --ledger-key <file>',
      'public key of the ledger (tacet keygen --ledger); default: of this machine',
    )
    .option('--certificate <file>', 'write what was found as one HTML page')
    .action(later(async () => (await import('../verify.js')).verify));
};
