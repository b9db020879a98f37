/**
 * Sums of scores over clips: one row of a table, with intervals over calls.
 */
import { digitInterval, rateInterval } from './bootstrap.js';
import type { ClipRecord, RunRecord } from './record.js';
import { sum, type Interval } from './statistics.js';

export interface Tally {
  readonly clips: number;
  /** Clips with something sensitive. */
  readonly cards: number;
  readonly digits: number;
  readonly audible: number;
  readonly audibleInterval: Interval | undefined;
  readonly exposed: number;
  readonly wronglyMutedMs: number;
  readonly durationMs: number;
  /** Seconds an hour; undefined of no audio. */
  readonly mutedPerHour: number | undefined;
  readonly mutedInterval: Interval | undefined;
  /** One figure for each card call. */
  readonly audiblePerCall: readonly number[];
  readonly audiblePanPerCall: readonly number[];
}

const MS_PER_HOUR = 3_600_000;

export const tally = (clips: readonly ClipRecord[]): Tally => {
  const cards = clips.filter(isCard);
  const audiblePerCall = cards.map((clip) => audibleDigits(clip));
  const durationMs = sum(clips.map((clip) => clip.durationMs));
  const wronglyMutedMs = sum(clips.map((clip) => clip.wronglyMutedMs));
  return {
    clips: clips.length,
    cards: cards.length,
    digits: sum(cards.map(digitsOf)),
    audible: sum(audiblePerCall),
    audibleInterval: digitInterval(cards.map((clip) => [audibleDigits(clip), digitsOf(clip)])),
    exposed: cards.filter(({ isExposed }) => isExposed).length,
    wronglyMutedMs,
    durationMs,
    mutedPerHour: durationMs === 0 ? undefined : wronglyMutedMs / 1_000 / (durationMs / MS_PER_HOUR),
    mutedInterval: mutedInterval(clips),
    audiblePerCall,
    audiblePanPerCall: cards.map((clip) => audibleDigits(clip, 'pan')),
  };
};

/** Of one call with a wrong mute there is no telling how often that happens. */
const mutedInterval = (clips: readonly ClipRecord[]): Interval | undefined =>
  clips.filter(({ wronglyMutedMs }) => wronglyMutedMs > 0).length < 2
    ? undefined
    : rateInterval(clips.map((clip) => [clip.wronglyMutedMs / 1_000, clip.durationMs / MS_PER_HOUR]));

export const isCard = ({ numbers }: Pick<ClipRecord, 'numbers'>): boolean => numbers.length > 0;

export const digitsOf = ({ numbers }: ClipRecord): number => sum(numbers.map(({ digits }) => digits));

export const audibleDigits = ({ numbers }: ClipRecord, kind?: 'pan' | 'expiry' | 'cvv'): number =>
  sum(
    numbers
      .filter((number) => kind === undefined || number.kind === kind)
      .map(({ audible }) => audible.length),
  );

/** Sorted by key. */
export const groupBy = <T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): (readonly [key: string, items: readonly T[]])[] => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
};

/**
 * The clips whose figures are of the detector: of a language with a recogniser, and heard throughout. What is
 * masked because nobody heard it would pass for found.
 */
export const heard = ({ clips }: RunRecord): readonly ClipRecord[] =>
  clips.filter((clip) => clip.hasRecogniser && clip.unheardMs === 0);

/** Of a language with a recogniser, and yet not heard throughout. */
export const notHeard = ({ clips }: RunRecord): readonly ClipRecord[] =>
  clips.filter((clip) => clip.hasRecogniser && clip.unheardMs > 0);

export const deaf = ({ clips }: RunRecord): readonly ClipRecord[] =>
  clips.filter((clip) => !clip.hasRecogniser);
