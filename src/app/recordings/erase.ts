/**
 * Erases calls: their keys first, so that nobody can read them any more wherever copies may lie, then their files.
 *
 * An object store has no older versions of them afterwards; where it does not say so, that is an error. The ledger stays and says that and when the call was erased; it holds nothing that was said.
 */
import { noteAfter } from './note-after.js';
import type { Clock } from '../../core/clock.js';
import type { EraseReason } from '../../sink/ledger/fact.js';
import type { LedgerKey } from '../../sink/ledger/ledger-key.js';
import { LEDGER_FILE } from '../../sink/ledger/ledger.js';
import { entriesOf, factsOf, ledgerText } from '../../sink/ledger/read-ledger.js';
import { KEY_FILE } from '../../sink/sealing/call-key.js';
import { segmentName, segmentsIn } from '../../sink/sealing/segment-name.js';
import type { CallFolder, Store } from '../../sink/stores/store.js';

/** As many calls at a time as keep a disk busy. */
const AT_A_TIME = 32;

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
 * @throws TacetError TACET_CALL_UNKNOWN (before anything is erased), TACET_STORE_FAILED, TACET_STORE_AWAY, TACET_STORE_REFUSED
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
    await each(names, async (name) => void folders.push(await store.find(name)));
    await each(folders, (folder) => folder.remove([KEY_FILE]));
    await each(folders, (folder) => eraseRest(store, folder, key, clock, erasure));
  });

const eraseRest = async (
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
  if (factsOf(entriesOf(text), 'erased').length === 0)
    await noteAfter(folder, text, { kind: 'erased', ...erasure }, { key, clock });
  await folder.clear([LEDGER_FILE]);
  await folder.done();
};

/**
 * Takes a file of a call away, all parts of it; the ledger says so first.
 * @throws TacetError TACET_STORE_FAILED
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
    const parts = ((await segmentsIn(folder)).get(file) ?? []).map(({ number }) => segmentName(file, number));
    if (parts.length === 0) return;
    const text = (await ledgerText(folder)) ?? '';
    const noted = new Set(factsOf(entriesOf(text), 'removed').flatMap(({ files }) => files));
    if (!parts.every((part) => noted.has(part)))
      await noteAfter(folder, text, { kind: 'removed', files: parts, reason }, { key, clock });
    await folder.remove(parts);
    await folder.done();
  });

const each = async <Item>(items: readonly Item[], run: (item: Item) => Promise<void>): Promise<void> => {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) await run(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_A_TIME, items.length) }, worker));
};
