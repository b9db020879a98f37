/** How `tacet token` is called. */
import { Option, type Command } from 'commander';

import { later } from './later.js';
import { ROLES } from '../../control/principal.js';

export const addTokenCommand = (program: Command): void => {
  program
    .command('token')
    .description('keys for the API and for bridges')
    .command('create')
    .description('make a key; prints it once, and what the configuration has to hold')
    .addOption(new Option('-r, --role <role...>', 'what it may do').choices(ROLES).makeOptionMandatory())
    .option('-n, --name <name>', 'how logs call it (default: its first role)')
    .option('-t, --tenant <name>', 'sees the calls of this tenant only')
    .option('--days <number>', 'ends after so many days')
    .action(later(async () => (await import('../token.js')).create));
};
