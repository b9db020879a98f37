/**
 * What can be said of a call without any key: its id, when it was, how long, and how much of it was masked.
 */
import { runs } from './has-ended.js';
import type { Clock } from '../../core/clock.js';
import { ticksToMillis } from '../../core/units.js';
import { entriesOf, factsOf, ledgerText } from '../../sink/ledger/read-ledger.js';
import { KEY_FILE } from '../../sink/sealing/call-key.js';
import { segmentsIn } from '../../sink/sealing/segment-name.js';
import type { CallFolder, Store } from '../../sink/stores/store.js';

/** `open`: it runs, or was cut off. `plain`: not encrypted, so there is no ledger. */
export type RecordingState = 'complete' | 'open' | 'erased' | 'plain';

export interface RecordingSummary {
  readonly name: string;
  readonly state: RecordingState;
  /** Whose call it was: undefined where its ledger does not say. */
  readonly tenant: string | undefined;
  readonly startedAt: string | undefined;
  readonly durationMs: number | undefined;
  /** Of both legs together. */
  readonly maskedMs: number | undefined;
  /** Parts of each file that are there. */
  readonly parts: Readonly<Record<string, number>>;
}

export const summaryOf = async (folder: CallFolder): Promise<RecordingSummary> => {
  const names = await folder.list();
  const text = await ledgerText(folder);
  const parts = Object.fromEntries(
    [...(await segmentsIn(folder))].map(([file, list]) => [file, list.length]),
  );
  const base = { name: folder.name, parts };
  if (text === undefined) {
    const nothing = { tenant: undefined, startedAt: undefined, durationMs: undefined, maskedMs: undefined };
    // Where nothing is there yet nobody can say whether it will be sealed; a plain file has no name until it is whole.
    const isOpen = names.length === 0 || names.includes(KEY_FILE);
    return { ...base, ...nothing, state: isOpen ? 'open' : 'plain' };
  }
  const entries = entriesOf(text);
  const opened = factsOf(entries, 'opened')[0];
  const closed = factsOf(entries, 'closed')[0];
  // A call that has just begun has no key yet, either, and nothing that was sealed with it.
  const isErased =
    !names.includes(KEY_FILE) &&
    (closed !== undefined || factsOf(entries, 'erased').length > 0 || Object.keys(parts).length > 0);
  const masked = factsOf(entries, 'withheld').reduce((sum, { span: [from, to] }) => sum + to - from, 0);
  return {
    ...base,
    state: isErased ? 'erased' : closed === undefined ? 'open' : 'complete',
    tenant: opened?.tenant ?? undefined,
    startedAt: opened?.startedAt,
    durationMs: closed && Math.round(ticksToMillis(Math.max(closed.ends.caller, closed.ends.agent))),
    maskedMs: Math.round(ticksToMillis(masked)),
  };
};

export interface RecordingNow extends Omit<RecordingSummary, 'state'> {
  /** `cut-off`: nobody writes it any more, and nobody has ended it. */
  readonly state: Exclude<RecordingState, 'open'> | 'running' | 'cut-off';
}

/** For those who decide what to do with it: an open one runs, or was cut off with its process. */
export const nowOf = async (
  store: Store,
  folder: CallFolder,
  clock: Clock,
  summary: RecordingSummary,
): Promise<RecordingNow> => {
  if (isKnown(summary)) return summary;
  if (await runs(store, folder, clock)) return { ...summary, state: 'running' };
  // It may have ended since it was looked at; nobody writes it any more, so that this is the last word.
  const last = await summaryOf(folder);
  return isKnown(last) ? last : { ...last, state: 'cut-off' };
};

const isKnown = (summary: RecordingSummary): summary is RecordingSummary & RecordingNow =>
  summary.state !== 'open';

export const summaryNow = async (store: Store, folder: CallFolder, clock: Clock): Promise<RecordingNow> =>
  nowOf(store, folder, clock, await summaryOf(folder));

export const listRecordings = async (store: Store, clock: Clock): Promise<RecordingNow[]> => {
  const summaries: RecordingNow[] = [];
  for (const name of await store.calls()) summaries.push(await summaryNow(store, store.at(name), clock));
  return summaries;
};
