/**
 * One-time codes: TAN, OTP, a code sent by text message. Four to eight digits after their cue.
 *
 * "The code is ..." says security code of a card as well; that has three digits, or is masked either way.
 */
import type { SecretDigits } from '../../core/secret.js';
import { ofDigits } from './digit-phrase.js';
import type { EntityContext, EntityMatch, EntityRecogniser } from './entity.js';
import { SCORES } from './phrase.js';

const SHORTEST = 4;
/** One digit dropped; three may also be the first half. */
const NEARLY = 3;
const LONGEST = 10;
const NEARLY_SCORE = 0.5;

const match = (digits: SecretDigits, { cue }: EntityContext): EntityMatch | undefined => {
  const { length } = digits;
  if (cue !== 'one-time-code' || length === 0) return undefined;
  const isLikely = length >= NEARLY && length <= LONGEST;
  const isUsual = length >= SHORTEST && length <= LONGEST;
  const score = isUsual ? SCORES.announced : isLikely ? NEARLY_SCORE : SCORES.begun;
  return { entity: 'one-time-code', label: 'one-time-code', score, from: 0, to: length };
};

/** The same where "code" alone, or a security code, was spoken of. */
const matchAnyCode: EntityRecogniser['match'] = (digits, context) => {
  if (context.cue !== 'security-code') return match(digits, context);
  return digits.length < SHORTEST ? undefined : match(digits, { ...context, cue: 'one-time-code' });
};

export const oneTimeCode: EntityRecogniser = { entity: 'one-time-code', match };

export const oneTimeCodePhrase = ofDigits({
  entity: 'one-time-code',
  cues: ['one-time-code', 'security-code'],
  most: 8,
  isFoundUnannounced: false,
  mayHoldLetters: true,
  match: matchAnyCode,
});
