/** How `tacet serve` is called. */
import type { Command } from 'commander';

import { later } from './later.js';

const collected = (one: string, others: readonly string[] = []): readonly string[] => [...others, one];

export const addServeCommand = (program: Command): void => {
  program
    .command('serve')
    .description('listen for WebSocket legs')
    .option('-c, --config <file>', 'configuration, YAML or JSON')
    .option('--host <address>', 'address to listen on (default 127.0.0.1)')
    .option('-p, --port <number>', 'port to listen on (default 8080, 0 for any)')
    .option('-r, --recipient <age1...>', 'who may read recordings; may be repeated (tacet keygen)', collected)
    .option('-w, --workers <number>', 'processes that share the calls (default 1)')
    .action(later(async () => (await import('../serve.js')).serve));
};
