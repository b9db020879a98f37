/**
 * English letters: by name, by the NATO alphabet (ICAO Annex 10, volume II), and the signs of e-mail addresses.
 *
 * "o" and "oh" stay digits (en.ts): zero and O are told apart by what is being read out, not here.
 */
import type { Mark, Meaning } from '../language.js';
import type { LexiconRow } from './lexicon.js';

const NAMED = 'b c d e f g h j k l m n p q r s t u v w x y z';
/** How engines write the name of a letter. */
const SPELLED: readonly (readonly [letter: string, listed: string])[] = [
  ['h', 'aitch, haitch'],
  ['j', 'jay'],
  ['k', 'kay'],
  ['w', 'double u, double you'],
  ['x', 'ex'],
  ['z', 'zed, zee'],
  ['de', 'de'],
  ['gb', 'gb'],
];
const ALPHABET: readonly (readonly [letter: string, listed: string])[] = [
  ['a', 'alpha, alfa'],
  ['b', 'bravo'],
  ['c', 'charlie'],
  ['d', 'delta'],
  ['e', 'echo'],
  ['f', 'foxtrot'],
  ['g', 'golf'],
  ['h', 'hotel'],
  ['i', 'india'],
  ['j', 'juliet, juliett'],
  ['l', 'lima'],
  ['m', 'mike'],
  ['o', 'oscar'],
  ['p', 'papa'],
  ['q', 'quebec'],
  ['r', 'romeo'],
  ['s', 'sierra'],
  ['t', 'tango'],
  ['u', 'uniform'],
  ['v', 'victor'],
  ['w', 'whiskey, whisky'],
  ['x', 'xray, x ray'],
  ['y', 'yankee'],
  ['z', 'zulu'],
];
const MARKS: readonly (readonly [mark: Mark, listed: string])[] = [
  ['at', 'at, at sign'],
  ['dot', 'dot, period'],
  ['underscore', 'underscore, under score'],
  ['slash', 'slash'],
  ['domain', 'com, net, org, gmail, googlemail, hotmail, outlook, yahoo, icloud, aol, uk, co uk'],
  ['times', 'by'],
];

/** By name, by the NATO alphabet, and by both; O by the alphabet alone, since its name is a zero's. */
export const waysToSpell = (letter: string): readonly [string, ...string[]] => {
  const listed = [...ALPHABET, ['k', 'kilo'], ['n', 'november']] as const;
  const word = listed.find(([value]) => value === letter)?.[1].split(',', 1)[0] ?? letter;
  return letter === 'o' ? [word] : [letter, word, `${letter} as in ${word}`, `${letter} for ${word}`];
};

const letters = (value: string, weak?: 'word' | 'alphabet'): Meaning =>
  weak === undefined ? { kind: 'letters', value } : { kind: 'letters', value, weak };

export const LETTER_ROWS: readonly LexiconRow[] = [
  ...NAMED.split(' ').map((letter): LexiconRow => [letters(letter), letter]),
  ...SPELLED.map(([letter, listed]): LexiconRow => [letters(letter), listed]),
  ...['a', 'i'].map((letter): LexiconRow => [letters(letter, 'word'), letter]),
  ...ALPHABET.map(([letter, listed]): LexiconRow => [letters(letter, 'alphabet'), listed]),
  // Nine a m; but B A M is spelled.
  [{ kind: 'unit', letter: 'am' }, 'a m'],
  [{ kind: 'unit', letter: 'pm' }, 'p m'],
  [{ kind: 'unit', letter: 'k' }, 'kilo'],
  [{ kind: 'unit', month: 11, letter: 'n' }, 'november'],
  [{ kind: 'filler', mark: 'dash' }, 'dash, hyphen, minus'],
  [{ kind: 'filler', mark: 'plus' }, 'plus, plus sign'],
  ...MARKS.map(([mark, listed]): LexiconRow => [{ kind: 'other', mark }, listed]),
  [{ kind: 'filler', like: true }, 'like'],
  [{ kind: 'other', like: true }, 'as in'],
  [{ kind: 'filler' }, 'capital, uppercase, upper case, lowercase, lower case'],
];
