/**
 * `tacet export` and `tacet recordings list|show|erase`: what is kept of calls, by those who may see it.
 */
import { join, relative, resolve } from 'node:path';

import { counted } from './counted.js';
import { noteAtMachine } from '../app/access.js';
import { loadConfig, type Config } from '../app/config.js';
import { eraseCalls } from '../app/recordings/erase.js';
import { exportCall } from '../app/recordings/export.js';
import { readIdentities } from '../app/recordings/key-files.js';
import { listRecordings, summaryNow, type RecordingNow } from '../app/recordings/list.js';
import { orClockError, Sweeper } from '../app/recordings/sweeper.js';
import { Policies } from '../app/policy/policies.js';
import { machineClock } from '../app/recordings/machine-clock.js';
import { clockFile, ledgerKeyFile, storeFor } from '../app/records.js';
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

export const runExport = async (
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

export const sweep = async (
  flags: StoreFlags & { readonly trustClock?: boolean; readonly dryRun?: boolean },
): Promise<void> => {
  const { config, store } = await placeOf(flags);
  const policies = new Policies(config);
  const sweeper = new Sweeper({
    store,
    key: await ensureLedgerKey(ledgerKeyFile(config)),
    clock: systemClock,
    machine: machineClock(clockFile(config)),
    retentionOf: (tenant, noted) => policies.retentionOf(tenant, noted),
  });
  const isDry = flags.dryRun === true;
  const swept = orClockError(await sweeper.sweep({ trustsClock: flags.trustClock === true, isDry }));
  for (const name of swept.transcripts) console.log(`transcript  ${name}`);
  for (const name of swept.calls) console.log(`call        ${name}`);
  for (const name of swept.ledgers) console.log(`ledger      ${name}`);
  for (const { name, code } of swept.failed) console.error(`${name}: ${code}`);
  // On standard error: standard output has names alone, for scripts.
  const { transcripts, calls, ledgers, failed } = swept;
  if ([transcripts, calls, ledgers, failed].every(({ length }) => length === 0))
    console.error('nothing is due');
  if (swept.failed.length > 0)
    throw new TacetError('TACET_STORE_FAILED', counted(swept.failed.length, 'call'));
};

export const list = async (flags: StoreFlags & { readonly json?: boolean }): Promise<void> => {
  const { config, store } = await placeOf(flags);
  await noteAtMachine(config, ['list'], null);
  for (const now of await listRecordings(store, systemClock))
    console.log(flags.json === true ? JSON.stringify(now) : line(now));
};

const line = ({ name, state, startedAt, durationMs, maskedMs }: RecordingNow): string =>
  [
    (startedAt ?? '-').padEnd(24),
    seconds(durationMs).padStart(9),
    `${seconds(maskedMs)} masked`.padStart(16),
    state.padEnd(8),
    name,
  ].join('  ');

const seconds = (ms: number | undefined): string => (ms === undefined ? '-' : `${(ms / 1_000).toFixed(1)} s`);

export const show = async (name: string, flags: StoreFlags): Promise<void> => {
  const { config, store } = await placeOf(flags);
  const folder = await store.find(name);
  await noteAtMachine(config, ['list'], folder.name);
  const summary = await summaryNow(store, folder, systemClock);
  console.log(line(summary));
  for (const [file, count] of Object.entries(summary.parts))
    console.log(`  ${file}  ${counted(count, 'part')}`);
};

export const erase = async (names: readonly string[], flags: StoreFlags): Promise<void> => {
  const { config, store } = await placeOf(flags);
  const key = await ensureLedgerKey(ledgerKeyFile(config));
  await eraseCalls(store, names, key, systemClock);
  console.log(`erased ${names.length} of ${names.length}`);
};
