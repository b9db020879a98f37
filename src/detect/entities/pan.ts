/**
 * Card numbers (PAN): brand by leading digits, length, and the Luhn check.
 *
 *     424242  424242424  2
 *     [ BIN ] [account ] [Luhn]      ISO/IEC 7812-1; payment cards have 12 to 19 digits in all
 *
 * A wrong check digit lowers the score but does not end it: recognisers mishear. A run longer than a card
 * may begin or end with one ("... four two four two, oh four twenty nine").
 */
import type { SecretDigits } from '../../core/secret.js';
import type { EntityContext, EntityMatch, EntityRecogniser } from './entity.js';
import { passesLuhn } from './luhn.js';
import { announcesOther } from '../language.js';

export type Brand = 'visa' | 'mastercard' | 'amex' | 'discover' | 'diners' | 'jcb' | 'unionpay' | 'maestro';

interface BrandRange {
  readonly brand: Brand;
  /** Leading digits, as numbers of equal length: inclusive. */
  readonly first: number;
  readonly last: number;
  /** The commonest first. */
  readonly lengths: readonly number[];
}

const SHORTEST = 12;
const LONGEST = 19;
const LONG = [16, 19, 18, 17] as const;
const MAESTRO = [16, 12, 13, 14, 15, 17, 18, 19] as const;

const range = (brand: Brand, first: number, last: number, lengths: readonly number[]): BrandRange => ({
  brand,
  first,
  last,
  lengths,
});

/**
 * Ranges of ISO/IEC 7812 issuer numbers that the networks have published (Visa and Mastercard rules; Amex,
 * Discover, JCB and UnionPay technical guides; gathered in Wikipedia, "Payment card number"). They are
 * disjoint.
 */
const RANGES: readonly BrandRange[] = [
  range('visa', 4, 4, [16, 13, 19]),
  range('mastercard', 51, 55, [16]),
  range('mastercard', 2221, 2720, [16]),
  range('amex', 34, 34, [15]),
  range('amex', 37, 37, [15]),
  range('discover', 6011, 6011, LONG),
  range('discover', 644, 649, LONG),
  range('discover', 65, 65, LONG),
  range('diners', 300, 305, [14, 16, 19, 15, 17, 18]),
  range('diners', 309, 309, [14, 16, 19, 15, 17, 18]),
  range('diners', 36, 36, [14, 16, 19, 15, 17, 18]),
  range('diners', 38, 39, [14, 16, 19, 15, 17, 18]),
  range('jcb', 3528, 3589, LONG),
  range('unionpay', 62, 62, LONG),
  range('maestro', 5018, 5018, MAESTRO),
  range('maestro', 5020, 5020, MAESTRO),
  range('maestro', 5038, 5038, MAESTRO),
  range('maestro', 5893, 5893, MAESTRO),
  range('maestro', 6304, 6304, MAESTRO),
  range('maestro', 6759, 6759, MAESTRO),
  range('maestro', 6761, 6763, MAESTRO),
];

/** Evidence for a run as a whole, before the cue is weighed. */
const SCORES = {
  /** Brand, length and Luhn. */
  valid: 0.9,
  /** The same for the beginning or the end of a longer run. */
  validInside: 0.85,
  /** Brand and length: one digit misheard. */
  misheard: 0.65,
  /** Luhn and a length, but no known brand. */
  unbranded: 0.55,
  /** Brand, but a length it does not have: digits lost or heard twice. */
  wrongLength: 0.45,
  /** A length, and nothing else. */
  lengthOnly: 0.2,
} as const;
const CARD_CUE_BONUS = 0.09;
const OTHER_CUE_FACTOR = 0.5;

const startsWith = (digits: SecretDigits, from: number, { first, last }: BrandRange): boolean => {
  const size = String(first).length;
  if (from + size > digits.length) return false;
  let lead = 0;
  for (let i = from; i < from + size; i++) lead = lead * 10 + digits.at(i);
  return first <= lead && lead <= last;
};

const rangeAt = (digits: SecretDigits, from: number): BrandRange | undefined =>
  RANGES.find((candidate) => startsWith(digits, from, candidate));

/** The brand whose numbers begin like this. */
export const brandOf = (digits: SecretDigits): Brand | undefined => rangeAt(digits, 0)?.brand;

const scoreOfWhole = (digits: SecretDigits): number => {
  const known = rangeAt(digits, 0);
  const valid = passesLuhn(digits);
  if (known !== undefined) {
    if (!known.lengths.includes(digits.length)) return SCORES.wrongLength;
    return valid ? SCORES.valid : SCORES.misheard;
  }
  // ISO/IEC 7812-1 keeps a leading 0 for itself: no issuer has one, and sixteen zeros pass Luhn.
  return valid && digits.at(0) !== 0 ? SCORES.unbranded : SCORES.lengthOnly;
};

interface Part {
  readonly brand: Brand;
  readonly from: number;
  readonly to: number;
}

/** A valid card number that the run begins with, else one that it ends with. */
const cardInside = (digits: SecretDigits): Part | undefined => {
  const first = rangeAt(digits, 0);
  for (const length of first?.lengths ?? []) {
    if (first !== undefined && length < digits.length && passesLuhn(digits, 0, length)) {
      return { brand: first.brand, from: 0, to: length };
    }
  }
  for (let from = Math.max(1, digits.length - LONGEST); digits.length - from >= SHORTEST; from++) {
    const found = rangeAt(digits, from);
    const fits = found?.lengths.includes(digits.length - from) === true;
    if (found !== undefined && fits && passesLuhn(digits, from)) {
      return { brand: found.brand, from, to: digits.length };
    }
  }
  return undefined;
};

const weighed = (score: number, { cue }: EntityContext): number => {
  if (cue === 'card') return score + CARD_CUE_BONUS;
  return announcesOther(cue) ? score * OTHER_CUE_FACTOR : score;
};

const match = (digits: SecretDigits, context: EntityContext): EntityMatch | undefined => {
  if (digits.length < SHORTEST) return undefined;
  const whole = digits.length > LONGEST ? 0 : scoreOfWhole(digits);
  const inside = whole < SCORES.validInside ? cardInside(digits) : undefined;
  if (inside !== undefined) {
    const { brand, from, to } = inside;
    return { entity: 'pan', label: brand, score: weighed(SCORES.validInside, context), from, to };
  }
  if (whole === 0) return undefined;
  const label = brandOf(digits) ?? 'unknown';
  return { entity: 'pan', label, score: weighed(whole, context), from: 0, to: digits.length };
};

export const pan: EntityRecogniser = { entity: 'pan', match };
