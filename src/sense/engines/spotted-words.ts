/**
 * Puts the digits of the spotter among the words of a recogniser.
 *
 *     recogniser   karte   [unk]    acht        neun          zwanzig   nummer
 *     spotter               vier    acht   fünf      null?              null!
 *     together     karte    vier    acht   fünf  neun          zwanzig   null
 *
 * Digits and cues of the recogniser stay. Where both heard a digit, or the recogniser heard nothing it knows, the
 * spotter's word counts: its times are true for partial results, too. A larger number stays one number. But a number
 * that the spotter is sure of takes the place of any word: an ear of another language hears "nummer" for "null".
 */
import type { Word } from '../../core/hearing.js';
import { overlaps } from '../../core/span.js';
import { UNKNOWN } from './spoken-words.js';

export type SpotterRole = 'join' | 'replace';

/** Where it contradicted a word of the recogniser so surely, it was right in 63 of 67 cases, and heard a number in all. */
const SURE = 0.8;

export const withSpotted = (
  words: readonly Word[],
  spotted: readonly Word[],
  isDigit: (text: string) => boolean,
  role: SpotterRole,
): readonly Word[] => {
  const numbers = words.filter(({ text }) => text !== UNKNOWN && !isDigit(text));
  const digits = spotted.filter(
    (digit) => digit.confidence >= SURE || !numbers.some((word) => isMiddleIn(digit, word)),
  );
  const kept = words.filter((word) => {
    if (role === 'replace' && isDigit(word.text)) return false;
    if (word.text === UNKNOWN || isDigit(word.text)) {
      return !digits.some((digit) => overlaps(word.span, digit.span));
    }
    return !digits.some((digit) => isMiddleIn(digit, word) && isMiddleIn(word, digit));
  });
  return [...kept, ...digits].sort((a, b) => a.span.from - b.span.from);
};

const isMiddleIn = (inner: Word, outer: Word): boolean => {
  const middle = (inner.span.from + inner.span.to) / 2;
  return outer.span.from <= middle && middle < outer.span.to;
};
