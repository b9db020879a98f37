/**
 * Codes of letters and digits, as people say them: booking references, chassis numbers, parcel codes.
 *
 *     coded(say, 'RN XXX XXX XXX GB', englishSpelling)     romeo november , four two one , ...
 */
import type { Sayer } from '../phrases.js';
import type { Spelling } from '../spelling.js';

const RUN = /[A-ZÄÖÜ]+|\d+/g;
const LETTERS = 'BCDFGHJKLMNPRSTVY';

/** `X` is any digit, `#` any but a nought, `?` any letter, a space a breath; the rest is said as it stands. */
export const coded = (say: Sayer, pattern: string, { names, alphabets }: Spelling): string => {
  const alphabet = say.whole(1, 3) === 1 ? say.pick(alphabets) : names;
  const inPairs = say.whole(1, 4) === 1;
  const filled = pattern
    .replaceAll('?', () => say.pick(Array.from(LETTERS)))
    .replaceAll('X', () => String(say.whole(0, 9)))
    .replaceAll('#', () => String(say.whole(1, 9)));
  const runs = (block: string): string =>
    [...block.matchAll(RUN)]
      .map(([run]) => (/\d/.test(run) ? digitsOf(say, run, inPairs) : spelled(run.toLowerCase(), alphabet)))
      .join(' ');
  return filled.split(' ').map(runs).join(' , ');
};

const spelled = (letters: string, alphabet: Readonly<Record<string, string>>): string =>
  Array.from(letters, (letter) => alphabet[letter] ?? letter).join(' ');

/** Twos as numbers where there is an even count and none begins with a nought; else one by one. */
const digitsOf = (say: Sayer, run: string, inPairs: boolean): string => {
  const pairs = run.match(/../g) ?? [];
  if (inPairs && run.length % 2 === 0 && pairs.every((pair) => !pair.startsWith('0')))
    return pairs.map((pair) => say.cardinal(Number(pair))).join(' ');
  return say.single(Array.from(run, Number));
};
