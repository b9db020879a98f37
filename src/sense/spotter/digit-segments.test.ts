import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DigitSegments, type DigitSegment } from './digit-segments.js';
import { CLASSES } from './spotter-weights.js';

/** One letter an answer: `.` no digit, a digit as surely as 0.9. */
const answer = (letter: string): Float32Array => {
  const out = new Float32Array(CLASSES).fill(0.1 / (CLASSES - 1));
  out[letter === '.' ? 0 : Number(letter) + 1] = 0.9;
  return out;
};

const heard = (letters: string): DigitSegment[] => {
  const segments = new DigitSegments();
  const found = Array.from(letters, (letter) => segments.push(answer(letter)));
  return [...found, segments.end()].filter((segment) => segment !== undefined);
};

const places = (letters: string): string[] =>
  heard(letters).map(({ word, from, to }) => `${word}:${from}-${to}`);

describe('digits out of answers', () => {
  it.each([
    ['nothing', '..........', []],
    ['one digit', '...4444444...', ['4:3-10']],
    ['two with a pause between', '.22222222...7777777.', ['2:1-9', '7:12-19']],
    ['two without a pause', '..2222222277777777..', ['2:2-10', '7:10-18']],
    ['the same one twice', '..33333333.33333333.', ['3:2-10', '3:11-19']],
    ['what sounds like another at first', '..77666666666..', ['6:2-13']],
    ['a slip inside', '..6666677666666..', ['6:2-15']],
    ['too short', '..555555..', []],
    ['still under way at the end', '....88888888', ['8:4-12']],
  ])('hear %s', (_, letters, expected) => {
    expect(places(letters)).toEqual(expected);
  });

  it('show a digit while it is being said', () => {
    const segments = new DigitSegments();
    for (const letter of '..99999999') segments.push(answer(letter));

    expect(segments.open?.word).toBe(9);
    expect(segments.openFrom).toBe(2);
  });

  it('lie in order and do not overlap, whatever the answers', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('.0123456789')), maxLength: 80 }),
        (letters) => {
          const ends = heard(letters).flatMap(({ from, to }) => [from, to]);
          expect(ends).toEqual([...ends].sort((a, b) => a - b));
          expect(ends.every((end) => end >= 0 && end <= letters.length)).toBe(true);
        },
      ),
    );
  });
});
