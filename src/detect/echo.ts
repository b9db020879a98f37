/**
 * The listener says a few digits of a card number again, to be sure of them: too few to be known by themselves.
 *
 *     caller   4242 4242            8251 0007
 *     agent              4 2 4 2                      an echo: the digits just before it, but for one misheard
 *
 * Digits of the other leg only, and only while they are fresh: the last four of a card are said for other reasons, too.
 * Lives in the speech worker, as long as the words do.
 */
import { editsWithin } from './repetition.js';
import type { Run } from './run.js';
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
export const isEcho = ({ stretches }: Run, { values, ends }: Spoken): boolean =>
  stretches.some((stretch) => {
    const { length } = stretch.values;
    if (length < SHORTEST_ECHO || length > LONGEST_ECHO) return false;
    const { from } = stretch.span;
    const fresh = values.filter((_, at) => {
      const end = ends[at];
      return end !== undefined && end <= from && from - end <= FRESH;
    });
    return editsWithin(stretch.values, fresh.slice(-REACH)) <= MOST_EDITS;
  });
