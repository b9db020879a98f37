/**
 * Reads what a leg has said, phrase by phrase: no number goes on across a long pause.
 *
 * "double ... (four seconds) ... zero zero" is a word and two digits; read as one number it would reach back to
 * what was cleared long ago.
 */
import type { Word } from '../../core/hearing.js';
import { millisToTicks } from '../../core/units.js';
import type { Language } from '../language.js';
import { readDigits, type ReadItem } from './reader.js';

/** Longer than people pause inside a number, shorter than a mask may reach back. */
const PHRASE_PAUSE = millisToTicks(2_000);

/** The items of `words`, in order; their word indexes count from the first of all words. */
export const readPhrases = (words: readonly Word[], language: Language): ReadItem[] => {
  const items: ReadItem[] = [];
  let from = 0;
  for (let at = 1; at <= words.length; at++) {
    const last = words[at - 1];
    const next = words[at];
    if (last === undefined) break;
    if (next !== undefined && next.span.from - last.span.to <= PHRASE_PAUSE) continue;
    for (const item of readDigits(words.slice(from, at), language)) {
      items.push({ ...item, words: { from: item.words.from + from, to: item.words.to + from } });
    }
    from = at;
  }
  return items;
};
