/**
 * What a run of digits may be, other than a card's number: so that a phone number with its country's code, which
 * may begin like a card, or an IBAN without its letters is not taken for one.
 *
 * A card number that a recogniser has cut short may look like a phone number, so a run that is a valid card is
 * half as likely to be anything else. The answer is evidence for a decision, not the decision.
 */
import type { EntityContext } from './entities/entity.js';
import { pan } from './entities/pan.js';
import { recogniseOther } from './entities/registry.js';
import type { Cue } from './language.js';
import type { Entity } from '../core/finding.js';
import type { SecretDigits } from '../core/secret.js';

export interface NumberKind {
  readonly kind: Entity | undefined;
  /** 0..1; 0 where it is nothing known. */
  readonly score: number;
}

export interface NumberContext {
  /** BCP 47, primary subtag. */
  readonly language: string;
  readonly currentYear: number;
  /** What announced the digits. */
  readonly cue?: Cue | undefined;
  /** A plus was said before them. */
  readonly isInternational?: boolean;
}

/** Brand, length and Luhn. */
const VALID_CARD = 0.9;
const CARD_TOO = 0.5;
const NOTHING: NumberKind = { kind: undefined, score: 0 };

/** The likeliest kind of the digits as a whole. Keeps nothing of them. */
export const numberKind = (digits: SecretDigits, context: NumberContext): NumberKind => {
  const { language, currentYear, cue, isInternational = false } = context;
  const known: EntityContext = {
    cue,
    month: undefined,
    currentYear,
    cardBefore: undefined,
    language,
    isInternational,
  };
  const found = recogniseOther(digits, known);
  if (found === undefined) return NOTHING;
  const isCardToo = (pan.match(digits, { ...known, cue: undefined })?.score ?? 0) >= VALID_CARD;
  return { kind: found.entity, score: isCardToo ? found.score * CARD_TOO : found.score };
};
