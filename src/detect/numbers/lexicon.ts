/**
 * The word table of a language: rows of "these words and phrases mean this", made ready for looking up.
 *
 *     [{ kind: 'filler' }, 'uh, um, hang on']      single words go to a map, phrases to a list by first word
 *
 * A language may fold spellings (ß to ss); words are folded on the way in and on the way out. A word listed
 * twice is a mistake in the table and stops the program when it starts.
 */
import { TacetError } from '../../core/errors.js';
import type { Meaning, Phrase } from '../language.js';

/** A meaning and the words and phrases that have it, separated by commas. */
export type LexiconRow = readonly [meaning: Meaning, listed: string];

/**
 * The rows of what makes the number beside it an amount, a time or a date.
 * @param leading stands before its number: "total of"
 * @param months January first
 * @param parts of a date: one month, one year
 */
export const unitRows = (
  plain: string,
  leading: string,
  months: readonly string[],
  parts: string,
): LexiconRow[] => [
  [{ kind: 'unit', ofDate: true }, parts],
  [{ kind: 'unit' }, plain],
  [{ kind: 'unit', leads: true }, leading],
  ...months.map((listed, i): LexiconRow => [{ kind: 'unit', month: i + 1 }, listed]),
];

export interface Lexicon {
  /** Each word once, as spelled in the table. */
  readonly vocabulary: readonly string[];
  readonly meaningOf: (word: string) => Meaning | undefined;
  readonly phraseAt: (words: readonly string[], at: number) => Phrase | undefined;
}

interface Entry {
  readonly words: readonly string[];
  readonly meaning: Meaning;
}

/** @throws TacetError TACET_INTERNAL when a word or phrase is listed twice. */
export const lexicon = (rows: readonly LexiconRow[], fold: (word: string) => string): Lexicon => {
  const single = new Map<string, Meaning>();
  const phrases = new Map<string, Entry[]>();
  const vocabulary = new Set<string>();

  for (const [meaning, listed] of rows) {
    for (const item of listed.split(',')) {
      const spelled = item.trim().split(/\s+/);
      for (const word of spelled) vocabulary.add(word);
      const words = spelled.map(fold);
      const first = words[0] ?? '';
      const starting = phrases.get(first) ?? [];
      const key = words.join(' ');
      const known = words.length === 1 ? single.has(first) : starting.some((e) => e.words.join(' ') === key);
      if (known) throw new TacetError('TACET_INTERNAL', `word table lists "${key}" twice`);
      if (words.length === 1) single.set(first, meaning);
      else phrases.set(first, [...starting, { words, meaning }]);
    }
  }
  for (const starting of phrases.values()) starting.sort((a, b) => b.words.length - a.words.length);

  return {
    vocabulary: [...vocabulary],
    meaningOf: (word) => single.get(fold(word)),
    phraseAt(words, at) {
      const first = words[at];
      const starting = first === undefined ? undefined : phrases.get(fold(first));
      const found = starting?.find((entry) =>
        entry.words.every((word, i) => {
          const heard = words[at + i];
          return heard !== undefined && fold(heard) === word;
        }),
      );
      return found && { length: found.words.length, meaning: found.meaning };
    },
  };
};
