import { describe, expect, it } from '@jest/globals';

import { trend, verdictOf, type Point } from './trend.js';
import { Random } from '../dialogues/random.js';

const series = (slope: number, noise: number, seed: number, count = 120): Point[] => {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, i) => [i, 100 + slope * i + noise * (random.next() - 0.5)]);
};

describe('the trend of a series', () => {
  it('is its slope, whatever a few outliers are', () => {
    const points = series(2, 0, 1).map(([x, y], i): Point => [x, i % 10 === 0 ? 1e6 : y]);

    expect(trend(points)?.slope).toBeCloseTo(2, 9);
  });

  it('has an interval that holds the true slope nineteen times in twenty', () => {
    const held = Array.from({ length: 400 }, (_, seed) => trend(series(0.5, 40, seed))).filter(
      (found) => found !== undefined && found.low <= 0.5 && 0.5 <= found.high,
    ).length;

    // 380 are to be expected; four standard deviations.
    expect(held).toBeGreaterThan(380 - 18);
  });

  it('is exactly none of a series that stays the same', () => {
    expect(trend(series(0, 0, 1))).toEqual({ slope: 0, low: 0, high: 0 });
  });

  it('is not told of a handful of points', () => {
    expect(trend(series(1, 0, 1, 7))).toBeUndefined();
    expect(verdictOf(undefined, 1)).toBe('not told');
  });
});

describe('the verdict', () => {
  it.each([
    ['flat', 'more than the limit is ruled out', { slope: 0.1, low: -0.2, high: 0.9 }],
    ['flat', 'it grows by less than matters', { slope: 0.5, low: 0.4, high: 0.6 }],
    ['grows', 'it does, and may do so by more than matters', { slope: 1, low: 0.1, high: 2 }],
    ['not told', 'neither growth nor its absence is shown', { slope: 0.5, low: -1, high: 2 }],
  ] as const)('is "%s" where %s', (verdict, _when, found) => {
    expect(verdictOf(found, 1)).toBe(verdict);
  });
});
