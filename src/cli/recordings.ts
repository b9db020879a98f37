/**
 * `tacet export` and `tacet recordings list|show|erase`: what is kept of calls, by those who may see it.
 */
import type { Command } from 'commander';
import { join, relative, resolve } from 'node:path';

import { noteAtMachine } from '../app/access.js';
import { loadConfig, type Config } from '../app/config.js';
import { eraseCalls } from '../app/recordings/erase.js';
import { exportCall } from '../app/recordings/export.js';
import { readIdentities } from '../app/recordings/key-files.js';
import { listRecordings, summaryOf, type RecordingSummary } from '../app/recordings/list.js';
import { orClockError, Sweeper } from '../app/recordings/sweeper.js';
import { Policies } from '../app/policy/policies.js';
import { ledgerKeyFile, storeFor } from '../app/records.js';
import { systemClock } from '../core/clock.js';
import { TacetError } from '../core/errors.js';
import { ensureLedgerKey } from '../sink/ledger/ledger-key.js';
import { FolderStore } from '../sink/stores/folder.js';
import type { Store } from '../sink/stores/store.js';

export interface StoreFlags {
  readonly store?: string;
  readonly config?: string;
}

/** The configuration and where recordings are, as a command is told. */
export const placeOf = async ({
  store,
  config: file,
}: StoreFlags): Promise<{ config: Config; store: Store }> => {
  const config = await loadConfig(file);
  return { config, store: store === undefined ? storeFor(config, systemClock) : new FolderStore(store) };
};

/** Not `--directory`: the loader of a native package reads the command line, too, and takes that for itself. */
export const withStore = (command: Command): Command =>
  command
    .option('-s, --store <dir>', 'where recordings are kept (default: as configured)')
    .option('-c, --config <file>', 'configuration, YAML or JSON');

export const addExportCommand = (program: Command): void => {
  withStore(
    program
      .command('export')
      .description('write a sealed call as plain files: WAV, transcript, report')
      .argument('<call>'),
  )
    .requiredOption('-i, --identity <file>', 'the secret key (tacet keygen, age-keygen)')
    .option('--out <dir>', 'where the files go (default: exported/CALL)')
    .action(runExport);
};

const runExport = async (
  name: string,
  flags: StoreFlags & { readonly identity: string; readonly out?: string },
): Promise<void> => {
  const { config, store } = await placeOf(flags);
  const folder = await store.find(name);
  const identities = await readIdentities(flags.identity);
  // Before anything is shown: without the log nothing is.
  await noteAtMachine(config, ['recording', 'transcript', 'report'], folder.name);
  const { paths, faults } = await exportCall(
    folder,
    identities,
    resolve(flags.out ?? join('exported', name)),
  );
  for (const path of paths) console.log(relative(process.cwd(), path) || path);
  for (const fault of faults) console.error(`damaged: ${fault}`);
  if (faults.length > 0)
    throw new TacetError('TACET_SEALED_DAMAGED', `see above; tacet verify ${name} says more`);
};

export const addRecordingsCommand = (program: Command): void => {
  const recordings = program.command('recordings').description('what is kept of calls; needs no key');
  withStore(recordings.command('list').description('every call: start, length, how much of it is masked'))
    .option('--json', 'one JSON object a line')
    .action(list);
  withStore(recordings.command('show').description('one call, with its files').argument('<call>')).action(
    show,
  );
  withStore(
    recordings
      .command('erase')
      .description('destroy the keys of calls that have ended, and their files; the ledgers stay')
      .argument('<calls...>'),
  ).action(erase);
  withStore(
    recordings
      .command('sweep')
      .description('erase what is due by retention of the policy; serve does so every hour')
      .option('--dry-run', 'only say what is due')
      .option('--trust-clock', 'although the clock does not fit what is in the store: you have looked at it'),
  ).action(sweep);
};

const sweep = async (
  flags: StoreFlags & { readonly trustClock?: boolean; readonly dryRun?: boolean },
): Promise<void> => {
  const { config, store } = await placeOf(flags);
  const policies = new Policies(config);
  const sweeper = new Sweeper({
    store,
    key: await ensureLedgerKey(ledgerKeyFile(config)),
    clock: systemClock,
    retentionOf: (tenant, noted) => policies.retentionOf(tenant, noted),
  });
  const isDry = flags.dryRun === true;
  const swept = orClockError(await sweeper.sweep({ trustsClock: flags.trustClock === true, isDry }));
  for (const name of swept.transcripts) console.log(`transcript  ${name}`);
  for (const name of swept.calls) console.log(`call        ${name}`);
  for (const name of swept.ledgers) console.log(`ledger      ${name}`);
  for (const { name, code } of swept.failed) console.error(`${name}: ${code}`);
  if (swept.failed.length > 0) throw new TacetError('TACET_STORE_FAILED', `${swept.failed.length} calls`);
};

const list = async (flags: StoreFlags & { readonly json?: boolean }): Promise<void> => {
  const { config, store } = await placeOf(flags);
  await noteAtMachine(config, ['list'], null);
  for (const summary of await listRecordings(store))
    console.log(flags.json === true ? JSON.stringify(summary) : line(summary));
};

const line = ({ name, state, startedAt, durationMs, maskedMs }: RecordingSummary): string =>
  [
    (startedAt ?? '-').padEnd(24),
    seconds(durationMs).padStart(9),
    `${seconds(maskedMs)} masked`.padStart(16),
    state.padEnd(8),
    name,
  ].join('  ');

const seconds = (ms: number | undefined): string => (ms === undefined ? '-' : `${(ms / 1_000).toFixed(1)} s`);

const show = async (name: string, flags: StoreFlags): Promise<void> => {
  const { config, store } = await placeOf(flags);
  const folder = await store.find(name);
  await noteAtMachine(config, ['list'], folder.name);
  const summary = await summaryOf(folder);
  console.log(line(summary));
  for (const [file, count] of Object.entries(summary.parts)) console.log(`  ${file}  ${count} parts`);
};

const erase = async (names: readonly string[], flags: StoreFlags): Promise<void> => {
  const { config, store } = await placeOf(flags);
  const key = await ensureLedgerKey(ledgerKeyFile(config));
  await eraseCalls(store, names, key, systemClock);
  console.log(`erased ${names.length} of ${names.length}`);
};
