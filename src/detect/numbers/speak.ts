/**
 * Says digits as people say them, for tests and for made-up dialogues: the inverse of reader.ts.
 *
 *     single    four two four two
 *     grouped   four two four two | four two four two        (a pause at each bar; 4-6-5 for 15 digits)
 *     pairs     forty two | forty two | oh seven             (an odd digit comes first, on its own)
 *     doubles   double four | two | triple zero
 *     hundreds  four | two hundred and forty two | ...       (groups of three, the odd digits first)
 *
 * Whatever is said reads back exactly. The digits are made up by the caller: this never speaks a real card.
 */
import type { Language, Speech } from '../language.js';

export const STYLES = ['single', 'grouped', 'pairs', 'doubles', 'hundreds'] as const;
export type Style = (typeof STYLES)[number];

/** 0 <= value < 1, as Math.random. */
export type Random = () => number;

/** Words said in one breath. */
export type SpokenGroup = readonly string[];

const CARD_OF_15 = [4, 6, 5];
const MOST_REPEATS = 4;

/**
 * The groups of words that say `digits` (each 0..9) in this style. `random` picks among the ways a language
 * has: zero or oh, with or without "and", double now or later.
 */
export const speakDigits = (
  digits: readonly number[],
  style: Style,
  language: Language,
  random: Random,
): readonly SpokenGroup[] => {
  const speaker = new Speaker(language.speech, random, digits);
  switch (style) {
    case 'single':
      return digits.length === 0 ? [] : [speaker.single(digits)];
    case 'grouped':
      return groupsOf(digits).map((group) => speaker.single(group));
    case 'pairs':
      return chunks(digits, 2).map((chunk) => speaker.pair(chunk));
    case 'doubles':
      return speaker.doubles(digits);
    case 'hundreds':
      return chunks(digits, 3).map((chunk) => speaker.hundreds(chunk));
  }
};

const groupsOf = (digits: readonly number[]): readonly (readonly number[])[] => {
  if (digits.length === 15) {
    let from = 0;
    return CARD_OF_15.map((size) => digits.slice(from, (from += size)));
  }
  return Array.from({ length: Math.ceil(digits.length / 4) }, (_, i) => digits.slice(4 * i, 4 * i + 4));
};

/** Cut into `size` from the end, so that the odd ones come first: "forty" never stands before a lone digit. */
const chunks = (digits: readonly number[], size: number): readonly (readonly number[])[] => {
  const odd = digits.length % size;
  const cut: (readonly number[])[] = odd === 0 ? [] : [digits.slice(0, odd)];
  for (let from = odd; from < digits.length; from += size) cut.push(digits.slice(from, from + size));
  return cut;
};

const valueOf = (digits: readonly number[]): number => digits.reduce((value, digit) => value * 10 + digit, 0);

class Speaker {
  readonly #speech: Speech;
  readonly #random: Random;
  /** A weak word ("oh") is understood only beside a plain digit, so zeros alone are said plainly. */
  readonly #plainOnly: boolean;

  constructor(speech: Speech, random: Random, digits: readonly number[]) {
    this.#speech = speech;
    this.#random = random;
    this.#plainOnly = digits.every((digit) => digit === 0);
  }

  single(digits: readonly number[]): SpokenGroup {
    return digits.map((digit) => this.#digit(digit));
  }

  pair(digits: readonly number[]): SpokenGroup {
    if (digits.length < 2 || digits[0] === 0) return this.single(digits);
    return this.#speech.cardinal(valueOf(digits), false);
  }

  hundreds(digits: readonly number[]): SpokenGroup {
    if (digits.length < 3 || digits[0] === 0) return this.single(digits);
    const value = valueOf(digits);
    // "four hundred one two" may be 401 2 or 400 1 2; with "and" it cannot.
    const joined = value % 100 < 10 || this.#random() < 0.5;
    return this.#speech.cardinal(value, joined);
  }

  doubles(digits: readonly number[]): readonly SpokenGroup[] {
    const groups: SpokenGroup[] = [];
    for (let at = 0; at < digits.length;) {
      const digit = digits[at] ?? 0;
      let run = 1;
      while (run < MOST_REPEATS && digits[at + run] === digit) run++;
      const times = run === 1 ? 1 : 2 + Math.floor(this.#random() * (run - 1));
      const ways = this.#speech.repeat(times);
      const repeat = ways.length === 0 ? undefined : this.#pick(ways);
      if (times === 1 || repeat === undefined) {
        groups.push(this.single([digit]));
        at += 1;
      } else {
        groups.push([...repeat, ...this.single([digit])]);
        at += times;
      }
    }
    return groups;
  }

  #digit(value: number): string {
    const ways = this.#speech.digit(value);
    return this.#plainOnly ? ways[0] : (this.#pick(ways) ?? ways[0]);
  }

  #pick<Way>(ways: readonly Way[]): Way | undefined {
    return ways[Math.floor(this.#random() * ways.length)];
  }
}
