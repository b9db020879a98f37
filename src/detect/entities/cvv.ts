/**
 * Security codes: three digits, four on an American Express card. Nothing in the digits tells them from any
 * other short number, so all the evidence is context: the cue, and a card number before them.
 */
import type { SecretDigits } from '../../core/secret.js';
import type { EntityContext, EntityMatch, EntityRecogniser } from './entity.js';
import { announcesOther } from '../language.js';

const USUAL_DIGITS = 3;
const AMEX_DIGITS = 4;

/** Evidence by what was said before and whether the length fits the card. */
const SCORES = {
  asked: { fits: 0.95, maybe: 0.9, unfit: 0.6 },
  afterCard: { fits: 0.6, maybe: 0.3, unfit: 0.2 },
  alone: { fits: 0.1, maybe: 0.1, unfit: 0.05 },
} as const;

const situationOf = ({ cue, cardBefore }: EntityContext): keyof typeof SCORES | undefined => {
  if (cue === 'security-code') return 'asked';
  if (cue === 'pin' || cue === 'expiry' || announcesOther(cue)) return undefined;
  return cardBefore === undefined ? 'alone' : 'afterCard';
};

const fitOf = (length: number, cardBefore: string | undefined): keyof typeof SCORES.asked => {
  const isAmex = cardBefore === 'amex';
  if (length === (isAmex ? AMEX_DIGITS : USUAL_DIGITS)) return 'fits';
  const brandKnown = cardBefore !== undefined && cardBefore !== 'unknown';
  return brandKnown ? 'unfit' : 'maybe';
};

const match = (digits: SecretDigits, context: EntityContext): EntityMatch | undefined => {
  const { length } = digits;
  const situation = situationOf(context);
  if (situation === undefined || (length !== USUAL_DIGITS && length !== AMEX_DIGITS)) return undefined;
  const score = SCORES[situation][fitOf(length, context.cardBefore)];
  return { entity: 'cvv', label: 'cvv', score, from: 0, to: length };
};

export const cvv: EntityRecogniser = { entity: 'cvv', match };
