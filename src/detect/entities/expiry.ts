/**
 * Expiry dates: a month and a year from last year to twenty years ahead.
 *
 *     0429  042029  429  42029        in digits: MMYY, MMYYYY, MYY, MYYYY
 *     april 29  april 2029            the month by name, the year in digits
 *
 * After the cue, a run of a date and three or four digits is a date with the security code said right behind.
 * A card that expired last year is still read out; banks issue cards for ten years and less.
 */
import type { SecretDigits } from '../../core/secret.js';
import type { EntityContext, EntityMatch, EntityRecogniser } from './entity.js';
import { announcesOther } from '../language.js';

const YEARS_BACK = 1;
const YEARS_AHEAD = 20;

/** Evidence by how much of the date was said and by what was said before. */
const SCORES = {
  /** Month and full year, or the month by name. */
  full: { asked: 0.98, afterCard: 0.85, alone: 0.6, against: 0.1 },
  /** MMYY. */
  short: { asked: 0.95, afterCard: 0.75, alone: 0.35, against: 0.1 },
  /** MYY: any three digits that begin with no zero and end near this year. */
  shortest: { asked: 0.8, afterCard: 0.3, alone: 0.1, against: 0.05 },
} as const;

const situationOf = ({ cue, cardBefore }: EntityContext): keyof typeof SCORES.full => {
  if (cue === 'expiry') return 'asked';
  if (cue === 'security-code' || cue === 'pin' || announcesOther(cue)) return 'against';
  return cardBefore === undefined ? 'alone' : 'afterCard';
};

/** A date at the beginning of a longer run. */
const FIRST_PART_SCORE = 0.85;
const CODE_DIGITS = [3, 4] as const;

const number = (digits: SecretDigits, from: number, to: number): number => {
  let value = 0;
  for (let i = from; i < to; i++) value = value * 10 + digits.at(i);
  return value;
};

const isMonth = (month: number): boolean => month >= 1 && month <= 12;

/** `year` has two digits or four; two mean the nearest year that fits, across a century too. */
const isNear = (year: number, yearDigits: number, currentYear: number): boolean => {
  const first = currentYear - YEARS_BACK;
  const ahead = yearDigits === 4 ? year - first : (((year - first) % 100) + 100) % 100;
  return ahead >= 0 && ahead <= YEARS_BACK + YEARS_AHEAD;
};

const monthNamed = (digits: SecretDigits, { month, currentYear }: EntityContext): boolean => {
  const { length } = digits;
  if (month === undefined || (length !== 2 && length !== 4)) return false;
  return isMonth(month) && isNear(number(digits, 0, length), length, currentYear);
};

/** The form of the first `length` digits, where they are a date by themselves. */
const formOf = (
  digits: SecretDigits,
  length: number,
  currentYear: number,
): keyof typeof SCORES | undefined => {
  if (length < 3 || length > 6) return undefined;
  const monthDigits = length % 2 === 0 ? 2 : 1;
  const yearDigits = length - monthDigits;
  if (!isMonth(number(digits, 0, monthDigits))) return undefined;
  if (!isNear(number(digits, monthDigits, length), yearDigits, currentYear)) return undefined;
  if (yearDigits === 4) return 'full';
  return monthDigits === 2 ? 'short' : 'shortest';
};

/** Whether all of them are a month of two digits and a year that a card may have, of two or four. */
export const isDate = (digits: SecretDigits, currentYear: number): boolean =>
  digits.length % 2 === 0 && formOf(digits, digits.length, currentYear) !== undefined;

const firstPart = (digits: SecretDigits, { cue, currentYear }: EntityContext): number | undefined => {
  if (cue !== 'expiry') return undefined;
  return [6, 4].find(
    (length) =>
      CODE_DIGITS.some((code) => length + code === digits.length) &&
      formOf(digits, length, currentYear) !== undefined,
  );
};

const match = (digits: SecretDigits, context: EntityContext): EntityMatch | undefined => {
  const { length } = digits;
  const form = monthNamed(digits, context) ? 'full' : formOf(digits, length, context.currentYear);
  if (form !== undefined) {
    const score = SCORES[form][situationOf(context)];
    return { entity: 'expiry', label: 'expiry', score, from: 0, to: length };
  }
  const to = firstPart(digits, context);
  return to === undefined
    ? undefined
    : { entity: 'expiry', label: 'expiry', score: FIRST_PART_SCORE, from: 0, to };
};

export const expiry: EntityRecogniser = { entity: 'expiry', match };
