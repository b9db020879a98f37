/**
 * Sums of scores over clips: one row of a table.
 */
import type { BranchRun, ScoredClip } from './branch-run.js';
import { sum } from './statistics.js';

export interface Tally {
  readonly clips: number;
  /** Clips with something sensitive. */
  readonly cards: number;
  readonly digits: number;
  readonly audible: number;
  readonly exposed: number;
  readonly wronglyMutedMs: number;
  readonly durationMs: number;
  /** One figure for each card call. */
  readonly audiblePerCall: readonly number[];
}

const MS_PER_HOUR = 3_600_000;

export const tally = (clips: readonly ScoredClip[]): Tally => {
  const cards = clips.filter(({ clip }) => clip.labels.length > 0);
  const audiblePerCall = cards.map(audibleDigits);
  return {
    clips: clips.length,
    cards: cards.length,
    digits: sum(cards.map(({ audible }) => audible.flat().length)),
    audible: sum(audiblePerCall),
    exposed: cards.filter(({ isExposed }) => isExposed).length,
    wronglyMutedMs: sum(clips.map(({ wronglyMutedMs }) => wronglyMutedMs)),
    durationMs: sum(clips.map(({ durationMs }) => durationMs)),
    audiblePerCall,
  };
};

export const audibleDigits = ({ audible }: ScoredClip): number => audible.flat().filter(Boolean).length;

/** Seconds an hour; undefined of no audio. */
export const wronglyMutedPerHour = ({ wronglyMutedMs, durationMs }: Tally): number | undefined =>
  durationMs === 0 ? undefined : wronglyMutedMs / 1_000 / (durationMs / MS_PER_HOUR);

/** Sorted by key. */
export const groupBy = (
  clips: readonly ScoredClip[],
  keyOf: (clip: ScoredClip) => string,
): (readonly [key: string, clips: readonly ScoredClip[]])[] => {
  const groups = new Map<string, ScoredClip[]>();
  for (const clip of clips) {
    const key = keyOf(clip);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [clip]);
    else group.push(clip);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
};

/**
 * The clips whose figures are of the detector: of a language with a recogniser, and heard throughout. What is
 * masked because nobody heard it would pass for found.
 */
export const heard = ({ clips }: BranchRun): readonly ScoredClip[] =>
  clips.filter((clip) => clip.hasRecogniser && clip.unheardMs === 0);

/** Of a language with a recogniser, and yet not heard throughout. */
export const notHeard = ({ clips }: BranchRun): readonly ScoredClip[] =>
  clips.filter((clip) => clip.hasRecogniser && clip.unheardMs > 0);

export const deaf = ({ clips }: BranchRun): readonly ScoredClip[] =>
  clips.filter((clip) => !clip.hasRecogniser);

export const nameOf = ({ branch, lookAheadMs }: BranchRun): string =>
  branch === 'recording' ? 'recording' : `agent, look-ahead ${lookAheadMs} ms`;
