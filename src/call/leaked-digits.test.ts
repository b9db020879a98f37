import { describe, expect, it } from '@jest/globals';

import { leakedDigits, type LetThrough } from './leaked-digits.js';
import { FOREVER, intersect, span, type Span } from '../core/span.js';

const NOTHING: LetThrough = { live: undefined, recording: undefined, transcript: undefined };
const passedTo =
  (end: number) =>
  (of: Span): number => {
    const part = intersect(of, span(0, end));
    return Math.max(0, part.to - part.from);
  };
/** Digits of 100 Ticks with 50 between them. */
const places = Array.from({ length: 4 }, (_, i) => span(i * 150, i * 150 + 100));

describe('leaked digits', () => {
  it('are those of whose place a quarter got out, by branch', () => {
    const digits = { first: 1, at: places };

    // The second digit lies at 150..250.
    expect(leakedDigits({ digits }, { ...NOTHING, live: passedTo(174) })).toEqual([
      { branch: 'live', position: 1 },
    ]);
    expect(leakedDigits({ digits }, { ...NOTHING, live: passedTo(176), recording: passedTo(50) })).toEqual([
      { branch: 'live', position: 1 },
      { branch: 'live', position: 2 },
      { branch: 'recording', position: 1 },
    ]);
  });

  it('count from where their stretch begins in the whole number', () => {
    expect(leakedDigits({ digits: { first: 9, at: places } }, { ...NOTHING, live: passedTo(160) })).toEqual([
      { branch: 'live', position: 9 },
    ]);
  });

  it('are none where nobody knows the places, nor while a digit goes on', () => {
    const live = passedTo(10_000);

    expect(leakedDigits({}, { ...NOTHING, live })).toEqual([]);
    expect(leakedDigits({ digits: { first: 1, at: [span(0, FOREVER)] } }, { ...NOTHING, live })).toEqual([]);
  });
});
