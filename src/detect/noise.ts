/**
 * What the recogniser's words are worth where noise is nearly as loud as the voice: it makes up words with confidence.
 *
 *     said    four two four  two       four two  four   two       c v v    zero seven six
 *     heard   four two nine  oh        dollars   january two      booking  zero seven
 *     read    four two nine  oh        [unk]     [unk]   two      [unk]    zero seven
 *
 * Digits are rarely made up, and phrases of several words are not. A lone word that would part a number, measure it or
 * excuse it is a word unknown: a digit, perhaps.
 */
import { announcesOther, isPaymentCue } from './language.js';
import type { ReadItem } from './numbers/reader.js';
import type { Span } from '../core/span.js';
import { millisToTicks } from '../core/units.js';

/** Phrases made up, and cues about cards, had less. */
const SURE = 0.9;
/** Words made up are short, or come among digits: "kundennummer" at the beginning of a turn is none. */
const LONG_WORD = millisToTicks(600);
const AMONG_DIGITS = millisToTicks(3_000);
const FLOW = 3;
/** Talk of a card is not excused by what follows it. */
const CARD_TALK = millisToTicks(30_000);

/** The items with every word that may be made up turned into a word unknown. */
export const withoutMadeUp = (
  items: readonly ReadItem[],
  isNoisy: (place: Span) => boolean,
): readonly ReadItem[] => {
  let flow = 0;
  let digitsTo = -Infinity;
  let cardTo = -Infinity;
  return items.map((item) => {
    const { from, to } = item.span;
    if (from - digitsTo >= AMONG_DIGITS) flow = 0;
    if (item.kind === 'digits') {
      flow += item.digits.length;
      digitsTo = to;
    }
    const isLone = item.words.to - item.words.from === 1;
    const isExcuse = flow >= (isLone ? 1 : FLOW) || from - cardTo < CARD_TALK;
    if (mayBeMadeUp(item, isExcuse) && isNoisy(item.span)) return unknown(item);
    if (item.kind === 'cue' && isPaymentCue(item.cue)) cardTo = to;
    return item;
  });
};

/** @param isExcuse digits or talk of a card came just before: what is said now may take them back */
const mayBeMadeUp = (item: ReadItem, isExcuse: boolean): boolean => {
  if (item.kind === 'unit') return true;
  if (item.kind !== 'cue') return false;
  if (item.confidence < SURE) return true;
  if (isPaymentCue(item.cue)) return false;
  if (announcesOther(item.cue) && isExcuse) return true;
  return item.words.to - item.words.from === 1 && item.span.to - item.span.from < LONG_WORD;
};

const unknown = ({ span, words, confidence }: ReadItem): ReadItem => ({
  kind: 'unknown',
  span,
  words,
  confidence,
});
