/**
 * A page of what is kept, in the order of the store. Only the ledgers of the page are read, and of recordings that whoever asks
 * may not see no more than so many: then the page is short, and the next one goes on.
 */
import { nowOf, summaryOf, type RecordingNow } from './list.js';
import { cursorOf, placeOf, type PageAsked, type PageRead } from '../../control/api/page.js';
import type { Clock } from '../../core/clock.js';
import { codeOf } from '../../core/errors.js';
import type { CallFolder, Store } from '../../sink/stores/store.js';

/** Ledgers that are read for each recording that the page may hold. */
const MOST_READ = 4;

/** @throws TacetError TACET_CALL_UNKNOWN where there is no store */
export const recordingPage = async (
  store: Store,
  clock: Clock,
  { limit, after, isWanted }: PageAsked<Pick<RecordingNow, 'tenant'>>,
): Promise<PageRead<RecordingNow>> => {
  const { names, isMore } = await store.callsBehind(placeOf(after), MOST_READ * limit);
  const items: RecordingNow[] = [];
  for (const [i, name] of names.entries()) {
    const item = await ifThere(store, name, async (folder) => {
      const summary = await summaryOf(folder);
      return isWanted(summary) ? nowOf(store, folder, clock, summary) : undefined;
    });
    if (item !== undefined) items.push(item);
    const isLast = i === names.length - 1 && !isMore;
    if (items.length === limit) return { items, next: isLast ? undefined : cursorOf(name) };
  }
  const last = names.at(-1);
  return { items, next: last === undefined || !isMore ? undefined : cursorOf(last) };
};

/** Undefined for one that was taken away meanwhile. */
const ifThere = async (
  store: Store,
  name: string,
  look: (folder: CallFolder) => Promise<RecordingNow | undefined>,
): Promise<RecordingNow | undefined> => {
  try {
    return await look(store.at(name));
  } catch (error) {
    const isGone = await store.find(name).then(
      () => false,
      (why: unknown) => codeOf(why) === 'TACET_CALL_UNKNOWN',
    );
    if (isGone) return undefined;
    throw error;
  }
};
