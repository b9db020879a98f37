/** How `tacet policy` is called. */
import type { Command } from 'commander';

import { later } from './later.js';

export const addPolicyCommand = (program: Command): void => {
  const policy = program.command('policy').description('what a configuration file masks and keeps');
  policy
    .command('check')
    .description('say what is wrong with a file, line by line; fetches no secrets')
    .argument('<file>')
    .action(later(async () => (await import('../policy.js')).check));
  policy
    .command('explain')
    .description('say in words what is masked for whom, what is kept, and what is open')
    .argument('<file>')
    .option('-t, --tenant <name>', 'for the calls of this tenant (default: for calls without one)')
    .action(later(async () => (await import('../policy.js')).runExplain));
  policy
    .command('diff')
    .description('say what a change means; exits with 1 where anything becomes less strict')
    .argument('<before>')
    .argument('<after>')
    .option('--json', 'one JSON object a line')
    .action(later(async () => (await import('../policy.js')).diff));
  policy
    .command('schema')
    .description('print the JSON Schema of the configuration file, for editors')
    .action(later(async () => (await import('../policy.js')).printSchema));
};
