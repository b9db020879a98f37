/** How `tacet openapi` is called. */
import type { Command } from 'commander';

import { later } from './later.js';

export const addOpenapiCommand = (program: Command): void => {
  program
    .command('openapi')
    .description('print the OpenAPI document of the control API')
    .action(later(async () => (await import('../openapi.js')).printOpenapi));
};
