/**
 * The words that the spotter tells apart, in the order of its answers, and how German puts them together:
 *
 *     heard    zwei  (und)  vierzig    drei hundert    zwölf
 *     said     zweiundvierzig          dreihundert     zwölf
 */
import { belowHundred, DIGITS, STEMS, TEENS, TENS } from '../../core/german-numbers.js';

const HUNDRED = 'hundert';

/** Answer 0 is none of them; answer n + 1 is the n-th. */
export const NUMBER_WORDS: readonly string[] = [...DIGITS, ...TEENS, ...TENS, HUNDRED];

const FIRST_TEN = DIGITS.length + TEENS.length;
const FIRST_TEEN = DIGITS.length;

/** Whether a larger number may begin with it: "zwei" with "zweiundvierzig". */
export const isStem = (word: number): boolean => word > 0 && word < STEMS.length;

/**
 * The number that begins with one word and goes on with another after a pause; undefined where they are two.
 * @param word, next places in NUMBER_WORDS
 * @param gapMs from the end of one to the beginning of the other: "und" lies in it, or nothing does
 */
export const numberOf = (word: number, next: number, gapMs: number): string | undefined => {
  if (!isStem(word) || gapMs > LONGEST_GAP_MS) return undefined;
  const name = NUMBER_WORDS[next] ?? '';
  if (name === HUNDRED) return `${STEMS[word] ?? ''}${HUNDRED}`;
  // "achtzehn" is "acht" until more of it is heard.
  if (gapMs < SHORTEST_AND_MS) return stemOf(next) === word ? name : undefined;
  return next < FIRST_TEN ? undefined : belowHundred(10 * (next - FIRST_TEN + 2) + word);
};

/** "zwei, vierzig" has no "und"; it takes 100 to 200 ms, of which the words beside it may take some. */
const SHORTEST_AND_MS = 40;
export const LONGEST_GAP_MS = 320;

/** The digit with which "vierzehn" and "vierzig" begin. */
const stemOf = (word: number): number | undefined => {
  if (word >= FIRST_TEN) return word - FIRST_TEN + 2;
  return word >= FIRST_TEEN ? word - FIRST_TEEN : undefined;
};
