/** How `tacet health` is called. */
import type { Command } from 'commander';

import { later } from './later.js';

export const addHealthCommand = (program: Command): void => {
  program
    .command('health')
    .description('ask a running server whether it takes calls (exit code 0 or 1)')
    .option('--url <url>', 'where it listens (default: as the configuration says, on this machine)')
    .option('-c, --config <file>', 'configuration, YAML or JSON')
    .option('--pid <number>', 'the tacet serve that is meant: its own --config, --host and --port (Linux)')
    .option('--cert <file>', 'client certificate, PEM (default: that of the server itself)')
    .option('--key <file>', 'its key, PEM')
    .option('--live', 'only whether it answers at all')
    .option('--timeout <ms>', 'how long it may take', '3000')
    .action(later(async () => (await import('../health.js')).health));
};
