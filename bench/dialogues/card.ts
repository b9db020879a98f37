/**
 * Made-up payment cards: a BIN that the networks use for testing, random digits, and the right check digit.
 */
import type { Random } from './random.js';

export interface Card {
  readonly number: readonly number[];
  readonly month: number;
  /** Two digits. */
  readonly year: number;
  readonly code: readonly number[];
}

interface Issuer {
  readonly bin: string;
  /** The commonest first and more often. */
  readonly lengths: readonly number[];
  readonly weight: number;
}

const ISSUERS: readonly Issuer[] = [
  { bin: '424242', lengths: [16, 16, 16, 13, 19], weight: 5 },
  { bin: '400000', lengths: [16], weight: 3 },
  { bin: '411111', lengths: [16], weight: 2 },
  { bin: '555555', lengths: [16], weight: 4 },
  { bin: '510510', lengths: [16], weight: 2 },
  { bin: '222300', lengths: [16], weight: 1 },
  { bin: '378282', lengths: [15], weight: 2 },
  { bin: '371449', lengths: [15], weight: 1 },
  { bin: '601111', lengths: [16], weight: 1 },
  { bin: '305693', lengths: [14], weight: 1 },
  { bin: '353011', lengths: [16], weight: 1 },
  { bin: '620000', lengths: [16, 17, 18, 19], weight: 1 },
  { bin: '675964', lengths: [16, 13, 14, 15, 18], weight: 1 },
];
const BY_WEIGHT = ISSUERS.flatMap((issuer) => Array<Issuer>(issuer.weight).fill(issuer));
const AMEX = 15;
const AMEX_ISSUERS = ISSUERS.filter(({ bin }) => bin.startsWith('37'));
const USUAL = BY_WEIGHT.filter(({ bin }) => /^(?:2|4|51|55)/.test(bin)).map((issuer) => ({
  ...issuer,
  lengths: [16],
}));
const issuersOf = (brand: Brand | undefined): readonly Issuer[] => {
  if (brand === undefined) return BY_WEIGHT;
  return brand === 'amex' ? AMEX_ISSUERS : USUAL;
};
const FIRST_YEAR = 26;
const YEARS = 6;

/** `amex`: of 15 digits; `usual`: of 16, as most people have them; any where not told. */
export type Brand = 'amex' | 'usual';

export const makeCard = (random: Random, brand?: Brand): Card => {
  const { bin, lengths } = random.pick(issuersOf(brand));
  const length = random.pick(lengths);
  const body = [...Array.from(bin, Number), ...random.digits(length - bin.length - 1)];
  return {
    number: [...body, checkDigit(body)],
    month: random.whole(1, 12),
    year: FIRST_YEAR + random.whole(0, YEARS - 1),
    code: random.digits(length === AMEX ? 4 : 3),
  };
};

/** What makes the digits pass the Luhn check (ISO/IEC 7812-1, annex B). */
export const checkDigit = (body: readonly number[]): number => {
  const sum = body.reduce((total, digit, i) => {
    const doubled = (body.length - i) % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return (10 - (sum % 10)) % 10;
};
