/**
 * Digits of an IBAN are no part of a card number, whether IBANs are looked for or not.
 *
 *     agent    what is your iban
 *     caller                      d e | eight nine | three seven zero four ...
 *     read                       [ no digits, for whoever counts those of a card  ]
 *
 * Its two letters must have been heard: no card number has any. Where a card was spoken of it must be valid as well.
 */
import { claimsOf, type ClaimContext } from './claims.js';
import type { HeardCue } from './conversation.js';
import { CONFIRMS } from './entities/phrase.js';
import { isPaymentCue } from './language.js';
import type { ReadItem } from './numbers/reader.js';
import type { Entity } from '../core/finding.js';
import { millisToTicks } from '../core/units.js';

const IBAN: ReadonlySet<Entity> = new Set(['iban']);
/** Country, length and check digits. */
const VALID = 1;
const LETTERS = 2;
const CARD_TALK = millisToTicks(60_000);

/**
 * The items with the digits of every IBAN made a word that is none.
 * @param cues of both parties, in order
 */
export const withoutIbans = (
  items: readonly ReadItem[],
  cues: readonly HeardCue[],
  context: ClaimContext,
): readonly ReadItem[] => {
  // Looking for one takes long, and most calls have none.
  if (!items.some(({ kind }) => kind === 'letters')) return items;
  const found = claimsOf(items, cues, IBAN, context).filter(({ from, to, score, span }) => {
    const isOfCard = cues.some(({ cue, span: said }) => isPaymentCue(cue) && isNear(said.to, span.from));
    return score >= (isOfCard ? VALID : CONFIRMS) && beginsWithLetters(items.slice(from, to));
  });
  if (found.length === 0) return items;
  return items.map((item, at) =>
    item.kind === 'digits' && found.some(({ from, to }) => at >= from && at < to) ? word(item) : item,
  );
};

const isNear = (said: number, at: number): boolean => said <= at && at - said <= CARD_TALK;

/** "d e", "Dora Emil", "g november": before the first digit. */
const beginsWithLetters = (items: readonly ReadItem[]): boolean => {
  let letters = 0;
  for (const item of items) {
    if (item.kind === 'digits') break;
    if (item.kind === 'letters') letters += item.letters.length;
    if (item.kind === 'unit' && item.letter !== undefined) letters++;
  }
  return letters >= LETTERS;
};

const word = ({ span, words, confidence }: ReadItem): ReadItem => ({
  kind: 'address',
  span,
  words,
  confidence,
});
