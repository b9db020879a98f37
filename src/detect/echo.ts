/**
 * The listener says a few digits of a card number again, to be sure of them: too few to be known by themselves.
 *
 *     caller   4242 4242            8251 0007
 *     agent              4 2 4 2                      an echo: the digits just before it, but for one misheard
 *
 * Digits of the other leg only, and only while they are fresh: the last four of a card are said for other reasons, too. In
 * the middle of a card number, which then goes on, whatever few digits the listener says are such, however misheard.
 * Lives in the speech worker, as long as the words do.
 */
import { editsWithin } from './repetition.js';
import type { Run } from './run.js';
import type { Stretch } from './stretch.js';
import { millisToTicks, type Ticks } from '../core/units.js';

/** Digits of card numbers of one leg, in order. */
export interface Spoken {
  readonly values: readonly number[];
  /** Where each of them ends. */
  readonly ends: readonly Ticks[];
}

export const NOTHING_SPOKEN: Spoken = { values: [], ends: [] };

/** Somebody who says digits again does so at once. */
const FRESH = millisToTicks(12_000);
/** Fewer are in any number. */
const SHORTEST_ECHO = 4;
/** Longer ones are known by themselves. */
const LONGEST_ECHO = 8;
/** The same in the middle of a card number: one is a filler or an article. */
const SHORTEST_WITHIN = 2;
/** Of what was said before: the last group and the one before it. */
const REACH = 10;
/** Misheard, in either leg. */
const MOST_EDITS = 1;

/** What one leg has said of card numbers. */
export const spokenIn = (cards: readonly Run[]): Spoken => ({
  values: cards.flatMap(({ stretches }) => stretches.flatMap((stretch) => stretch.values)),
  ends: cards.flatMap(({ stretches }) => stretches.flatMap(({ places }) => places.map(({ to }) => to))),
});

/** Whether a part of the run says again what the other party has just said. */
export const isEcho = ({ stretches }: Run, spoken: Spoken): boolean =>
  stretches.some(
    (stretch) =>
      stretch.values.length <= LONGEST_ECHO && (isWithin(stretch, spoken) || isSaidAgain(stretch, spoken)),
  );

const isSaidAgain = ({ values: heard, span: { from } }: Stretch, { values, ends }: Spoken): boolean => {
  if (heard.length < SHORTEST_ECHO) return false;
  const fresh = values.filter((_, at) => isJustBefore(ends[at], from));
  return editsWithin(heard, fresh.slice(-REACH)) <= MOST_EDITS;
};

/** The number goes on after it. */
const isWithin = ({ values: heard, span: { from, to } }: Stretch, { ends }: Spoken): boolean =>
  heard.length >= SHORTEST_WITHIN &&
  ends.some((end) => isJustBefore(end, from)) &&
  ends.some((end) => end > to && end - to <= FRESH);

const isJustBefore = (end: Ticks | undefined, from: Ticks): boolean =>
  end !== undefined && end <= from && from - end <= FRESH;
