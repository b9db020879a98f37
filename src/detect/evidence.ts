/**
 * How many digits make a secret: the whole decision, as one table.
 *
 * A recogniser mishears about one digit in fifteen and drops some, so nothing here asks for a valid number.
 * Luhn and BIN only let a run count that would otherwise pass for another kind of number.
 */
import type { Light } from './conversation.js';

export interface Evidence {
  /** Digits of the run so far, over all its stretches. */
  readonly digits: number;
  /** A valid card number, or the start of one. */
  readonly hasCardPrefix: boolean;
  readonly isLuhnValid: boolean;
}

/** No light falls on it: the shortest card number. */
const UNPROMPTED = 12;
/** The same where it begins like a card: one digit may have been dropped. */
const UNPROMPTED_WITH_PREFIX = 11;
/** It was announced as a phone, order or other number; some of those are long. */
const ANNOUNCED_AS_OTHER = 15;
const ANNOUNCED_AS_OTHER_BUT_VALID = 13;
const CARD_MENTIONED = 3;
const CARD_ANNOUNCED = 2;
const CVV_DIGITS = [3, 4] as const;

/** Digits that confirm the run. */
export const needed = (light: Light, evidence: Evidence): number => {
  if (light.other) {
    return evidence.isLuhnValid && evidence.hasCardPrefix ? ANNOUNCED_AS_OTHER_BUT_VALID : ANNOUNCED_AS_OTHER;
  }
  if (light.afterPan) return 1;
  if (light.expects === 'cvv' && light.payment > 0) return 1;
  if (light.payment === 2) return CARD_ANNOUNCED;
  if (light.payment === 1) return CARD_MENTIONED;
  // A security code asked for out of the blue has its own length; longer runs are judged as such.
  if (light.expects === 'cvv' && evidence.digits <= CVV_DIGITS[1]) return CVV_DIGITS[0];
  return evidence.hasCardPrefix ? UNPROMPTED_WITH_PREFIX : UNPROMPTED;
};

/** 0..1: 1 and more confirms. */
export const score = (light: Light, evidence: Evidence): number =>
  Math.min(1, evidence.digits / needed(light, evidence));

/** Digits at which the live gate closes, before anything is confirmed. */
export const suspicious = (light: Light): number => {
  if (light.other) return 7;
  if (light.payment > 0 || light.afterPan || light.expects !== undefined) return 1;
  return 2;
};
