/** How `tacet models` is called. */
import type { Command } from 'commander';

import { later } from './later.js';

export const addModelsCommand = (program: Command): void => {
  const models = program.command('models').description('the recogniser files on this machine');
  models
    .command('list')
    .description('show what is known, and what is here')
    .action(later(async () => (await import('../models.js')).list));
  models
    .command('pull')
    .description('fetch and verify models (default: what this machine needs)')
    .argument('[names...]')
    .action(later(async () => (await import('../models.js')).pull));
  models
    .command('verify')
    .description('compare every file with its SHA-256')
    .argument('[names...]')
    .action(later(async () => (await import('../models.js')).verify));
};
