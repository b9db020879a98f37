/**
 * Spelling: letters said one by one, by name or by alphabet, each with its place in time.
 *
 *     d | as in | david        double | s        dora | emil        a
 *     [      d        ]        [ s s ]           [ d ] [ e ]        other
 *
 * A word that is also a common word (a, hotel) is a letter only in an unbroken row of letters with a plain one,
 * or with two words of an alphabet: those bear each other out. "o" among letters is one, beside digits a zero.
 */
import type { Meaning } from '../language.js';
import type { ReadItem, SpokenLetter } from './reader.js';
import type { Terms } from './terms.js';
import { evenPart } from './tokens.js';

/** So many in a row are letters, whatever words they are: nobody says "a a a a". */
const LONG_ROW = 4;

type Weakness = 'word' | 'alphabet' | undefined;
type Spelling = Extract<ReadItem, { kind: 'letters' }> & { readonly weakness: Weakness };

interface Found {
  readonly item: Spelling;
  /** The term after it. */
  readonly next: number;
}

/** The letter or letters that begin at `at`; whether they stand, `resolveSpelling` decides. */
export const spellingAt = (terms: Terms, at: number): Found | undefined => {
  const times = repeatsAt(terms, at);
  const from = times === undefined ? at : at + 1;
  const meaning = terms.meaning(from);
  if (isNameOfO(meaning)) {
    return isExplained(terms, at, 'o') ? spelled(terms, at, at + 3, 'o', undefined) : undefined;
  }
  if (meaning.kind === 'unit') return explainedUnitAt(terms, at, meaning.letter);
  if (meaning.kind !== 'letters') return undefined;
  const explained = times === undefined && isExplained(terms, from, meaning.value);
  const weakness = explained || times !== undefined ? undefined : meaning.weak;
  return spelled(terms, at, explained ? from + 3 : from + 1, meaning.value.repeat(times ?? 1), weakness);
};

/** "O as in orange", "o wie Otto": what is explained is no zero. */
const isNameOfO = (meaning: Meaning): boolean =>
  meaning.kind === 'digit' && meaning.value === 0 && meaning.weak === true;

/** "p m for mike": what is explained is the letter M, not the afternoon. */
const explainedUnitAt = (terms: Terms, at: number, letters = ''): Found | undefined => {
  const last = letters.at(-1);
  if (letters.length < 2 || last === undefined || !isExplained(terms, at, last)) return undefined;
  return spelled(terms, at, at + 3, letters, undefined);
};

const spelled = (terms: Terms, from: number, next: number, text: string, weakness: Weakness): Found => {
  const place = terms.place(from, next);
  const letters = Array.from(text, (value, i): SpokenLetter => ({
    value,
    span: evenPart(place.span, i, text.length),
  }));
  return { item: { kind: 'letters', letters, weakness, ...place }, next };
};

const repeatsAt = (terms: Terms, at: number): number | undefined => {
  const meaning = terms.meaning(at);
  return meaning.kind === 'repeat' ? meaning.times : undefined;
};

/**
 * "d as in <any word>", "D wie <any word>"; "d for delta", "d for dog" only before a word that begins with the letter:
 * "for" may be a 4.
 */
const isExplained = (terms: Terms, at: number, value: string): boolean => {
  const link = terms.meaning(at + 1);
  if (at + 2 >= terms.length || !isLike(link)) return false;
  const word = terms.meaning(at + 2);
  if (link.kind !== 'digit') return true;
  if (word.kind === 'other') return terms.initial(at + 2) === value;
  return (word.kind === 'letters' ? word.value : word.kind === 'unit' ? word.letter : undefined) === value;
};

const isLike = (meaning: Meaning): boolean => 'like' in meaning;

const isSpelling = (item: ReadItem): item is Spelling => item.kind === 'letters';

/** "c o b a": a zero that is also the name of O, with letters beside it and no digit. */
const withO = (item: ReadItem, at: number, items: readonly ReadItem[]): ReadItem => {
  if (item.kind !== 'digits' || !item.weak || item.digits.length !== 1 || item.digits[0]?.value !== 0) {
    return item;
  }
  const beside = [items[at - 1]?.kind, items[at + 1]?.kind];
  if (!beside.includes('letters') || beside.includes('digits')) return item;
  const { span, words, confidence } = item;
  return {
    kind: 'letters',
    letters: [{ value: 'o', span }],
    weakness: 'word',
    span,
    words,
    confidence,
  } as Spelling;
};

/** Turns letters that nothing bears out back into common words. */
export const resolveSpelling = (read: readonly ReadItem[]): ReadItem[] => {
  const items = read.map(withO);
  const resolved: ReadItem[] = [];
  for (let from = 0; from < items.length;) {
    const to = endOfRow(items, from);
    const row = items.slice(from, to);
    const isBorneOut = carries(row);
    for (const item of row) resolved.push(isSpelling(item) ? settled(item, isBorneOut) : item);
    from = to;
  }
  return resolved;
};

/** A row of letters and what may lie between them; any other item is a row of its own. */
const endOfRow = (items: readonly ReadItem[], from: number): number => {
  let to = from;
  while (to < items.length && belongs(items[to])) to++;
  return Math.max(to, from + 1);
};

const belongs = (item: ReadItem | undefined): boolean =>
  item !== undefined &&
  (item.kind === 'letters' || item.kind === 'filler' || (item.kind === 'unit' && item.letter !== undefined));

const carries = (row: readonly ReadItem[]): boolean => {
  const letters = row.filter(isSpelling);
  const plain = letters.filter(({ weakness }) => weakness === undefined).length;
  const named = letters.filter(({ weakness }) => weakness === 'alphabet').length;
  const units = row.filter(({ kind }) => kind === 'unit').length;
  return plain > 0 || (named > 0 && named + units > 1) || letters.length + units >= LONG_ROW;
};

const settled = (item: Spelling, isBorneOut: boolean): ReadItem => {
  const { span, words, confidence, letters } = item;
  if (isBorneOut) return { kind: 'letters', letters, span, words, confidence };
  const [letter] = letters;
  return { kind: 'other', ...(letter && { initial: letter.value }), span, words, confidence };
};
