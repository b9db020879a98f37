import { describe, expect, it } from '@jest/globals';

import { bootstrap, digitInterval, percentileInterval, rateInterval, ratioInterval } from './bootstrap.js';
import { sum, wilson } from './statistics.js';

const mean = (values: readonly number[]): number => sum(values) / values.length;

describe('intervals by resampling', () => {
  it('are near those of the normal distribution for a mean of many', () => {
    const values = Array.from({ length: 400 }, (_, i) => i % 21);
    const error = Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)) / values.length);

    const interval = bootstrap(values, mean);

    expect(interval?.low).toBeCloseTo(mean(values) - 1.96 * error, 0);
    expect(interval?.high).toBeCloseTo(mean(values) + 1.96 * error, 0);
  });

  it('are the same each time', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];

    expect(bootstrap(values, mean)).toEqual(bootstrap(values, mean));
  });

  it('say nothing of a single call, nor of a figure that no sample has', () => {
    expect(bootstrap([1], mean)).toBeUndefined();
    expect(bootstrap([1, 2], () => undefined)).toBeUndefined();
    expect(ratioInterval([[1, 2]])).toBeUndefined();
  });

  it('hold the percentile itself', () => {
    const interval = percentileInterval([0, 0, 1, 1, 1, 2, 2, 7], 0.5);

    expect(interval?.low).toBeLessThanOrEqual(1);
    expect(interval?.high).toBeGreaterThanOrEqual(1);
  });
});

describe('intervals of digits', () => {
  it('are wider where the hits are in one call together than where they are spread', () => {
    const clustered = Array.from({ length: 50 }, (_, i) => [i < 4 ? 16 : 0, 16] as const);
    const spread = Array.from({ length: 50 }, (_, i) => [i < 32 ? 2 : 0, 16] as const);
    const width = (counts: readonly (readonly [number, number])[]): number => {
      const { low, high } = digitInterval(counts) ?? { low: 0, high: 0 };
      return high - low;
    };

    expect(width(clustered)).toBeGreaterThan(2 * width(spread));
  });

  it.each([
    [
      'no hits',
      [
        [0, 16],
        [0, 16],
        [0, 16],
      ],
    ],
    [
      'hits in one call',
      [
        [0, 16],
        [3, 16],
        [0, 16],
      ],
    ],
    [
      'hits only',
      [
        [16, 16],
        [16, 16],
        [16, 16],
      ],
    ],
  ] as [string, [number, number][]][])('are Wilson of the digits with %s', (_, counts) => {
    expect(digitInterval(counts)).toEqual(wilson(sum(counts.map(([hits]) => hits)), 48));
  });

  it('know nothing of no digits', () => {
    expect(digitInterval([])).toBeUndefined();
  });
});

describe('intervals of rates', () => {
  it.each([
    // Exact limits of a Poisson count: 0 to 3.689, and 0.0253 to 5.572.
    [0, 0, 3.689],
    [1, 0.0253, 5.572],
  ])('are those of a Poisson count of %i in one call', (events, low, high) => {
    const interval = rateInterval([
      [events, 5],
      [0, 5],
    ]);

    expect(interval?.low).toBeCloseTo(low / 10, 2);
    expect(interval?.high).toBeCloseTo(high / 10, 2);
  });

  it('hold the rate where several calls have events', () => {
    const counts = Array.from({ length: 40 }, (_, i) => [i % 4 === 0 ? 2 : 0, 0.5] as const);
    const { low, high } = rateInterval(counts) ?? { low: 0, high: 0 };

    expect(low).toBeLessThan(1);
    expect(high).toBeGreaterThan(1);
    expect(high - low).toBeGreaterThan(0.5);
  });

  it('know nothing of no time', () => {
    expect(rateInterval([])).toBeUndefined();
  });
});
