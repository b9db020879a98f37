/**
 * Social security numbers.
 *
 *     123 | 45 | 6789              United States: area, group, serial; or the last four alone
 *     65 170839 J 00 8             Germany: the digits around a letter are eleven
 *     QQ 12 34 56 C                United Kingdom, national insurance: six digits between letters
 *
 * An American area is not 000, 666 or 900 to 999, a group not 00, a serial not 0000 (SSA, randomized numbers).
 */
import type { SecretDigits } from '../../core/secret.js';
import { ofDigits } from './digit-phrase.js';
import type { EntityContext, EntityMatch, EntityRecogniser } from './entity.js';
import { SCORES } from './phrase.js';

const US_DIGITS = 9;
const LAST_FOUR = 4;
const GERMAN_DIGITS = 11;
const BRITISH_DIGITS = 6;
const SHORTEST = 7;
const LONGEST = 13;
const LAST_FOUR_SCORE = 0.6;
/** Nine digits that keep the rules: nearly nine in ten numbers do. */
const UNANNOUNCED = 0.15;

/** Whether nine digits keep the rules for a number of the United States. */
export const isUsSsn = (digits: SecretDigits): boolean => {
  if (digits.length !== US_DIGITS) return false;
  const part = (from: number, to: number): number => {
    let value = 0;
    for (let i = from; i < to; i++) value = value * 10 + digits.at(i);
    return value;
  };
  const area = part(0, 3);
  return area !== 0 && area !== 666 && area < 900 && part(3, 5) !== 0 && part(5, US_DIGITS) !== 0;
};

const scoreOf = (digits: SecretDigits, language: string | undefined): number => {
  const { length } = digits;
  if (isUsSsn(digits) || (language === 'de' && length === GERMAN_DIGITS)) return SCORES.announcedValid;
  if (length >= SHORTEST && length <= LONGEST) return SCORES.announced;
  return length === LAST_FOUR ? LAST_FOUR_SCORE : SCORES.begun;
};

const match = (digits: SecretDigits, { cue, language }: EntityContext): EntityMatch | undefined => {
  const { length } = digits;
  if (length === 0) return undefined;
  const isOutOfTheBlue = cue !== 'ssn';
  if (isOutOfTheBlue && (language === 'de' || !isUsSsn(digits))) return undefined;
  const score = isOutOfTheBlue ? UNANNOUNCED : scoreOf(digits, language);
  return { entity: 'ssn', label: 'ssn', score, from: 0, to: length };
};

/** Letters are not counted, so six digits after the cue may be a British number. */
const matchInPhrase: EntityRecogniser['match'] = (digits, context) => {
  const found = match(digits, context);
  const isBritish = context.cue === 'ssn' && digits.length === BRITISH_DIGITS;
  return isBritish && found !== undefined ? { ...found, score: SCORES.announced } : found;
};

export const ssn: EntityRecogniser = { entity: 'ssn', match };

export const ssnPhrase = ofDigits({
  entity: 'ssn',
  cues: ['ssn'],
  most: 12,
  isFoundUnannounced: false,
  mayHoldLetters: true,
  match: matchInPhrase,
});
