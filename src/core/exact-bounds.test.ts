import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { countAtMost, shareAtLeast, shareAtMost } from './exact-bounds.js';

describe('what a share may be at most', () => {
  // By the closed form 1 - alpha^(1/n) where none was seen, and published tables of Clopper and Pearson.
  it.each([
    [0, 300, 0.95, 1 - 0.05 ** (1 / 300)],
    [0, 1, 0.95, 0.95],
    [1, 10, 0.975, 0.445],
    [10, 20, 0.975, 0.728],
    [10, 10, 0.95, 1],
    [0, 0, 0.95, 1],
  ])('%d of %d at %d', (count, of, confidence, expected) => {
    expect(shareAtMost(count, of, confidence)).toBeCloseTo(expected, 4);
  });

  it('is never less than what was seen, rises with it, and falls with more of them', () => {
    const counts = fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 2_000 })).filter(([k, n]) => k < n);
    fc.assert(
      fc.property(counts, fc.double({ min: 0.6, max: 0.999, noNaN: true }), ([count, of], confidence) => {
        const at = shareAtMost(count, of, confidence);
        expect(at).toBeGreaterThanOrEqual(count / of);
        expect(shareAtMost(count + 1, of, confidence)).toBeGreaterThanOrEqual(at);
        expect(shareAtMost(count, of + 1, confidence)).toBeLessThanOrEqual(at);
        expect(shareAtLeast(count, of, confidence)).toBeLessThanOrEqual(count / of);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what a number may be at most', () => {
  // Half of the chi-square quantile with 2 (k + 1) degrees of freedom.
  it.each([
    [0, 0.95, 2.9957],
    [1, 0.95, 4.7439],
    [5, 0.95, 10.513],
    [10, 0.975, 18.3904],
    [100, 0.95, 118.0788],
  ])('%d at %d', (count, confidence, expected) => {
    expect(countAtMost(count, confidence)).toBeCloseTo(expected, 3);
  });

  it('holds for thousands', () => {
    expect(countAtMost(5_000, 0.95)).toBeGreaterThan(5_000);
    expect(countAtMost(5_000, 0.95)).toBeLessThan(5_200);
  });
});
