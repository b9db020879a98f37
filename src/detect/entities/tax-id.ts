/**
 * Tax numbers. The German one (Steuer-ID, section 139b AO) has eleven digits and can be checked; others, such as
 * the older Steuernummer (10 to 13 digits) or the American ITIN (9), have a length alone.
 *
 *     8 6 0 9 5 7 4 2 7 1 | 9       ten digits and a check digit, ISO 7064 MOD 11,10
 *
 * Of the ten, the first is no 0, and one digit comes twice or three times and no other comes more than once; three
 * the same do not stand in a row.
 */
import type { SecretDigits } from '../../core/secret.js';
import { ofDigits } from './digit-phrase.js';
import type { EntityContext, EntityMatch, EntityRecogniser } from './entity.js';
import { SCORES } from './phrase.js';

const STEUER_ID_DIGITS = 11;
const CHECKED = 10;
const SHORTEST = 8;
const LONGEST = 14;
/** Valid and German: one number of eleven digits in about a hundred is. */
const UNANNOUNCED_VALID = 0.4;

/** ISO 7064 MOD 11,10: the digit that belongs behind the first ten. */
const checkDigitOf = (digits: SecretDigits): number => {
  let product = CHECKED;
  for (let i = 0; i < CHECKED; i++) {
    const sum = (digits.at(i) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10;
};

const repeatsAsItMust = (digits: SecretDigits): boolean => {
  const counts = new Array<number>(10).fill(0);
  for (let i = 0; i < CHECKED; i++) {
    const digit = digits.at(i);
    counts[digit] = (counts[digit] ?? 0) + 1;
    if (i >= 2 && digits.at(i - 1) === digit && digits.at(i - 2) === digit) return false;
  }
  const repeated = counts.filter((count) => count > 1);
  return repeated.length === 1 && (repeated[0] ?? 0) <= 3;
};

/** Whether the digits are a German Steuer-ID. */
export const isSteuerId = (digits: SecretDigits): boolean =>
  digits.length === STEUER_ID_DIGITS &&
  digits.at(0) !== 0 &&
  repeatsAsItMust(digits) &&
  digits.at(CHECKED) === checkDigitOf(digits);

const match = (digits: SecretDigits, { cue, language }: EntityContext): EntityMatch | undefined => {
  const { length } = digits;
  const isValid = isSteuerId(digits);
  const matched = (score: number): EntityMatch => ({
    entity: 'tax-id',
    label: 'tax-id',
    score,
    from: 0,
    to: length,
  });
  if (cue !== 'tax-id') return isValid && language === 'de' ? matched(UNANNOUNCED_VALID) : undefined;
  if (length === 0) return undefined;
  const isLikely = length >= SHORTEST && length <= LONGEST;
  return matched(isValid ? SCORES.announcedValid : isLikely ? SCORES.announced : SCORES.begun);
};

export const taxId: EntityRecogniser = { entity: 'tax-id', match };

export const taxIdPhrase = ofDigits({
  entity: 'tax-id',
  cues: ['tax-id'],
  most: 13,
  isFoundUnannounced: false,
  mayHoldLetters: false,
  match,
});
