/**
 * IBANs (ISO 13616): a country, two check digits, and the account, by the lengths and checks of `ibantools`.
 *
 *     D E 89 3704 0044 0532 0130 00          two letters that a recogniser may miss, then mostly digits
 *
 * A misheard digit breaks the check and a misheard letter the country, so the cue and enough digits are enough.
 * Without a cue the letters, the length and the check must agree, or the check alone with the letters unheard.
 */
import { getCountrySpecifications, isValidIBAN } from 'ibantools';

import type { SecretDigits } from '../../core/secret.js';
import { textOf, type EntityContext, type EntityMatch, type EntityRecogniser } from './entity.js';
import { ANNOUNCED, gather, isMeasured, isStranger, sizeOf, UNANNOUNCED } from './gather.js';
import { SCORES, type PhraseContext, type PhraseMatch, type PhraseRecogniser } from './phrase.js';
import { charactersOf, flowsOn, readAsSpelled, unheardBefore, UNHEARD_WEIGHT } from './spelled.js';
import type { Cue } from '../language.js';
import type { ReadItem } from '../numbers/reader.js';

const SPECIFICATIONS = getCountrySpecifications();
const LONGEST = 34;
/** Fewer cannot be told from other numbers. */
const SHORTEST = 12;
/** Countries whose letters may have been left out or not been heard. */
const HOME: Readonly<Record<string, readonly string[]>> = { en: ['GB', 'IE'], de: ['DE', 'AT', 'CH', 'LI'] };
/** Letters of a country. */
const COUNTRY = 2;
/** Four letters of a bank in words that no alphabet lists, and one or two more. */
const STRANGERS = 6;
/** Words of two letters that were not recognised: "d as in dog e as in easy". */
const UNHEARD_WORDS = 8;
/** How many characters may have been dropped or heard twice. */
const MISHEARD = 2;

const UNANNOUNCED_SCORES = {
  /** Country, length and check digits. */
  valid: 1,
  /** Country and length: one character misheard. */
  misheard: 0.6,
  /** Country and nearly the length. */
  nearly: 0.5,
  /** Digits alone that pass the check behind a country of the language: one number in 97 does. */
  lettersUnheard: 0.85,
} as const;

const lengthOf = (country: string): number | undefined => SPECIFICATIONS[country]?.chars ?? undefined;

const isValidAtHome = (text: string, language: string | undefined): boolean =>
  (HOME[language ?? ''] ?? []).some(
    (country) => text.length + 2 === lengthOf(country) && isValidIBAN(`${country}${text}`),
  );

/** The digits alone: whether they are an IBAN whose letters were not heard. */
const match = (digits: SecretDigits, { cue, language }: EntityContext): EntityMatch | undefined => {
  const { length } = digits;
  const matched = (score: number): EntityMatch => ({
    entity: 'iban',
    label: 'iban',
    score,
    from: 0,
    to: length,
  });
  if (isValidAtHome(textOf(digits), language)) {
    return matched(cue === 'iban' ? SCORES.announcedValid : UNANNOUNCED_SCORES.lettersUnheard);
  }
  if (cue !== 'iban' || length === 0 || length > LONGEST) return undefined;
  return matched(length >= SHORTEST ? SCORES.announced : SCORES.begun);
};

export const iban: EntityRecogniser = { entity: 'iban', match };

const isPart = (items: readonly ReadItem[], at: number): boolean => {
  const item = items[at];
  if (item?.kind === 'unit') return item.letter !== undefined && isBesideLetters(items, at);
  return item !== undefined && sizeOf(item) > 0 && !isMeasured(items, at);
};

const isBesideLetters = (items: readonly ReadItem[], at: number): boolean =>
  [items[at - 1], items[at + 1]].some(
    (item) => item?.kind === 'letters' || (item?.kind === 'unit' && item.letter !== undefined),
  );

/** The score of characters that nothing announced; undefined where they are no IBAN. */
const scoreUnannounced = (text: string, language: string): number | undefined => {
  const length = lengthOf(text.slice(0, 2));
  if (length === undefined) {
    return isValidAtHome(text, language) ? UNANNOUNCED_SCORES.lettersUnheard : undefined;
  }
  if (isValidIBAN(text)) return UNANNOUNCED_SCORES.valid;
  if (text.length === length) return UNANNOUNCED_SCORES.misheard;
  return Math.abs(text.length - length) <= MISHEARD ? UNANNOUNCED_SCORES.nearly : undefined;
};

const scoreAnnounced = (text: string, language: string, cue: Cue): number | undefined => {
  // "Which account?": an account number has no letters and is shorter.
  if (cue !== 'iban') return /^[A-Z]/.test(text) && text.length >= SHORTEST ? SCORES.announced : undefined;
  if (isValidIBAN(text) || isValidAtHome(text, language)) return SCORES.announcedValid;
  return text.length >= SHORTEST ? SCORES.announced : SCORES.begun;
};

/**
 * Where an announced IBAN begins whose first part is at `first`: at the words that spell its country or were not
 * recognised, where there are such; at `first` otherwise.
 */
const countryStart = (items: readonly ReadItem[], first: number, least: number): number => {
  let from = first;
  const [head = ''] = /^[A-Z]*/.exec(charactersOf(items[from]) + charactersOf(items[from + 1])) ?? [];
  if (head.length >= COUNTRY) return from;
  let spelled = head;
  for (let i = from - 1; i >= least && spelled.length < COUNTRY && flowsOn(items, i + 1); i--) {
    const letter = readAsSpelled(items[i]);
    if (letter.length !== 1) break;
    spelled = letter + spelled;
    if (spelled.length === COUNTRY && lengthOf(spelled) !== undefined) return i;
  }
  // One letter was heard: the word before it is the other, whatever it was taken for.
  if (head.length > 0 && from > least && flowsOn(items, from) && isStranger(items[from - 1])) from--;
  return unheardBefore(items, from, least, UNHEARD_WORDS);
};

const find = (
  items: readonly ReadItem[],
  at: number,
  to: number,
  { cue, language }: PhraseContext,
): PhraseMatch | undefined => {
  for (let from = at; from < to; from++) {
    if (!isPart(items, from)) continue;
    const length = lengthOf(charactersOf(items[from]) + charactersOf(items[from + 1])) ?? LONGEST;
    const limits =
      cue === undefined ? UNANNOUNCED : { ...ANNOUNCED, strangers: STRANGERS, unheard: UNHEARD_WEIGHT };
    const reach = { ...limits, most: Math.min(length, LONGEST) };
    const within = (most: number): number[] =>
      gather(items, from, to, { ...reach, most }, (i) => isPart(items, i));
    const textOfAll = (parts: readonly number[]): string => parts.map((i) => charactersOf(items[i])).join('');
    let parts = within(reach.most);
    // One that is as long as it may be, and wrong, has a digit heard twice: its last ones are still to come.
    if (cue !== undefined && !isValidIBAN(textOfAll(parts))) parts = within(reach.most + MISHEARD);
    const last = parts.at(-1);
    if (last === undefined) return undefined;
    const text = textOfAll(parts);
    const score = cue === undefined ? scoreUnannounced(text, language) : scoreAnnounced(text, language, cue);
    if (score === undefined) continue;
    return { from: cue === undefined ? from : countryStart(items, from, at), to: last + 1, score };
  }
  return undefined;
};

export const ibanPhrase: PhraseRecogniser = {
  entity: 'iban',
  cues: ['iban', 'bank-account'],
  isFoundUnannounced: true,
  mayRepeat: true,
  find,
};
