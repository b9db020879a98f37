/**
 * Phone numbers, with the library's numbering plans.
 *
 *     +49 171 ...   0049 171 ...     with the country's code: anywhere in the world
 *     49 171 ...                     the same, the plus unsaid: a run that may begin like a card
 *     0171 ...      212 555 ...      as dialled at home: by the language, in the places of REGIONS
 *
 * The plans are loose (nearly any ten digits from 2 on are an American number), so without a cue only numbers with
 * a plus, 00 or a leading 0 count as found.
 */
import {
  getCountryCallingCode,
  Metadata,
  parsePhoneNumberFromString,
  type CountryCode,
} from 'libphonenumber-js/min';

import type { SecretDigits } from '../../core/secret.js';
import { ofDigits } from './digit-phrase.js';
import { textOf, type EntityContext, type EntityMatch, type EntityRecogniser } from './entity.js';
import { CONFIRMS, SCORES } from './phrase.js';

interface Region {
  readonly country: CountryCode;
  /** 49 */
  readonly code: string;
  /** What is dialled before the number at home; empty where nothing is. */
  readonly trunk: '' | '0';
  /** Digits of a number without code and trunk. */
  readonly lengths: readonly number[];
}

const regionOf = (country: CountryCode, trunk: Region['trunk']): Region => {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const lengths = metadata.numberingPlan?.possibleLengths() ?? [];
  return { country, code: getCountryCallingCode(country), trunk, lengths };
};

/** Where people who speak a language dial, the likeliest first. */
const REGIONS: Readonly<Record<string, readonly Region[]>> = {
  en: [regionOf('US', ''), regionOf('GB', '0')],
  de: [regionOf('DE', '0'), regionOf('AT', '0'), regionOf('CH', '0')],
};
const SHORTEST = 3;
const LIKELY = 6;
/** Digits of an American number with its area; shorter ones look like any number, longer ones like cards. */
const WHOLE = 10;
const WHOLE_AT_MOST = 13;
/** E.164 has at most 15; two more with 00 before it. */
const LONGEST = 17;

const UNANNOUNCED = {
  /** A plus, or 00, and valid. */
  international: 0.9,
  /** The same, of a possible length: a new range, or one kept for fiction. */
  internationalPossible: 0.6,
  /** A leading 0, and valid at home. */
  trunk: 0.6,
  trunkPossible: 0.45,
  /** The code of a country at home without a plus, and valid. */
  bare: 0.45,
  barePossible: 0.25,
  /** Valid in a country where nothing is dialled before the number. */
  national: 0.4,
} as const;
type Form = keyof typeof UNANNOUNCED;

/** The library takes a while, so it is asked only where the length fits. */
const isValid = (text: string, country?: CountryCode): boolean =>
  parsePhoneNumberFromString(text, country)?.isValid() === true;

const internationalForm = (text: string): Form | undefined => {
  const parsed = parsePhoneNumberFromString(`+${text}`);
  if (parsed?.isValid() === true) return 'international';
  return parsed?.isPossible() === true ? 'internationalPossible' : undefined;
};

const dialledForm = (text: string, regions: readonly Region[]): Form | undefined => {
  const possible = regions.filter(
    ({ trunk, lengths }) => trunk !== '' && lengths.includes(text.length - trunk.length),
  );
  if (possible.some(({ country }) => isValid(text, country))) return 'trunk';
  return possible.length > 0 ? 'trunkPossible' : undefined;
};

const bareForm = (text: string, regions: readonly Region[]): Form | undefined => {
  const coded = regions.filter(
    ({ code, lengths }) => text.startsWith(code) && lengths.includes(text.length - code.length),
  );
  if (coded.length > 0 && isValid(`+${text}`)) return 'bare';
  const national = regions.some(
    ({ country, trunk, lengths }) => trunk === '' && lengths.includes(text.length) && isValid(text, country),
  );
  if (national) return 'national';
  return coded.length > 0 ? 'barePossible' : undefined;
};

const formOf = (digits: SecretDigits, { language, isInternational }: EntityContext): Form | undefined => {
  const text = textOf(digits);
  const regions = REGIONS[language ?? ''] ?? [];
  if (isInternational === true) return internationalForm(text);
  if (text.startsWith('00')) return internationalForm(text.slice(2));
  return text.startsWith('0') ? dialledForm(text, regions) : bareForm(text, regions);
};

const match = (digits: SecretDigits, context: EntityContext): EntityMatch | undefined => {
  const { length } = digits;
  if (length < SHORTEST || length > LONGEST) {
    const isBegun = context.cue === 'phone' && length > 0 && length < SHORTEST;
    return isBegun ? matched(length, SCORES.begun) : undefined;
  }
  const form = formOf(digits, context);
  if (context.cue !== 'phone') return form && matched(length, UNANNOUNCED[form]);
  if (form !== undefined) return matched(length, SCORES.announcedValid);
  return matched(length, length >= LIKELY ? SCORES.announced : SCORES.begun);
};

const matched = (length: number, score: number): EntityMatch => ({
  entity: 'phone',
  label: 'phone',
  score,
  from: 0,
  to: length,
});

/** The same where the numbers were called numbers and no more: "my number is ..." */
const matchInPhrase: EntityRecogniser['match'] = (digits, context) => {
  const found = match(digits, context);
  const isWhole = context.cue === 'number' && digits.length >= WHOLE && digits.length <= WHOLE_AT_MOST;
  return isWhole && found !== undefined ? { ...found, score: Math.max(found.score, CONFIRMS) } : found;
};

export const phone: EntityRecogniser = { entity: 'phone', match };

export const phonePhrase = ofDigits({
  entity: 'phone',
  cues: ['phone', 'number'],
  most: 15,
  isFoundUnannounced: true,
  mayHoldLetters: false,
  match: matchInPhrase,
});
