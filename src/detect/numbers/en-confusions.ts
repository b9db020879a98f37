/**
 * What an English recogniser writes where a digit was said. Weak ones are common words as well: digits only
 * beside other digits. Listed where one of these names the word:
 *
 *     same   pronounced like the digit in the CMU Pronouncing Dictionary (to, for, ate, won, owe)
 *     near   one phone apart there (three: tree, free; five: fife; six: sics, sex; one: wan)
 *     icao   the spelling of radio speech, ICAO Annex 10, volume II, 5.2.1.4.3 (tree, fower, fife, ait, niner)
 *
 * Function words one phone apart (your, do, the) are left out: they stand beside innocent numbers all the time.
 */
import type { LexiconRow } from './lexicon.js';

const sure = (value: number, listed: string): LexiconRow => [{ kind: 'digit', value }, listed];
const weak = (value: number, listed: string): LexiconRow => [{ kind: 'digit', value, weak: true }, listed];

export const CONFUSION_ROWS: readonly LexiconRow[] = [
  weak(0, 'oh, o, owe, aught'),
  weak(1, 'won, wan, wun'),
  weak(2, 'to, too, tu, tew'),
  weak(3, 'tree, free'),
  weak(4, 'fore, fower, foe'),
  [{ kind: 'digit', value: 4, weak: true, like: true }, 'for'],
  sure(5, 'fife'),
  weak(6, 'sicks, sics, sex'),
  weak(8, 'ate, ait'),
  sure(9, 'niner'),
  weak(9, 'nein, nigh'),
];
