/**
 * `tacet access-log show|verify`: who was shown what of which call.
 */

import { accessDirectory, noteAtMachine } from '../app/access.js';
import { loadConfig, type Config } from '../app/config.js';
import { ledgerKeyFile } from '../app/records.js';
import { TacetError } from '../core/errors.js';
import type { AccessEntry } from '../sink/access/access-fact.js';
import { readAccessLog, type ReadAccessLog } from '../sink/access/read-access-log.js';
import { readLedgerPublicKey } from '../sink/ledger/ledger-key.js';

interface AccessFlags {
  readonly config?: string;
  readonly log?: string;
  readonly ledgerKey?: string;
}

interface ShowFlags extends AccessFlags {
  readonly call?: string;
  readonly json?: boolean;
}

const read = async (flags: AccessFlags, config: Config): Promise<ReadAccessLog> => {
  const key = await readLedgerPublicKey(flags.ledgerKey ?? ledgerKeyFile(config));
  return readAccessLog(flags.log ?? accessDirectory(config), key);
};

export const show = async (flags: ShowFlags): Promise<void> => {
  const config = await loadConfig(flags.config);
  const { entries } = await read(flags, config);
  await noteAtMachine(config, ['access-log'], flags.call ?? null);
  for (const entry of entries) {
    if (entry.kind === 'opened' || (flags.call !== undefined && entry.call !== flags.call)) continue;
    console.log(flags.json === true ? JSON.stringify(entry) : line(entry));
  }
};

const line = (entry: Exclude<AccessEntry, { readonly kind: 'opened' }>): string =>
  [
    entry.at,
    (entry.code ?? entry.kind).padEnd(15),
    entry.what.join(','),
    entry.call ?? '-',
    entry.who,
    entry.tenant ?? '-',
    entry.address ?? entry.via,
  ].join('  ');

export const verify = async (flags: AccessFlags): Promise<void> => {
  const { entries, faults, first, last } = await read(flags, await loadConfig(flags.config));
  for (const { file, line: at, what } of faults) console.error(`${file}, line ${String(at)}: ${what}`);
  if (faults.length > 0) throw new TacetError('TACET_LEDGER_BROKEN', 'the access log, see above');
  console.log(`${String(entries.length)} entries hold, from number ${String(first)}; the last is ${last}`);
};
