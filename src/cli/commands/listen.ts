/** How `tacet listen` is called. */
import type { Command } from 'commander';

import { later } from './later.js';

export const addListenCommand = (program: Command): void => {
  program
    .command('listen')
    .description('take the microphone as the caller of a call and show what happens')
    .option('--out <dir>', 'where the results go', 'out')
    .option('--seconds <n>', 'end the call after so long; Ctrl-C ends it sooner', '60')
    .option('--lookahead <ms>', 'delay of the live branch', '0')
    .option('--lang <tag>', 'language spoken', 'en')
    .option('--device <name>', 'recording device, as arecord names it')
    .option('-c, --config <file>', 'configuration, YAML or JSON')
    .action(later(async () => (await import('../listen.js')).listen));
};
