/** How `tacet export` and `tacet recordings` are called. */
import type { Command } from 'commander';

import { later } from './later.js';
import { withStore } from './with-store.js';

export const addExportCommand = (program: Command): void => {
  withStore(
    program
      .command('export')
      .description('write a sealed call as plain files: WAV, transcript, report')
      .argument('<call>'),
  )
    .requiredOption('-i, --identity <file>', 'the secret key (tacet keygen, age-keygen)')
    .option('--out <dir>', 'where the files go (default: exported/CALL)')
    .action(later(async () => (await import('../recordings.js')).runExport));
};

export const addRecordingsCommand = (program: Command): void => {
  const recordings = program.command('recordings').description('what is kept of calls; needs no key');
  withStore(recordings.command('list').description('every call: start, length, how much of it is masked'))
    .option('--json', 'one JSON object a line')
    .action(later(async () => (await import('../recordings.js')).list));
  withStore(recordings.command('show').description('one call, with its files').argument('<call>')).action(
    later(async () => (await import('../recordings.js')).show),
  );
  withStore(
    recordings
      .command('erase')
      .description('destroy the keys of calls that have ended, and their files; the ledgers stay')
      .argument('<calls...>'),
  ).action(later(async () => (await import('../recordings.js')).erase));
  withStore(
    recordings
      .command('sweep')
      .description('erase what is due by retention of the policy; serve does so every hour')
      .option('--dry-run', 'only say what is due')
      .option('--trust-clock', 'although the clock does not fit what is in the store: you have looked at it'),
  ).action(later(async () => (await import('../recordings.js')).sweep));
};
