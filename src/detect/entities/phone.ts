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
  /** A leading 0, and valid at home. */
  trunk: 0.6,
  /** The code of a country at home without a plus, and valid. */
  bareHome: 0.6,
  bare: 0.4,
  /** Valid at home without a leading 0. */
  national: 0.4,
} as const;

const isValid = (text: string, region?: CountryCode): boolean =>
  parsePhoneNumberFromString(text, region)?.isValid() === true;

const validity = (
  digits: SecretDigits,
  { language, isInternational }: EntityContext,
): keyof typeof UNANNOUNCED | undefined => {
  const text = textOf(digits);
  const regions = REGIONS[language ?? ''] ?? [];
  if (isInternational === true && isValid(`+${text}`)) return 'international';
  if (text.startsWith('00')) return isValid(`+${text.slice(2)}`) ? 'international' : undefined;
  const home = regions.find((region) => isValid(text, region));
  if (home !== undefined && text.startsWith('0')) return 'trunk';
  const country = parsePhoneNumberFromString(`+${text}`);
  if (country?.isValid() === true) {
    const isHome = regions.some((region) => getCountryCallingCode(region) === country.countryCallingCode);
    return isHome ? 'bareHome' : home === undefined ? 'bare' : 'national';
  }
  return home === undefined ? undefined : 'national';
};

const match = (digits: SecretDigits, context: EntityContext): EntityMatch | undefined => {
  const { length } = digits;
  if (length < SHORTEST || length > LONGEST) {
    const isBegun = context.cue === 'phone' && length > 0 && length < SHORTEST;
    return isBegun ? matched(length, SCORES.begun) : undefined;
  }
  const valid = validity(digits, context);
  if (context.cue !== 'phone') return valid && matched(length, UNANNOUNCED[valid]);
  if (valid !== undefined) return matched(length, SCORES.announcedValid);
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
