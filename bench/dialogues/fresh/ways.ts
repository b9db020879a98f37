/**
 * Ways to say a number that no single style has: blocks each said in a way of its own, words between them, "three
 * sevens", "forty two hundred".
 */
import type { Language } from '#tacet/detect/language.js';
import type { Sayer } from '../phrases.js';
import type { Random } from '../random.js';
import { spell, type Spelling } from '../spelling.js';
import type { DigitPiece } from '../timeline.js';

/** Words before and after a digit that is said several times; `plural`: the digit is many, "two sevens". */
export type Repeat = readonly [before: string, after: string, isPlural?: 'plural'];

export interface Ways {
  /** For a digit that is said so many times, 2 or 3. */
  readonly repeats: (count: number) => readonly Repeat[];
  /** Hundreds that are no thousands: "forty two hundred". */
  readonly hundreds: (pair: number, language: Language) => string;
  /** Between two blocks. */
  readonly joints: readonly string[];
}

type Manner = 'single' | 'pairs' | 'repeats' | 'whole';
const MANNERS: readonly Manner[] = ['single', 'single', 'pairs', 'pairs', 'repeats', 'repeats', 'whole'];
const OWN_MANNER = 0.65;
const FOURS = 0.6;
const JOINTS = 0.25;
const JOINT = 0.4;
const GROUP_MS = [300, 1_100] as const;
const MOST_ALIKE = 3;

/**
 * One of the names, spelled: its letters alone, by an alphabet, or "k as in kilo".
 * @param as what is said between a letter and its word
 */
export const spelledOf =
  (names: readonly string[], spelling: Spelling, as: string) =>
  (say: Sayer): string => {
    const way = say.pick([
      { kind: 'plain' as const, alphabet: {}, as: '' },
      { kind: 'alphabet' as const, alphabet: say.pick(spelling.alphabets), as: '' },
      { kind: 'as' as const, alphabet: say.pick(spelling.alphabets), as },
    ]);
    return Array.from(say.pick(names), (letter) => spell(letter, way, spelling).join(' ')).join(' ');
  };

export const saidIn =
  (ways: Ways) =>
  (digits: readonly number[], random: Random, language: Language): DigitPiece[] => {
    const own = random.pick(MANNERS);
    const hasJoints = random.chance(JOINTS);
    return blocksOf(digits, random).flatMap((block, at) => {
      const manner = random.chance(OWN_MANNER) ? own : random.pick(MANNERS);
      const pieces = [...MANNER[manner](block, ways, random, language)];
      const last = pieces.pop();
      if (last !== undefined) pieces.push({ ...last, pauseMs: random.between(...GROUP_MS) });
      const isJoined = hasJoints && at > 0 && random.chance(JOINT);
      return isJoined ? [silentOf(random.pick(ways.joints)), ...pieces] : pieces;
    });
  };

const blocksOf = (digits: readonly number[], random: Random): number[][] => {
  const inFours = digits.length <= 4 || random.chance(FOURS);
  const blocks: number[][] = [];
  for (let from = 0; from < digits.length;) {
    const size = inFours ? 4 : random.whole(2, 4);
    blocks.push(digits.slice(from, from + size));
    from += size;
  }
  return blocks;
};

const piece = (words: string, digits: readonly number[]): DigitPiece => ({
  words: words.split(' '),
  digits,
  pauseMs: 60,
});
const silentOf = (words: string): DigitPiece => piece(words, []);

type Say = (
  block: readonly number[],
  ways: Ways,
  random: Random,
  language: Language,
) => readonly DigitPiece[];

const single: Say = (block, _, random, { speech }) =>
  block.map((digit) => piece(random.pick(speech.digit(digit)), [digit]));

const pairs: Say = (block, ways, random, language) => {
  const odd = block.length % 2;
  const twos = Array.from({ length: (block.length - odd) / 2 }, (_, i) =>
    block.slice(odd + 2 * i, odd + 2 * i + 2),
  );
  return [
    ...single(block.slice(0, odd), ways, random, language),
    ...twos.flatMap((two) =>
      two[0] === 0
        ? repeats(two, ways, random, language)
        : [piece(language.speech.cardinal(valueOf(two), false).join(' '), two)],
    ),
  ];
};

const repeats: Say = (block, ways, random, language) => {
  const pieces: DigitPiece[] = [];
  for (let from = 0; from < block.length;) {
    const digit = block[from] ?? 0;
    let count = 1;
    while (count < MOST_ALIKE && block[from + count] === digit) count++;
    const word = random.pick(language.speech.digit(digit));
    if (count === 1) pieces.push(piece(word, [digit]));
    else {
      const [before, after, plural] = random.pick(ways.repeats(count));
      const said = plural === undefined ? word : word.replace(/x$/, 'xe') + 's';
      const all = Array<number>(count).fill(digit);
      if (before === '') pieces.push(piece(word, all));
      else {
        const first = before.split(' ').length;
        pieces.push({ ...piece(`${before} ${said}`, all), firstDigitWord: first });
      }
      if (after !== '') pieces.push(silentOf(after));
    }
    from += count;
  }
  return pieces;
};

/** "four hundred and twelve", "forty two hundred"; in pairs where that is not how a number is said. */
const whole: Say = (block, ways, random, language) => {
  const value = valueOf(block);
  if (block[0] === 0 || block.length < 3) return pairs(block, ways, random, language);
  if (block.length === 3)
    return [piece(language.speech.cardinal(value, random.chance(0.5)).join(' '), block)];
  if (value % 100 === 0 && value % 1_000 !== 0) return [piece(ways.hundreds(value / 100, language), block)];
  if (value % 1_000 === 0 || random.chance(0.3))
    return [piece(language.speech.cardinal(value, random.chance(0.5)).join(' '), block)];
  return pairs(block, ways, random, language);
};

const valueOf = (digits: readonly number[]): number => Number(digits.join(''));

const MANNER: Readonly<Record<Manner, Say>> = { single, pairs, repeats, whole };
