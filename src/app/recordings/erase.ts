/**
 * Erases calls: of each its key first, so that nobody can read it any more wherever copies may lie, and its files; when
 * that lasts its ledger says so. Whatever a crash leaves, erasing the call again completes it, and no ledger ever claims
 * what a power cut may take back.
 *
 * An object store has no older versions of them afterwards; where it does not say so, that is an error. The ledger stays
 * and says that and when the call was erased; it holds nothing that was said.
 */
import { mustHaveEnded } from './has-ended.js';
import { noteAfter } from './note-after.js';
import type { Clock } from '../../core/clock.js';
import type { EraseReason } from '../../sink/ledger/fact.js';
import type { LedgerKey } from '../../sink/ledger/ledger-key.js';
import { LEDGER_FILE } from '../../sink/ledger/ledger.js';
import { entriesOf, factsOf, ledgerText } from '../../sink/ledger/read-ledger.js';
import { KEY_FILE } from '../../sink/sealing/call-key.js';
import { segmentName, segmentsIn } from '../../sink/sealing/segment-name.js';
import type { CallFolder, Store } from '../../sink/stores/store.js';

/** So many calls at a time, so that a disk makes many removals last in one go; each has no more than one file open. */
const AT_A_TIME = 256;

/** The last erasure of each store of this process: two at a time would each write the same next line of a ledger. */
const last = new WeakMap<Store, Promise<unknown>>();

const inTurn = <Answer>(store: Store, work: () => Promise<Answer>): Promise<Answer> => {
  const answer = (last.get(store) ?? Promise.resolve()).then(work);
  last.set(
    store,
    answer.catch(() => undefined),
  );
  return answer;
};

/** Why, and which receipt tells of it. */
export interface Erasure {
  readonly reason: EraseReason;
  readonly receipt?: string;
}

/**
 * @param names of calls that have ended
 * @throws TacetError TACET_CALL_UNKNOWN, TACET_CALL_RUNS (before anything is erased), TACET_STORE_FAILED, TACET_STORE_AWAY, TACET_STORE_REFUSED
 */
export const eraseCalls = (
  store: Store,
  names: readonly string[],
  key: LedgerKey,
  clock: Clock,
  erasure: Erasure = { reason: 'request' },
): Promise<void> =>
  inTurn(store, async () => {
    const folders: CallFolder[] = [];
    await inChunks(names, (some) => all(some, async (name) => void folders.push(await store.find(name))));
    await inChunks(folders, (some) => all(some, (folder) => mustHaveEnded(store, folder, clock)));
    await inChunks(folders, async (some) => {
      await all(some, (folder) => folder.clear([LEDGER_FILE], [KEY_FILE]));
      await all(some, (folder) => note(store, folder, key, clock, erasure));
    });
  });

const note = async (
  store: Store,
  folder: CallFolder,
  key: LedgerKey,
  clock: Clock,
  erasure: Erasure,
): Promise<void> => {
  const text = await ledgerText(folder);
  if (text === undefined) {
    await store.drop(folder.name);
    return;
  }
  if (!saysErased(text)) await noteAfter(folder, text, { kind: 'erased', ...erasure }, { key, clock });
  await folder.done();
};

/** Most ledgers that are erased never were: they need not be read as entries. */
const saysErased = (text: string): boolean =>
  text.includes('"erased"') && factsOf(entriesOf(text), 'erased').length > 0;

/**
 * Takes a file of a call away, all parts of it; the ledger says so first.
 * @throws TacetError TACET_STORE_FAILED, TACET_CALL_RUNS
 */
export const removeFile = (
  store: Store,
  name: string,
  file: string,
  key: LedgerKey,
  clock: Clock,
  reason: EraseReason,
): Promise<void> =>
  inTurn(store, async () => {
    const folder = store.at(name);
    await mustHaveEnded(store, folder, clock);
    const parts = ((await segmentsIn(folder)).get(file) ?? []).map(({ number }) => segmentName(file, number));
    if (parts.length === 0) return;
    const text = (await ledgerText(folder)) ?? '';
    const noted = new Set(factsOf(entriesOf(text), 'removed').flatMap(({ files }) => files));
    if (!parts.every((part) => noted.has(part)))
      await noteAfter(folder, text, { kind: 'removed', files: parts, reason }, { key, clock });
    await folder.remove(parts);
    await folder.done();
  });

const inChunks = async <Item>(
  items: readonly Item[],
  run: (some: readonly Item[]) => Promise<void>,
): Promise<void> => {
  for (let from = 0; from < items.length; from += AT_A_TIME) await run(items.slice(from, from + AT_A_TIME));
};

/** Nothing of it goes on once this is settled. */
const all = async <Item>(items: readonly Item[], run: (item: Item) => Promise<void>): Promise<void> => {
  const failed = (await Promise.allSettled(items.map(run))).find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
};
