/**
 * Bank account numbers: 8 digits in the United Kingdom, up to 10 in Germany, 4 to 17 in the United States.
 * Nothing in the digits tells them from other numbers, so they are found after their cue alone.
 */
import type { SecretDigits } from '../../core/secret.js';
import { ofDigits } from './digit-phrase.js';
import type { EntityContext, EntityMatch, EntityRecogniser } from './entity.js';
import { SCORES } from './phrase.js';

const SHORTEST = 4;
const LONGEST = 17;
/** Fewer digits may be the beginning, or the last ones alone. */
const USUAL = 6;
const ANY_LENGTH = 0.4;

const match = (digits: SecretDigits, { cue }: EntityContext): EntityMatch | undefined => {
  const { length } = digits;
  if (cue !== 'bank-account' || length === 0) return undefined;
  const isLikely = length >= SHORTEST && length <= LONGEST;
  const score = isLikely && length >= USUAL ? SCORES.announced : isLikely ? ANY_LENGTH : SCORES.begun;
  return { entity: 'bank-account', label: 'bank-account', score, from: 0, to: length };
};

export const bankAccount: EntityRecogniser = { entity: 'bank-account', match };

export const bankAccountPhrase = ofDigits({
  entity: 'bank-account',
  cues: ['bank-account'],
  most: 17,
  isFoundUnannounced: false,
  mayHoldLetters: false,
  match,
});
