/**
 * The bank's number: sort code (6 digits, United Kingdom), Bankleitzahl (8, Germany), ABA routing number (9,
 * United States, with a check digit: weights 3, 7, 1 over all digits sum to a whole number of tens).
 */
import type { SecretDigits } from '../../core/secret.js';
import { ofDigits } from './digit-phrase.js';
import type { EntityContext, EntityMatch, EntityRecogniser } from './entity.js';
import { SCORES } from './phrase.js';

const LENGTHS = [6, 8, 9] as const;
const ABA_DIGITS = 9;
const ABA_WEIGHTS = [3, 7, 1] as const;
/** One digit dropped or heard twice. */
const SHORTEST = 5;
const LONGEST = 10;

/** The check of a routing number. */
export const passesAba = (digits: SecretDigits): boolean => {
  if (digits.length !== ABA_DIGITS) return false;
  let sum = 0;
  for (let i = 0; i < ABA_DIGITS; i++) sum += digits.at(i) * (ABA_WEIGHTS[i % 3] ?? 0);
  return sum > 0 && sum % 10 === 0;
};

const match = (digits: SecretDigits, { cue }: EntityContext): EntityMatch | undefined => {
  const { length } = digits;
  if (cue !== 'sort-code' || length === 0) return undefined;
  const isUsual = LENGTHS.some((usual) => usual === length);
  const isValid = length === ABA_DIGITS ? passesAba(digits) : isUsual;
  const isLikely = length >= SHORTEST && length <= LONGEST;
  const score = isValid ? SCORES.announcedValid : isLikely ? SCORES.announced : SCORES.begun;
  return { entity: 'sort-code', label: 'sort-code', score, from: 0, to: length };
};

export const sortCode: EntityRecogniser = { entity: 'sort-code', match };

export const sortCodePhrase = ofDigits({
  entity: 'sort-code',
  cues: ['sort-code'],
  most: 9,
  isFoundUnannounced: false,
  mayHoldLetters: false,
  match,
});
