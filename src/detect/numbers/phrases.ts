/**
 * Reads what a leg has said, phrase by phrase: no number goes on across a long pause.
 *
 * "double ... (four seconds) ... zero zero" is a word and two digits; read as one number it would reach back to
 * what was cleared long ago. A phrase whose words are still the same is not read again: hypotheses come several times
 * a second, and only the newest phrase changes.
 */
import type { Word } from '../../core/hearing.js';
import { millisToTicks } from '../../core/units.js';
import type { Language } from '../language.js';
import { readDigits, type ReadItem } from './reader.js';

/** Longer than people pause inside a number, shorter than a mask may reach back. */
const PHRASE_PAUSE = millisToTicks(2_000);

interface Phrase {
  readonly words: readonly Word[];
  readonly items: readonly ReadItem[];
}

export class PhraseReader {
  readonly #language: Language;
  /** By their first word, and forgotten with it. */
  readonly #known = new WeakMap<Word, Phrase>();

  constructor(language: Language) {
    this.#language = language;
  }

  /** The items of `words`, in order; their word indexes count from the first of all words. */
  read(words: readonly Word[]): ReadItem[] {
    const items: ReadItem[] = [];
    let from = 0;
    for (let at = 1; at <= words.length; at++) {
      const last = words[at - 1];
      const next = words[at];
      if (last === undefined) break;
      if (next !== undefined && next.span.from - last.span.to <= PHRASE_PAUSE) continue;
      for (const item of this.#itemsOf(words.slice(from, at))) {
        items.push({ ...item, words: { from: item.words.from + from, to: item.words.to + from } });
      }
      from = at;
    }
    return items;
  }

  #itemsOf(words: readonly Word[]): readonly ReadItem[] {
    const first = words[0];
    if (first === undefined) return [];
    const known = this.#known.get(first);
    if (known?.words.length === words.length && known.words.every((word, i) => word === words[i])) {
      return known.items;
    }
    const items = readDigits(words, this.#language);
    this.#known.set(first, { words, items });
    return items;
  }
}
