/**
 * Dates of birth: a day, a month and a year in any order and any words, after their cue.
 *
 *     the twenty third of april nineteen eighty five        03 12 1985        dritter fünfter fünfundachtzig
 *     [ 23 ]             [ 4 ] [ 19 85 ]
 *
 * Without the cue a date is a date. A date that cannot be one lowers the score, no more: a day may be misheard.
 */
import { ANNOUNCED, gather, isMeasured } from './gather.js';
import { SCORES, type PhraseContext, type PhraseMatch, type PhraseRecogniser } from './phrase.js';
import { flowsOn } from './spelled.js';
import { settledDigits } from '../numbers/corrections.js';
import type { ReadItem } from '../numbers/reader.js';

/** ddmmyyyy. */
const MOST_DIGITS = 8;
/** d m yy. */
const FEWEST_DIGITS = 4;
const OLDEST = 120;
const YEAR_DIGITS = 2;
/** "Seventh of the third" */
const WORDS_OF_A_DAY = 4;

const ordinalOf = (item: ReadItem): number | undefined =>
  item.kind === 'unit' || item.kind === 'other' ? item.ordinal : undefined;

const isPart = (items: readonly ReadItem[], at: number): boolean => {
  const item = items[at];
  if (item === undefined || isMeasured(items, at)) return false;
  if (item.kind === 'digits' || ordinalOf(item) !== undefined) return true;
  return item.kind === 'unit' && item.month !== undefined;
};

interface Parts {
  readonly months: readonly number[];
  readonly ordinals: readonly number[];
  /** In the order said. */
  readonly digits: readonly number[];
}

const partsOf = (items: readonly ReadItem[]): Parts => ({
  months: items.flatMap((item) => (item.kind === 'unit' && item.month !== undefined ? [item.month] : [])),
  ordinals: items.flatMap((item) => ordinalOf(item) ?? []),
  digits: settledDigits(items).map(({ value }) => value),
});

const number = (digits: readonly number[]): number => digits.reduce((value, digit) => value * 10 + digit, 0);

const isDay = (day: number): boolean => day >= 1 && day <= 31;
const isMonth = (month: number): boolean => month >= 1 && month <= 12;

/** Two digits or four. */
const isYear = (digits: readonly number[], currentYear: number): boolean => {
  if (digits.length === 2) return true;
  const year = number(digits);
  return digits.length === 4 && year <= currentYear && year >= currentYear - OLDEST;
};

/** Digits cut into a day, a month and a year, or a month, a day and a year. */
const isNumericDate = (digits: readonly number[], currentYear: number): boolean =>
  [1, 2].some((first) =>
    [1, 2].some((second) => {
      const a = number(digits.slice(0, first));
      const b = number(digits.slice(first, first + second));
      const isDayAndMonth = (isDay(a) && isMonth(b)) || (isMonth(a) && isDay(b));
      return isDayAndMonth && isYear(digits.slice(first + second), currentYear);
    }),
  );

const isDate = ({ months, ordinals, digits }: Parts, currentYear: number): boolean => {
  const named = months.length + ordinals.length;
  if (named === 0) return isNumericDate(digits, currentYear);
  if (!ordinals.every(isDay)) return false;
  if (named >= 2) return isYear(digits, currentYear);
  // One of day and month was named; the other is a number before the year.
  return [1, 2].some(
    (size) => isDay(number(digits.slice(0, size))) && isYear(digits.slice(size), currentYear),
  );
};

const find = (
  items: readonly ReadItem[],
  at: number,
  to: number,
  { cue, currentYear }: PhraseContext,
): PhraseMatch | undefined => {
  if (cue === undefined) return undefined;
  const parts = gather(items, at, to, { ...ANNOUNCED, most: MOST_DIGITS }, (i) => isPart(items, i));
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const said = partsOf(items.slice(first, last + 1));
  const from = unheardStart(items, first, at);
  const score = scoreOf(said, currentYear);
  const isLikely = from < first && said.digits.length >= YEAR_DIGITS;
  return { from, to: last + 1, score: isLikely ? Math.max(score, SCORES.announced) : score };
};

/** "The [unk] of June": where a day that was not recognised, just before the parts that were, begins. */
const unheardStart = (items: readonly ReadItem[], first: number, least: number): number => {
  for (let i = Math.max(least, first - WORDS_OF_A_DAY); i < first; i++) {
    const isInOneGo = items.slice(i, first).every((_, step) => flowsOn(items, i + step + 1));
    if (items[i]?.kind === 'unknown' && isInOneGo) return i;
  }
  return first;
};

const scoreOf = (said: Parts, currentYear: number): number => {
  if (isDate(said, currentYear)) return SCORES.announcedValid;
  const named = said.months.length + said.ordinals.length;
  const isLikely = said.digits.length >= FEWEST_DIGITS || (named > 0 && said.digits.length >= 2) || named > 1;
  return isLikely ? SCORES.announced : SCORES.begun;
};

export const birthDatePhrase: PhraseRecogniser = {
  entity: 'birth-date',
  cues: ['birth-date'],
  isFoundUnannounced: false,
  mayRepeat: true,
  find,
};
