/** How `tacet subject` and `tacet verify-receipt` are called. */
import type { Command } from 'commander';

import { later } from './later.js';
import { withStore } from './with-store.js';

export const addSubjectCommand = (program: Command): void => {
  const subject = program
    .command('subject')
    .description('what is held about a caller, by the id that the bridge or the API gave (subject)');
  const withSubject = (name: string, description: string): Command =>
    withStore(subject.command(name).description(description).argument('<id>')).option(
      '-t, --tenant <name>',
      'whose caller it is (the same id of two tenants is two people)',
    );
  withSubject('list', 'every call').action(later(async () => (await import('../subject.js')).list));
  withSubject('erase', 'erase every call, and write a signed receipt')
    .option('--receipt <file>', 'where the receipt goes (default: standard output)')
    .action(later(async () => (await import('../subject.js')).erase));
  withSubject('export', 'write all that is held as plain files')
    .requiredOption('-i, --identity <file>', 'the secret key that opens recordings')
    .option('--out <dir>', 'where the files go', 'exported-subject')
    .action(later(async () => (await import('../subject.js')).runExport));
};

export const addVerifyReceiptCommand = (program: Command): void => {
  program
    .command('verify-receipt')
    .description('check the receipt of an erasure')
    .argument('<file>')
    .option('-k, --ledger-key <file>', 'public key (tacet keygen --ledger); default: of this machine')
    .option('-c, --config <file>', 'configuration, YAML or JSON')
    .action(later(async () => (await import('../subject.js')).verify));
};
