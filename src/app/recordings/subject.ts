/**
 * What is held about somebody: the calls whose ledgers name them by the hash of their id; all of it can be exported and
 * erased. Everything is read from the store, so that it is the same after a restart and on another machine with the key.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';

import { ageOf } from './due.js';
import { eraseCalls } from './erase.js';
import { exportCall } from './export.js';
import { runs } from './has-ended.js';
import { receiptText } from './receipt.js';
import type { Clock } from '../../core/clock.js';
import { codeOf, TacetError } from '../../core/errors.js';
import type { LedgerKey } from '../../sink/ledger/ledger-key.js';
import { LEDGER_FILE } from '../../sink/ledger/ledger.js';
import { endOf, entriesOf, factsOf, ledgerText } from '../../sink/ledger/read-ledger.js';
import type { Store } from '../../sink/stores/store.js';

export interface HeldCall {
  readonly name: string;
  readonly startedAt: string | null;
  /** Undefined where it is still there. */
  readonly erasedAt: string | undefined;
  readonly hasEnded: boolean;
}

/** Every call of a subject, sorted by name; those that were erased are known by their ledgers. */
export const callsOf = async (store: Store, subject: string): Promise<readonly HeldCall[]> => {
  const held: HeldCall[] = [];
  for (const name of await store.calls()) {
    const entries = entriesOf((await ledgerText(store.at(name))) ?? '');
    const age = ageOf(entries);
    if (age === undefined || !factsOf(entries, 'subject').some((fact) => fact.subject === subject)) continue;
    held.push({
      name,
      startedAt: factsOf(entries, 'opened')[0]?.startedAt ?? null,
      erasedAt: factsOf(entries, 'erased')[0]?.at,
      hasEnded: age.hasEnded,
    });
  }
  return held;
};

export interface SubjectErasure {
  /** The receipt, as a file. */
  readonly receipt: string;
  /** Names of calls that are erased now. */
  readonly erased: readonly string[];
  /** Names of calls that still run: to be erased once they have ended. */
  readonly running: readonly string[];
}

/**
 * Erases every call of a subject that has ended; those that were erased before are in the receipt as well.
 * @throws TacetError TACET_STORE_FAILED
 */
export const eraseSubject = async (
  store: Store,
  subject: string,
  key: LedgerKey,
  clock: Clock,
): Promise<SubjectErasure> => {
  const held = await callsOf(store, subject);
  const running = new Set<string>();
  for (const { name, hasEnded, erasedAt } of held)
    if (!hasEnded && erasedAt === undefined && (await runs(store, store.at(name), clock))) running.add(name);
  const ended = held.filter(({ name }) => !running.has(name));
  const id = v7();
  // Also what was noted as erased: a process may have ended before it was done.
  const names = ended.map(({ name }) => name);
  await eraseCalls(store, names, key, clock, { reason: 'subject', receipt: id });
  const calls = [];
  for (const { name, startedAt } of ended) {
    const text = (await ledgerText(store.at(name))) ?? '';
    const erasedAt = factsOf(entriesOf(text), 'erased')[0]?.at;
    if (erasedAt === undefined) throw new TacetError('TACET_STORE_FAILED', name);
    calls.push({ name, startedAt, erasedAt, ledger: endOf(text).last });
  }
  const receipt = receiptText({ id, at: clock.wall().toISOString(), subject, calls }, key);
  return { receipt, erased: names, running: [...running] };
};

export interface SubjectExportOptions {
  readonly identities: readonly string[];
  /** A folder. */
  readonly into: string;
  readonly clock: Clock;
  /** Before a call is opened; what it throws ends the export. */
  readonly onOpen: (call: string) => Promise<void>;
}

export interface SubjectExport {
  readonly calls: readonly { readonly name: string; readonly state: 'exported' | 'erased' | 'damaged' }[];
}

/**
 * Writes all that is held: each call's files and ledger in a folder, and `about.json` that says what there is.
 * @throws TacetError TACET_KEY_WRONG, TACET_STORE_FAILED
 */
export const exportSubject = async (
  store: Store,
  subject: string,
  { identities, into, clock, onOpen }: SubjectExportOptions,
): Promise<SubjectExport> => {
  const calls: {
    name: string;
    state: 'exported' | 'erased' | 'damaged';
    startedAt: string | null;
    faults: readonly string[];
  }[] = [];
  for (const { name, startedAt, erasedAt } of await callsOf(store, subject)) {
    const folder = store.at(name);
    const place = join(into, name);
    await onOpen(name);
    const faults = erasedAt === undefined ? await exported(() => exportCall(folder, identities, place)) : [];
    await write(place, LEDGER_FILE, (await ledgerText(folder)) ?? '');
    const state = erasedAt !== undefined ? 'erased' : faults.length > 0 ? 'damaged' : 'exported';
    calls.push({ name, state, startedAt, faults });
  }
  const about = { subject, exportedAt: clock.wall().toISOString(), calls };
  await write(into, 'about.json', `${JSON.stringify(about, null, 2)}\n`);
  return { calls };
};

/** One call that is damaged keeps nothing of the others back; a wrong key is wrong for all. */
const exported = async (run: () => ReturnType<typeof exportCall>): Promise<readonly string[]> => {
  try {
    return (await run()).faults;
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'TACET_SEALED_DAMAGED' && code !== 'TACET_CALL_ERASED') throw error;
    return [code];
  }
};

const write = async (folder: string, name: string, text: string): Promise<void> => {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, name), text);
  } catch (error) {
    throw new TacetError('TACET_STORE_FAILED', folder, { cause: error });
  }
};
