/**
 * The phrases Vosk is held to, one table a language.
 *
 * Vosk estimates a bigram model from them, so they are the tuning knob: what follows what, and how often. The
 * digits appear in walks that use every pair of digits once, so that no order of digits is likelier than
 * another; `[unk]` takes up the speech around them; payment phrases let the detector hear what a number is for,
 * and draw speech away from the digits. Lists of filler words were measured and lose digits: add none.
 */

export const GRAMMAR_LANGUAGES = ['en'] as const;
export type GrammarLanguage = (typeof GRAMMAR_LANGUAGES)[number];

const UNKNOWN = '[unk]';
const UNKNOWN_RUN = 40;

interface Vocabulary {
  readonly digits: readonly string[];
  /** Further names of digits: "oh". */
  readonly otherDigits: readonly string[];
  /** Numbers that stand alone. */
  readonly numbers: readonly string[];
  /** Extra weight for digits that are often missed. */
  readonly weights: readonly string[];
  readonly phrases: readonly string[];
}

const list = (text: string): readonly string[] => text.split(',').map((phrase) => phrase.trim());

const ENGLISH: Vocabulary = {
  digits: list('zero, one, two, three, four, five, six, seven, eight, nine'),
  otherDigits: ['oh'],
  numbers: list(
    'ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen, twenty, thirty, forty, ' +
      'fifty, sixty, seventy, eighty, ninety, hundred, thousand, double, triple',
  ),
  weights: list(
    'six six, four four, six one six two six three six four six five six seven six eight six nine six zero six',
  ),
  phrases: list(
    'card number is, my card number is, the card number is, the number is, the long number on the front is, ' +
      'credit card number, debit card, security code is, the code on the back, three digits on the back, ' +
      'expiry date, expiration date, and it expires, valid until, valid through, american express card, visa card, ' +
      'it is a mastercard, discover card, amex, phone number, mobile number, telephone number, order number, ' +
      'reference number, tracking number, parcel number, account number, customer number, booking number, zip code, ' +
      'postcode, extension, total, dollars, cents, pounds, percent, thank you, sorry, no sorry, okay, c v v, c v c, ' +
      'january, february, april, june, july, august, september, october, november, december, hundred and, ' +
      "hang on one moment, one moment, last four digits, ending in, minutes, o'clock, confirmation number",
  ),
};

const VOCABULARIES: Readonly<Record<GrammarLanguage, Vocabulary>> = { en: ENGLISH };

export const grammarFor = (language: GrammarLanguage): readonly string[] => {
  const { digits, otherDigits, numbers, weights, phrases } = VOCABULARIES[language];
  return [
    pairWalk(digits, 0),
    pairWalk(digits, 3),
    pairWalk([...digits, ...otherDigits], 0),
    Array<string>(UNKNOWN_RUN).fill(UNKNOWN).join(' '),
    ...numbers,
    ...digits.map((digit) => `${UNKNOWN} ${digit}`),
    ...weights,
    ...phrases,
  ];
};

/**
 * A closed walk over the complete digraph of the words (loops included) that takes each edge once: every word
 * follows every word exactly once. Hierholzer's algorithm; `start` turns the walk, so two walks differ.
 */
export const pairWalk = (words: readonly string[], start: number): string => {
  const taken = words.map(() => 0);
  const stack = [start % words.length];
  const walk: string[] = [];
  for (let at = stack.at(-1); at !== undefined; at = stack.at(-1)) {
    const edges = taken[at] ?? words.length;
    if (edges < words.length) {
      taken[at] = edges + 1;
      stack.push((at + edges + start) % words.length);
    } else {
      walk.push(words[at] ?? '');
      stack.pop();
    }
  }
  return walk.reverse().join(' ');
};
