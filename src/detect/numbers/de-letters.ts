/**
 * German letters: by name, by both alphabets of DIN 5009 (names until 2022, cities since), and the signs of
 * e-mail addresses. Umlauts and ß stand in no IBAN, BIC or address, so they have no rows.
 */
import type { Mark, Meaning } from '../language.js';
import type { LexiconRow } from './lexicon.js';

const NAMED = 'a b c d e f g h i j k l m n p q r s t u v w x y z';
const SPELLED: readonly (readonly [letter: string, listed: string])[] = [
  ['j', 'jot, jott'],
  ['q', 'ku'],
  ['v', 'vau'],
  ['w', 'weh'],
  ['x', 'ix'],
  ['y', 'ypsilon, üpsilon'],
  ['z', 'zett, zet'],
  ['de', 'de'],
  ['ch', 'ch'],
  ['gb', 'gb'],
  ['nl', 'nl'],
  ['fr', 'fr'],
  ['lu', 'lu'],
];
/** The same where it is a word, or one that is heard for a word. */
const SPELLED_AS_WORDS: readonly (readonly [letter: string, listed: string])[] = [
  ['b', 'be, beh'],
  ['c', 'ce, zeh'],
  ['f', 'eff'],
  ['g', 'ge, geh'],
  ['h', 'ha'],
  ['k', 'ka'],
  ['l', 'ell'],
  ['m', 'emm'],
  ['n', 'enn'],
  ['p', 'pe'],
  ['q', 'kuh'],
  ['r', 'err'],
  ['s', 'ess'],
  ['t', 'te, tee'],
  ['w', 'we'],
];
const ALPHABET: readonly (readonly [letter: string, listed: string])[] = [
  ['a', 'anton, aachen, alpha'],
  ['b', 'berta, berlin, bravo, bertha'],
  ['c', 'cäsar, chemnitz, charlie, cesar'],
  ['d', 'dora, düsseldorf, delta, david'],
  ['e', 'emil, essen, echo'],
  ['f', 'friedrich, frankfurt, foxtrot'],
  ['g', 'gustav, goslar, golf'],
  ['h', 'heinrich, hamburg, hotel'],
  ['i', 'ida, ingelheim, india, isidor'],
  ['j', 'julius, jena, jakob, juliett, juliet'],
  ['k', 'kaufmann, konrad, köln, karl, kaiser'],
  ['l', 'ludwig, leipzig, lima'],
  ['m', 'martha, marta, münchen, mike, marie'],
  ['n', 'nordpol, nürnberg, nathan'],
  ['o', 'otto, offenbach, oscar'],
  ['p', 'paula, potsdam, papa'],
  ['q', 'quelle, quickborn, quebec'],
  ['r', 'richard, rostock, romeo'],
  ['s', 'samuel, siegfried, salzwedel, sierra'],
  ['t', 'theodor, tübingen, tango'],
  ['u', 'ulrich, unna, uniform'],
  ['v', 'viktor, victor, völklingen'],
  ['w', 'wilhelm, wuppertal, whiskey'],
  ['x', 'xanthippe, xaver, xanten'],
  ['y', 'ypern, yankee'],
  ['z', 'zacharias, zeppelin, zwickau, zürich, zulu'],
];
const MARKS: readonly (readonly [mark: Mark, listed: string])[] = [
  ['at', 'at, ät, ett, klammeraffe, affenschwanz'],
  ['dot', 'punkt, dot'],
  ['underscore', 'unterstrich'],
  ['slash', 'schrägstrich, slash'],
  ['domain', 'com, net, org, gmx, web, gmail, googlemail, t online, freenet, hotmail, outlook, yahoo'],
  ['times', 'mal'],
];

/** By name, by both alphabets, and by name and alphabet; O by the alphabets alone, since its name may be a zero's. */
export const waysToSpell = (letter: string): readonly [string, ...string[]] => {
  const listed = ALPHABET.find(([value]) => value === letter)?.[1] ?? letter;
  const [word = letter, city = word] = listed.split(', ');
  return letter === 'o' ? [word, city] : [letter, word, city, `${letter} wie ${word}`];
};

const letters = (value: string, weak?: 'word' | 'alphabet'): Meaning =>
  weak === undefined ? { kind: 'letters', value } : { kind: 'letters', value, weak };

export const LETTER_ROWS: readonly LexiconRow[] = [
  ...NAMED.split(' ').map((letter): LexiconRow => [letters(letter), letter]),
  ...SPELLED.map(([letter, listed]): LexiconRow => [letters(letter), listed]),
  ...SPELLED_AS_WORDS.map(([letter, listed]): LexiconRow => [letters(letter, 'word'), listed]),
  ...ALPHABET.map(([letter, listed]): LexiconRow => [letters(letter, 'alphabet'), listed]),
  [{ kind: 'unit', letter: 'k' }, 'kilo'],
  [{ kind: 'unit', month: 11, letter: 'n' }, 'november'],
  [{ kind: 'filler', mark: 'dash' }, 'strich, bindestrich, minus'],
  [{ kind: 'filler', mark: 'plus' }, 'plus'],
  ...MARKS.map(([mark, listed]): LexiconRow => [{ kind: 'other', mark }, listed]),
  [{ kind: 'other', like: true }, 'wie'],
  [{ kind: 'filler' }, 'groß, großes, großgeschrieben, kleingeschrieben'],
];
