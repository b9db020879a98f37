/** How `tacet audit` is called. */
import type { Command } from 'commander';

import { later } from './later.js';
import { withStore } from './with-store.js';

export const addAuditCommand = (program: Command): void => {
  withStore(
    program
      .command('audit')
      .description('hear finished recordings again with another recogniser: which digits are left in them?')
      .argument('[calls...]'),
  )
    .option('--since <date>', 'every finished call that began then or later (ISO 8601, such as 2026-11-01)')
    .option('-i, --identity <file>', 'the secret key that opens the recordings')
    .option(
      '--engine <name>',
      'vosk-digits, vosk-wide, vosk, or one of audit.engines: none is best for all (docs/audit.md)',
    )
    .option('--stt <url>', 'instead: a speech-to-text server, ws:// or wss://')
    .option('--stt-engine <name>', 'what that server speaks (default: hook)')
    .option('--stt-key-env <name>', 'the environment variable that holds its key')
    .option('--pace <pace>', 'fast, or realtime for services that take audio no faster', 'fast')
    .option(
      '--engine-recall <share>',
      'share of audible digits that the engine hears, 0 to 1: bounds are corrected by it',
    )
    .option('--measure-recall <manifest>', 'measure that share on a labelled pack, and audit nothing')
    .option('--match <regexp>', 'of the pack, only the items whose id matches')
    .option('--any', 'digits in other talk count as found, too')
    .option('--out <file>', 'write the signed report (JSON)')
    .option('--textfile <file>', "write metrics for node_exporter's textfile collector")
    .option('--check <report>', 'instead: check the signature of a report and show it')
    .option('-k, --ledger-key <file>', 'for --check: public key of the machine that signed it')
    .action(later(async () => (await import('../audit.js')).audit));
};
