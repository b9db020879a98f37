/**
 * How a call comes to its first digit: with words that announce a card, with others, or with none.
 *
 *     prompted      my card number is | four two four two ...
 *     other words   yeah sure it is   | four two four two ...
 *     unprompted                      | four two four two ...
 *
 * By the pack's transcript alone: what the detector takes for a cue does not come into it.
 */
export const OPENINGS = ['prompted', 'other words', 'unprompted', 'keyed', 'untold'] as const;
/** `keyed`: the number comes by keypad; `untold`: the pack does not say which words are spoken. */
export type Opening = (typeof OPENINGS)[number];

const ENGLISH = [
  'zero oh nought one two three four five six seven eight nine double triple',
  'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  'twenty thirty forty fifty sixty seventy eighty ninety hundred thousand',
];
const GERMAN = [
  'null eins zwei zwo drei vier fünf sechs sieben acht neun doppel',
  'zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn',
];
const NUMBERS = new Set([...ENGLISH, ...GERMAN].flatMap((words) => words.split(' ')));
/** zweiundvierzig, dreißig, vierhundert */
const GERMAN_COMPOUND = /(?:zig|ßig|hundert|tausend)$/u;
const CARD = /card|number|visa|amex|american express|discover|maestro|karte|nummer/u;

export const openingOf = (transcript: string | undefined, isKeyed: boolean): Opening => {
  if (isKeyed) return 'keyed';
  if (transcript === undefined) return 'untold';
  const words = transcript
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const first = words.findIndex((word) => NUMBERS.has(word) || GERMAN_COMPOUND.test(word));
  if (first === -1) return 'untold';
  if (first === 0) return 'unprompted';
  return CARD.test(words.slice(0, first).join(' ')) ? 'prompted' : 'other words';
};
