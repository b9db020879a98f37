/**
 * German numbers as one word of any length, read and said: einundzwanzig is 21, hundertelf is 111.
 *
 *     zwei tausend drei hundert zwölf  =  [head] tausend [rest], where either is [head] hundert [rest]
 *
 * Works on folded spelling (`fold`): fünf, fuenf and funf are one word. Speaks with umlauts and ß.
 */
import { belowHundred, STEMS } from '../../core/german-numbers.js';

const FOLDABLE = /[äöüß]|zwolf|funf/g;
const FOLDED: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  zwolf: 'zwoelf',
  funf: 'fuenf',
};

/** One spelling for a word with and without umlauts and ß. */
export const fold = (word: string): string => word.replace(FOLDABLE, (part) => FOLDED[part] ?? part);

/** As they are said, and written down by a recogniser: sechszehn, zweiunvierzig, einundreissig. */
const slurred = (form: string): readonly string[] => {
  const ways = [
    form.replace(/sech(?=ze|zi)/, 'sechs'),
    form.replace(/sieb(?=ze|zi)/, 'sieben'),
    form.replace('und', 'un'),
    form.replace('undd', 'und'),
  ];
  return ways.filter((way) => way !== form);
};

/** Folded words to 1..99, with the short and the colloquial forms that compounds use. */
const BELOW_HUNDRED: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 99 }, (_, i) => i + 1).flatMap((value) => {
    const word = fold(belowHundred(value));
    const forms = [word];
    if (value === 1) forms.push('ein');
    if (value % 10 === 2) forms.push(word.replace(/^zwei/, 'zwo'));
    if (value % 10 === 1 && value > 20) forms.push(word.replace(/^ein/, 'eins'));
    if (value === 15) forms.push('fuffzehn');
    if (value === 50) forms.push('fuffzig');
    forms.push(...forms.flatMap(slurred));
    return forms.map((form) => [form, value] as const);
  }),
);

/** Reads `head` + `scale` + rest, either of which may be missing ("hundertelf"); undefined where it is none. */
const scaled = (
  word: string,
  scale: string,
  times: number,
  headOf: (part: string) => number | undefined,
  restOf: (part: string) => number | undefined,
): number | undefined => {
  const at = word.indexOf(scale);
  if (at === -1) return undefined;
  const head = at === 0 ? 1 : headOf(word.slice(0, at));
  const tail = word.slice(at + scale.length);
  const rest = tail === '' ? 0 : (restOf(tail) ?? restOf(tail.replace(/^und/, '')));
  return head === undefined || rest === undefined ? undefined : head * times + rest;
};

const smallNumber = (word: string): number | undefined => BELOW_HUNDRED.get(word);
const hundreds = (word: string): number | undefined =>
  scaled(word, 'hundert', 100, smallNumber, smallNumber) ?? smallNumber(word);
/** 1 to 999 999 written as one folded word. */
export const numberOf = (word: string): number | undefined =>
  scaled(word, 'tausend', 1000, hundreds, hundreds) ?? hundreds(word);

const PART_OF_A_ROW: readonly (readonly [word: string, digits: string])[] = [
  ...BELOW_HUNDRED,
  ['null', 0] as const,
]
  .filter(([word]) => word !== 'ein')
  .map(([word, value]) => [word, String(value)] as const)
  .sort(([a], [b]) => b.length - a.length);

/** The digits of several numbers written as one folded word, "nullacht", "einszwoundvierzig"; undefined where it is none. */
export const rowOf = (word: string): string | undefined => {
  for (const [part, digits] of PART_OF_A_ROW) {
    if (!word.startsWith(part)) continue;
    const rest = word.slice(part.length);
    const others = rest === '' ? '' : rowOf(rest);
    if (others !== undefined) return digits + others;
  }
  return undefined;
};

/** Says 0 to 9999. */
export const wordOf = (value: number): string => {
  const rest = value % 100;
  const hundred = Math.floor(value / 100) % 10;
  const thousand = Math.floor(value / 1000);
  return (
    (thousand > 0 ? `${STEMS[thousand] ?? ''}tausend` : '') +
    (hundred > 0 ? `${STEMS[hundred] ?? ''}hundert` : '') +
    (rest > 0 || value === 0 ? belowHundred(rest) : '')
  );
};
