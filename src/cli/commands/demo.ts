/** How `tacet demo` is called. */
import type { Command } from 'commander';

import { later } from './later.js';
import { PACES } from '../../app/replay/pace.js';
import { FILL_KINDS } from '../../media/fill.js';

export const addDemoCommand = (program: Command): void => {
  program
    .command('demo')
    .description('play a call with a card number in it and show what happens')
    .option('--out <dir>', 'where the results go', 'out')
    .option('--lookahead <ms>', 'delay of the live branch', '0')
    .option('--fill <kind>', `what is heard instead: ${FILL_KINDS.join(', ')}`, 'comfort-noise')
    .option('--pace <pace>', `${PACES.join(' or ')}: fast is exact for the recording only`, 'realtime')
    .action(later(async () => (await import('../demo.js')).demo));
};
