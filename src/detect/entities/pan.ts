/**
 * Card numbers (PAN): brand by leading digits and length (of `credit-card-type`), and the Luhn check.
 *
 *     424242  424242424  2
 *     [ BIN ] [account ] [Luhn]      ISO/IEC 7812-1; payment cards have 12 to 19 digits in all
 *
 * A wrong check digit lowers the score but does not end it: recognisers mishear. A run longer than a card
 * may begin or end with one ("... four two four two, oh four twenty nine").
 */
import creditCardType from 'credit-card-type';
import type { CreditCardTypeCardBrandId } from 'credit-card-type/dist/types.js';

import type { SecretDigits } from '../../core/secret.js';
import type { EntityContext, EntityMatch, EntityRecogniser } from './entity.js';
import { passesLuhn } from '../../core/luhn.js';
import { announcesOther } from '../language.js';

export type Brand =
  | 'visa'
  | 'mastercard'
  | 'amex'
  | 'discover'
  | 'diners'
  | 'jcb'
  | 'unionpay'
  | 'maestro'
  | 'elo'
  | 'hiper'
  | 'hipercard'
  | 'mir'
  | 'naranja'
  | 'troy'
  | 'verve';

interface BrandRange {
  readonly brand: Brand;
  /** Leading digits, as numbers of `size` digits: inclusive. */
  readonly first: number;
  readonly last: number;
  readonly size: number;
  /** The commonest first. */
  readonly lengths: readonly number[];
}

const SHORTEST = 12;
const LONGEST = 19;

/** Our name for each brand of the library, and the lengths that it leaves out. */
const BRANDS: Readonly<Record<CreditCardTypeCardBrandId, readonly [brand: Brand, more: readonly number[]]>> =
  {
    // Old numbers, and the shorter ones that are published for testing.
    visa: ['visa', [13]],
    mastercard: ['mastercard', []],
    'american-express': ['amex', []],
    discover: ['discover', [17, 18]],
    'diners-club': ['diners', [15, 17, 18]],
    jcb: ['jcb', []],
    unionpay: ['unionpay', []],
    maestro: ['maestro', []],
    elo: ['elo', []],
    hiper: ['hiper', []],
    hipercard: ['hipercard', []],
    mir: ['mir', []],
    naranja: ['naranja', []],
    troy: ['troy', []],
    verve: ['verve', []],
  };
/** The library takes anything else that begins with 6 for Maestro: that would be one long number in ten. */
const TOO_SHORT_FOR_MAESTRO = 1;

const rangeOf = (pattern: number | number[]): readonly [first: number, last: number] => {
  const [first, last = first] = Array.isArray(pattern) ? pattern : [pattern];
  return [first ?? 0, last ?? 0];
};

const rangesOf = (id: CreditCardTypeCardBrandId): BrandRange[] => {
  const [brand, more] = BRANDS[id];
  const { patterns, lengths } = creditCardType.getTypeInfo(id);
  const common = brand === 'maestro' ? [...lengths].sort((a, b) => rank(a) - rank(b)) : lengths;
  return patterns
    .map(rangeOf)
    .map(([first, last]) => ({
      brand,
      first,
      last,
      size: String(first).length,
      lengths: [...common, ...more],
    }))
    .filter(({ size }) => brand !== 'maestro' || size > TOO_SHORT_FOR_MAESTRO);
};

/** Sixteen digits are commonest. */
const rank = (length: number): number => (length === 16 ? 0 : length);

/** What the networks have published and the library does not list. */
const MORE_RANGES: readonly BrandRange[] = [
  { brand: 'unionpay', first: 62, last: 62, size: 2, lengths: [16, 19, 18, 17] },
  { brand: 'diners', first: 309, last: 309, size: 3, lengths: [14, 16, 19, 15, 17, 18] },
];

const leadOf = (lead: number): number => Number(String(lead).charAt(0));

/** Ranges of ISO/IEC 7812 issuer numbers by their first digit; the longest that fits names the brand. */
const RANGES: readonly (readonly BrandRange[])[] = (() => {
  const ids = Object.keys(BRANDS) as CreditCardTypeCardBrandId[];
  const all = [...ids.flatMap(rangesOf), ...MORE_RANGES].sort((a, b) => b.size - a.size);
  return Array.from({ length: 10 }, (_, digit) =>
    all.filter(({ first, last }) => leadOf(first) <= digit && digit <= leadOf(last)),
  );
})();

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

const startsWith = (digits: SecretDigits, from: number, { first, last, size }: BrandRange): boolean => {
  if (from + size > digits.length) return false;
  let lead = 0;
  for (let i = from; i < from + size; i++) lead = lead * 10 + digits.at(i);
  return first <= lead && lead <= last;
};

const rangeAt = (digits: SecretDigits, from: number): BrandRange | undefined =>
  from < digits.length
    ? RANGES[digits.at(from)]?.find((candidate) => startsWith(digits, from, candidate))
    : undefined;

/** How long numbers are that begin like this, the commonest length first; none where no scheme's do. */
export const cardLengths = (digits: SecretDigits): readonly number[] => rangeAt(digits, 0)?.lengths ?? [];

/** The brand whose numbers begin like this. */
export const brandOf = (digits: SecretDigits): Brand | undefined => rangeAt(digits, 0)?.brand;

/** The same from one of its digits on: what is before it may be a word misheard. */
export const brandAt = (digits: SecretDigits, from: number): Brand | undefined =>
  rangeAt(digits, from)?.brand;

/** Brand, length and Luhn fit. */
export const isValidCard = (digits: SecretDigits): boolean =>
  rangeAt(digits, 0)?.lengths.includes(digits.length) === true && passesLuhn(digits);

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
