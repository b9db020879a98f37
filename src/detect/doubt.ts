/**
 * Cues that the recogniser is not sure of say nothing about cards: they may be digits misheard.
 *
 *     said    six            four          seven five three ...
 *     heard   thank (0.75)   parcel (0.68) seven five three ...       no number of a parcel
 *
 * Partial results have no confidence (1), so the live gate keeps its suspicion until the final one.
 */
import { announcesOther } from './language.js';
import type { ReadItem } from './numbers/reader.js';
import { millisToTicks } from '../core/units.js';

/** Digits heard as cues had 0.3 to 0.7, and some 1; with 0.8 phone numbers of made-up dialogues lost their cue. */
const SURE = 0.75;

/** Whether an item is a cue that should not be believed. */
export const isDoubtfulCue = (item: ReadItem): boolean =>
  item.kind === 'cue' && (item.cue === 'card' || announcesOther(item.cue)) && item.confidence < SURE;

/** The items with every such cue made a word unknown: a digit, perhaps. */
export const withoutDoubtfulCues = (items: readonly ReadItem[]): ReadItem[] =>
  items.map((item) => {
    if (!isDoubtfulCue(item)) return item;
    const { span, words, confidence } = item;
    return { kind: 'unknown', span, words, confidence };
  });

/** Between groups of digits people pause for so long. */
const GROUP_PAUSE = millisToTicks(1_200);

/** Whether an item is one word with digits just before it and just after it. */
export const isAmongDigits = (items: readonly ReadItem[], at: number): boolean => {
  const [before, item, after] = [items[at - 1], items[at], items[at + 1]];
  if (item === undefined || before?.kind !== 'digits' || after?.kind !== 'digits') return false;
  if (item.words.to - item.words.from > 1) return false;
  return item.span.from - before.span.to <= GROUP_PAUSE && after.span.from - item.span.to <= GROUP_PAUSE;
};
