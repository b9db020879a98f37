import { describe, expect, it } from '@jest/globals';

import { percentile, wilson } from './statistics.js';

describe('wilson', () => {
  // Newcombe (1998), Statistics in Medicine 17, table I: method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('gives the published interval of %i in %i', (hits, cases, low, high) => {
    const interval = wilson(hits, cases);

    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('mirrors: all hits lie as far from 1 as no hits from 0', () => {
    const none = wilson(0, 7);
    const all = wilson(7, 7);

    expect(all?.high).toBe(1);
    expect(all?.low).toBeCloseTo(1 - (none?.high ?? 0), 12);
  });

  it('knows nothing of no cases', () => {
    expect(wilson(0, 0)).toBeUndefined();
  });
});

describe('percentile', () => {
  it('is a value that occurs, by nearest rank', () => {
    const values = [30, 10, 50, 40, 20];

    expect([0, 0.2, 0.21, 0.5, 0.9, 1].map((share) => percentile(values, share))).toEqual([
      10, 10, 20, 30, 50, 50,
    ]);
  });

  it('does not sort its input, and knows nothing of no values', () => {
    const values = [3, 1, 2];

    expect(percentile(values, 0.5)).toBe(2);
    expect(values).toEqual([3, 1, 2]);
    expect(percentile([], 0.5)).toBeUndefined();
  });
});
