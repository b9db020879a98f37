/**
 * Counts: how tens, hundreds and thousands join into one number, and where it ends.
 *
 *     forty | two       42           four | hundred | and | twelve       412
 *     vier | und | zwanzig   24      one | thousand | two | hundred      1200
 *
 * A round number has room for a rest: 400 below 100, 2000 below 1000. People who read out a long number in
 * groups say one number after another, so the rest must not swallow the beginning of the next group
 * ("four hundred | two hundred", "four hundred | one two three").
 */
import type { Meaning } from '../language.js';
import type { Terms } from './terms.js';

/** A number found at some term. */
export interface Counted {
  readonly value: number;
  /** The term after it. */
  readonly next: number;
  /** Hundreds or thousands were said, so that it is read as a whole. */
  readonly scaled: boolean;
}

export const isScale = (meaning: Meaning): boolean =>
  meaning.kind === 'hundred' || meaning.kind === 'thousand';

/** The longest number that begins at `at`. */
export const countedAt = (terms: Terms, at: number): Counted | undefined => {
  const first = hundredsAt(terms, at, false);
  if (first === undefined) return undefined;
  if (terms.meaning(first.next).kind !== 'thousand' || first.value === 0 || first.value > 999) return first;
  const thousands = { value: first.value * 1000, next: first.next + 1, scaled: true };
  return withRest(terms, thousands, 1000);
};

/** A number below 100 by itself; `tail`: it takes no word that may begin the next number. */
export const belowHundredAt = (terms: Terms, at: number, tail: boolean): Counted | undefined => {
  const meaning = terms.meaning(at);
  const after = terms.meaning(at + 1);
  if (meaning.kind === 'pair') return { value: meaning.value, next: at + 1, scaled: false };
  if (meaning.kind === 'tens') {
    const joins = terms.tensFirst && after.kind === 'digit' && after.value > 0;
    return joins && !(tail && isScale(terms.meaning(at + 2)))
      ? { value: meaning.value + after.value, next: at + 2, scaled: false }
      : { value: meaning.value, next: at + 1, scaled: false };
  }
  if (meaning.kind === 'digit') {
    const tens = terms.meaning(at + 2);
    const joins = !terms.tensFirst && meaning.value > 0 && after.kind === 'joiner' && tens.kind === 'tens';
    return joins
      ? { value: tens.value + meaning.value, next: at + 3, scaled: false }
      : { value: meaning.value, next: at + 1, scaled: false };
  }
  // "5 hundred", "12 thousand": written digits count only before a scale; else zeros in front would be lost.
  if (meaning.kind !== 'written' || meaning.digits.length > 3 || !isScale(after)) return undefined;
  const value = Number(meaning.digits);
  return value === 0 ? undefined : { value, next: at + 1, scaled: false };
};

/** A number up to its hundreds, one word or several; a bare "hundred" or "thousand" is 100 or 1000. */
const hundredsAt = (terms: Terms, at: number, tail: boolean): Counted | undefined => {
  const meaning = terms.meaning(at);
  if (isScale(meaning) && tail) return undefined;
  if (meaning.kind === 'cardinal')
    return withRests(terms, { value: meaning.value, next: at + 1, scaled: true });
  if (meaning.kind === 'hundred') return withRests(terms, { value: 100, next: at + 1, scaled: true });
  if (meaning.kind === 'thousand') return withRests(terms, { value: 1000, next: at + 1, scaled: true });
  const found = belowHundredAt(terms, at, tail);
  if (found === undefined || found.value === 0) return found;
  const takesHundred = terms.meaning(found.next).kind === 'hundred' && !(tail && found.value > 9);
  return takesHundred
    ? withRests(terms, { value: found.value * 100, next: found.next + 1, scaled: true })
    : found;
};

const withRests = (terms: Terms, counted: Counted): Counted => {
  if (counted.value % 1000 === 0) return withRest(terms, counted, 1000);
  return counted.value % 100 === 0 ? withRest(terms, counted, 100) : counted;
};

/** Adds what follows a round number where it fits below `room` and belongs to it. */
const withRest = (terms: Terms, round: Counted, room: 100 | 1000): Counted => {
  const joined = terms.meaning(round.next).kind === 'joiner';
  const from = joined ? round.next + 1 : round.next;
  const rest = room === 100 ? belowHundredAt(terms, from, true) : hundredsAt(terms, from, true);
  if (rest === undefined || rest.value === 0 || rest.value >= room) return round;
  if (!rest.scaled && !belongs(terms, from, rest, joined)) return round;
  return { value: round.value + rest.value, next: rest.next, scaled: true };
};

/** Whether a rest below 100 is part of the number before it rather than the beginning of the next. */
const belongs = (terms: Terms, at: number, rest: Counted, joined: boolean): boolean => {
  const meaning = terms.meaning(at);
  const after = terms.meaning(rest.next);
  if (after.kind === 'hundred' || (after.kind === 'thousand' && rest.value < 10 && !joined)) return false;
  if (joined || rest.value > 9) return true;
  if (meaning.kind !== 'digit' || meaning.weak === true) return false;
  // A lone digit with digits behind it is the first of them: "four hundred, one two three".
  if (after.kind === 'digit' && after.weak !== true) {
    return after.value > 0 && isScale(terms.meaning(rest.next + 1));
  }
  return after.kind !== 'repeat' && after.kind !== 'written' && after.kind !== 'plural';
};
