/**
 * Cues that the recogniser is not sure of say nothing about cards: they may be digits misheard.
 *
 *     said    six            four          seven five three ...
 *     heard   thank (0.75)   parcel (0.68) seven five three ...       no number of a parcel
 *
 * A word that would excuse digits must be surer than one that would accuse them. Partial results come without
 * confidence (1), so the live gate keeps its suspicion until the final one.
 */
import { announcesOther } from './language.js';
import type { ReadItem } from './numbers/reader.js';

const SURE_OF_OTHER = 0.75;
const SURE_OF_CARD = 0.7;

/** Whether an item is a cue that should not be believed. */
export const isDoubtfulCue = (item: ReadItem): boolean => {
  if (item.kind !== 'cue') return false;
  if (announcesOther(item.cue)) return item.confidence < SURE_OF_OTHER;
  return item.cue === 'card' && item.confidence < SURE_OF_CARD;
};

/** The items with every such cue made a word unknown: a digit, perhaps. */
export const withoutDoubtfulCues = (items: readonly ReadItem[]): ReadItem[] =>
  items.map((item) => {
    if (!isDoubtfulCue(item)) return item;
    const { span, words, confidence } = item;
    return { kind: 'unknown', span, words, confidence };
  });
