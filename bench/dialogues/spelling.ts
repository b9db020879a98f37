/**
 * How people spell: letters as such, by an alphabet ("berta"), or by both ("b wie berta").
 */
import type { Random } from './random.js';

export interface Spelling {
  /** What a letter is called; itself unless listed. */
  readonly names: Readonly<Record<string, string>>;
  readonly alphabets: readonly Readonly<Record<string, string>>[];
  /** Between a letter and its word: "b as in boy". */
  readonly as: readonly string[];
  readonly at: readonly string[];
  readonly dot: readonly string[];
  readonly dash: readonly string[];
  readonly underscore: readonly string[];
  readonly capital: readonly string[];
}

/** How one speaker spells. */
export interface SpellingWay {
  readonly kind: 'plain' | 'alphabet' | 'as';
  readonly alphabet: Readonly<Record<string, string>>;
  readonly as: string;
}

export const spellingWay = ({ alphabets, as }: Spelling, random: Random): SpellingWay => ({
  kind: random.pick<SpellingWay['kind']>(['plain', 'plain', 'plain', 'alphabet', 'alphabet', 'as']),
  alphabet: random.pick(alphabets),
  as: random.pick(as),
});

/** The words for one letter, `a` to `z`. */
export const spell = (
  letter: string,
  { kind, alphabet, as }: SpellingWay,
  { names }: Spelling,
): readonly string[] => {
  const plain = names[letter] ?? letter;
  const word = alphabet[letter] ?? plain;
  switch (kind) {
    case 'plain':
      return plain.split(' ');
    case 'alphabet':
      return [word];
    case 'as':
      return [...plain.split(' '), ...as.split(' '), word];
  }
};

const byInitial = (words: string): Readonly<Record<string, string>> =>
  Object.fromEntries(words.split(' ').map((word) => [word.charAt(0), word]));

export const englishSpelling: Spelling = {
  names: { w: 'double u' },
  alphabets: [
    // ICAO; "x-ray" is two words to a recogniser, so it is left out here.
    byInitial(
      'alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec ' +
        'romeo sierra tango uniform victor whiskey xylophone yankee zulu',
    ),
    byInitial(
      'apple boy cat dog easy fox george henry ice john king lemon mother nancy orange peter queen robert sugar tommy ' +
        'uncle vinegar william xylophone yellow zebra',
    ),
  ],
  as: ['as in', 'for', 'like'],
  at: ['at'],
  dot: ['dot'],
  dash: ['dash', 'hyphen'],
  underscore: ['underscore'],
  capital: ['capital', 'upper case'],
};

export const germanSpelling: Spelling = {
  names: { w: 'we', x: 'ix', y: 'ypsilon', z: 'zett', v: 'vau', j: 'jott', h: 'ha', k: 'ka' },
  alphabets: [
    byInitial(
      'anton berta cäsar dora emil friedrich gustav heinrich ida julius kaufmann ludwig martha nordpol otto paula ' +
        'quelle richard samuel theodor ulrich viktor wilhelm xanthippe ypsilon zacharias',
    ),
    byInitial(
      'aachen berlin chemnitz düsseldorf essen frankfurt goslar hamburg ingelheim jena köln leipzig münchen nürnberg ' +
        'offenbach potsdam quickborn rostock salzwedel tübingen unna völklingen wuppertal xanten ypsilon zwickau',
    ),
  ],
  as: ['wie'],
  at: ['ät', 'at'],
  dot: ['punkt'],
  dash: ['minus', 'bindestrich', 'strich'],
  underscore: ['unterstrich'],
  capital: ['groß', 'großes'],
};

export const SPELLINGS: Readonly<Record<string, Spelling>> = { en: englishSpelling, de: germanSpelling };
