/**
 * `tacet subject list|erase|export` and `tacet verify-receipt`: the rights of those whose calls are kept.
 *
 * A subject is named by the id that the bridge gave; the store has its hash only.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { counted } from './counted.js';
import { placeOf, type StoreFlags } from './recordings.js';
import { writeText } from './write-text.js';
import { noteAtMachine } from '../app/access.js';
import { loadConfig, type Config } from '../app/config.js';
import { readIdentities } from '../app/recordings/key-files.js';
import { readReceipt } from '../app/recordings/receipt.js';
import { callsOf, eraseSubject, exportSubject } from '../app/recordings/subject.js';
import { ledgerKeyFile } from '../app/records.js';
import { SubjectKey, subjectKeyFile } from '../app/subject-key.js';
import { systemClock } from '../core/clock.js';
import { TacetError } from '../core/errors.js';
import { isSubject } from '../protocol/about.js';
import { ensureLedgerKey, readLedgerPublicKey } from '../sink/ledger/ledger-key.js';

interface SubjectFlags extends StoreFlags {
  readonly tenant?: string;
}

/** A mistyped id looks like a person of whom nothing is kept, and so does one under the key of another machine. */
const NONE = 'no call of this id is known here: look at the id, --tenant, --store and ledger.subjectKeyFile';

const hashOf = async (id: string, { tenant }: SubjectFlags, config: Config): Promise<string> => {
  if (!isSubject(id)) throw new TacetError('TACET_SUBJECT');
  const key = await SubjectKey.ensure(subjectKeyFile(config));
  return key.hash(id, tenant);
};

export const list = async (id: string, flags: SubjectFlags): Promise<void> => {
  const { config, store } = await placeOf(flags);
  await noteAtMachine(config, ['list'], null);
  const calls = await callsOf(store, await hashOf(id, flags, config));
  if (calls.length === 0) console.error(NONE);
  for (const { name, startedAt, erasedAt } of calls)
    console.log(`${(startedAt ?? '-').padEnd(24)}  ${erasedAt === undefined ? 'held  ' : 'erased'}  ${name}`);
};

export const erase = async (
  id: string,
  flags: SubjectFlags & { readonly receipt?: string },
): Promise<void> => {
  const { config, store } = await placeOf(flags);
  const key = await ensureLedgerKey(ledgerKeyFile(config));
  const subject = await hashOf(id, flags, config);
  const { receipt, erased, running } = await eraseSubject(store, subject, key, systemClock);
  if (flags.receipt === undefined) process.stdout.write(receipt);
  else await writeText(flags.receipt, receipt);
  console.error(erased.length + running.length === 0 ? NONE : `erased ${counted(erased.length, 'call')}`);
  if (running.length > 0) throw new TacetError('TACET_CALL_RUNS', running.join(', '));
};

export const runExport = async (
  id: string,
  flags: SubjectFlags & { readonly identity: string; readonly out: string },
): Promise<void> => {
  const identities = await readIdentities(flags.identity);
  const into = resolve(flags.out);
  const { config, store } = await placeOf(flags);
  const { calls } = await exportSubject(store, await hashOf(id, flags, config), {
    identities,
    into,
    clock: systemClock,
    // Before anything of it is shown: without the log nothing is.
    onOpen: (call) => noteAtMachine(config, ['recording', 'transcript', 'report', 'ledger'], call),
  });
  for (const { name, state } of calls) console.log(`${state.padEnd(8)}  ${name}`);
  console.error(`${counted(calls.length, 'call')}; all that is held is in ${into}`);
  if (calls.some(({ state }) => state === 'damaged'))
    throw new TacetError('TACET_SEALED_DAMAGED', 'about.json says what');
};

export const verify = async (
  file: string,
  flags: { readonly ledgerKey?: string; readonly config?: string },
): Promise<void> => {
  const keyFile = flags.ledgerKey ?? ledgerKeyFile(await loadConfig(flags.config));
  const receipt = readReceipt(await text(file), await readLedgerPublicKey(keyFile));
  console.log(`holds    receipt ${receipt.id} of ${receipt.at}, subject ${receipt.subject}`);
  for (const { name, erasedAt } of receipt.calls) console.log(`erased   ${erasedAt}  ${name}`);
};

const text = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    // Not of the receipt: nothing is known of that.
    throw new TacetError('TACET_USAGE', `${path} cannot be read`, { cause: error });
  }
};
