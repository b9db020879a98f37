/** How `tacet access-log` is called. */
import type { Command } from 'commander';

import { later } from './later.js';

export const addAccessLogCommand = (program: Command): void => {
  const log = program.command('access-log').description('who was shown what of which call');
  withLog(log.command('show').description('every entry, the oldest first'))
    .option('--call <id>', 'only those about this call')
    .option('--json', 'one JSON object a line')
    .action(later(async () => (await import('../access-log.js')).show));
  withLog(
    log.command('verify').description('check signatures, and that no entry was changed or removed'),
  ).action(later(async () => (await import('../access-log.js')).verify));
};

const withLog = (command: Command): Command =>
  command
    .option('-c, --config <file>', 'configuration, YAML or JSON')
    .option('--log <dir>', 'where the log is (default: as configured)')
    .option('--ledger-key <file>', 'the public key that signs (default: that of this machine)');
