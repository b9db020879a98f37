/**
 * Phone numbers, with the library's numbering plans.
 *
 *     +49 171 ...   0049 171 ...     with the country's code: anywhere in the world
 *     49 171 ...                     the same, the plus unsaid: a run that may begin like a card
 *     0171 ...      212 555 ...      as dialled at home: by the language, in the places of REGIONS
 *
 * The plans are loose (one random number of ten digits in three or four is valid somewhere), so without a cue only
 * numbers with a plus, 00 or a leading 0 count as found.
 */
import { getCountryCallingCode, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

import type { SecretDigits } from '../../core/secret.js';
import { ofDigits } from './digit-phrase.js';
import { textOf, type EntityContext, type EntityMatch, type EntityRecogniser } from './entity.js';
import { SCORES } from './phrase.js';

/** Where people who speak a language dial, the likeliest first. */
const REGIONS: Readonly<Record<string, readonly CountryCode[]>> = {
  en: ['US', 'GB'],
  de: ['DE', 'AT', 'CH'],
};
const SHORTEST = 3;
const LIKELY = 6;
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
  bareHome: 0.45,
  bareHomePossible: 0.25,
  bare: 0.4,
  /** Valid at home without a leading 0. */
  national: 0.4,
} as const;
type Form = keyof typeof UNANNOUNCED;

const rating = (text: string, region?: CountryCode): 'valid' | 'possible' | undefined => {
  const parsed = parsePhoneNumberFromString(text, region);
  if (parsed?.isValid() === true) return 'valid';
  return parsed?.isPossible() === true ? 'possible' : undefined;
};

const internationalForm = (text: string): Form | undefined => {
  const rated = rating(`+${text}`);
  return rated && (rated === 'valid' ? 'international' : 'internationalPossible');
};

/** The form of digits without a plus or 00 before them. */
const plainForm = (text: string, regions: readonly CountryCode[]): Form | undefined => {
  const ratings = regions.map((region) => rating(text, region));
  if (text.startsWith('0')) {
    if (ratings.includes('valid')) return 'trunk';
    return ratings.includes('possible') ? 'trunkPossible' : undefined;
  }
  const abroad = parsePhoneNumberFromString(`+${text}`);
  const isHome = regions.some((region) => getCountryCallingCode(region) === abroad?.countryCallingCode);
  if (abroad?.isValid() === true && isHome) return 'bareHome';
  if (ratings.includes('valid')) return 'national';
  if (abroad?.isValid() === true) return 'bare';
  return abroad?.isPossible() === true && isHome ? 'bareHomePossible' : undefined;
};

const formOf = (digits: SecretDigits, { language, isInternational }: EntityContext): Form | undefined => {
  const text = textOf(digits);
  if (isInternational === true) return internationalForm(text);
  if (text.startsWith('00')) return internationalForm(text.slice(2));
  return plainForm(text, REGIONS[language ?? ''] ?? []);
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

export const phone: EntityRecogniser = { entity: 'phone', match };

export const phonePhrase = ofDigits({
  entity: 'phone',
  cues: ['phone'],
  most: 15,
  isFoundUnannounced: true,
  mayHoldLetters: false,
  match,
});
