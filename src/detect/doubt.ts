/**
 * Cues that the recogniser is not sure of say nothing about cards: they may be digits misheard.
 *
 *     said    six            four          seven five three ...
 *     heard   thank (0.75)   parcel (0.68) seven five three ...       no number of a parcel
 *
 *     said    security code is   five      eight seven
 *     heard   security code (1)  security code (0.57) eight seven      nobody says it twice in one breath
 *
 * Partial results have no confidence (1), so the live gate keeps its suspicion until the final one.
 */
import { announcesOther } from './language.js';
import type { ReadItem } from './numbers/reader.js';
import { millisToTicks } from '../core/units.js';

/** Digits heard as cues had 0.3 to 0.7, and some 1; with 0.8 phone numbers of made-up dialogues lost their cue. */
const SURE = 0.75;
/** Several words of talk of a card bear each other out: "card number". */
const SURE_OF_NAME = 0.55;
/** The same cue once more at once is the recogniser's own echo, less sure than the cue. */
const SURE_OF_ECHO = 0.9;
const ONE_BREATH = millisToTicks(300);

/**
 * A name of a card that lasts longer than any digit is no digit misheard. German by ear is sure of few: its sounds share
 * the probability of the word that all of them stand for. Heard names were right from here on, however unsure.
 */
const LONGER_THAN_A_DIGIT = millisToTicks(700);

/** Whether an item is a cue that should not be believed. */
export const isDoubtfulCue = (item: ReadItem): boolean => {
  if (item.kind !== 'cue') return false;
  if (item.cue !== 'card') return announcesOther(item.cue) && item.confidence < SURE;
  const isName = item.words.to - item.words.from > 1;
  const isLong = item.span.to - item.span.from >= LONGER_THAN_A_DIGIT;
  return !isLong && item.confidence < (isName ? SURE_OF_NAME : SURE);
};

/** Whether it is said again in the same breath, of whatever kind. */
const isEcho = (item: ReadItem, before: ReadItem | undefined): boolean =>
  item.kind === 'cue' &&
  before?.kind === 'cue' &&
  item.cue === before.cue &&
  item.confidence < SURE_OF_ECHO &&
  item.span.from - before.span.to < ONE_BREATH;

/** The items with every such cue made a word unknown: a digit, perhaps. */
export const withoutDoubtfulCues = (items: readonly ReadItem[]): ReadItem[] =>
  items.map((item, at) => {
    if (!isDoubtfulCue(item) && !isEcho(item, items[at - 1])) return item;
    const { span, words, confidence } = item;
    return { kind: 'unknown', span, words, confidence };
  });
