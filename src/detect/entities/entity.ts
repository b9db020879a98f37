/**
 * What an entity recogniser is: it looks at one run of digits and says what they may be, and how surely.
 *
 * Recognisers label, confirm and end findings. They never decide whether digits are masked: a misheard digit
 * breaks every checksum, so a low score is no permission to let digits through.
 */
import type { Entity } from '../../core/finding.js';
import type { SecretDigits } from '../../core/secret.js';
import type { Cue } from '../language.js';

/** What is known about a run beside its digits. */
export interface EntityContext {
  /** The last cue said before the run, by either party. */
  readonly cue: Cue | undefined;
  /** 1..12 where a month was named in the run or just before it ("april twenty nine"). */
  readonly month: number | undefined;
  /** Four digits; from the Clock, so that tests can choose it. */
  readonly currentYear: number;
  /** BCP 47, primary subtag; undefined where it is not known. */
  readonly language?: string;
  /** A plus was said before the digits. */
  readonly isInternational?: boolean;
  /** Label of the card number that was said or keyed before in this call: `visa`, `unknown` ... */
  readonly cardBefore: string | undefined;
}

export interface EntityMatch {
  readonly entity: Entity;
  /** A stable code for reports: the card's brand, else the entity. Never digits. */
  readonly label: string;
  /** 0..1: the evidence, not a probability. */
  readonly score: number;
  /** Which digits of the run: half-open. A run may hold a card number and more. */
  readonly from: number;
  readonly to: number;
}

/** The digits' text: for libraries that take no other shape. It must not be kept. */
export const textOf = (digits: SecretDigits, from = 0, to = digits.length): string => {
  let text = '';
  for (let i = from; i < to; i++) text += String(digits.at(i));
  return text;
};

export interface EntityRecogniser {
  readonly entity: Entity;
  /** Undefined where the digits cannot be this entity. Keeps nothing of `digits`. */
  readonly match: (digits: SecretDigits, context: EntityContext) => EntityMatch | undefined;
}
