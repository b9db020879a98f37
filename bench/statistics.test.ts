import { describe, expect, it } from '@jest/globals';

import { quantile, quantileSpread } from './statistics.js';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

describe('quantiles', () => {
  it('are values that occurred', () => {
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2);
    expect(quantile([1, 2, 3, 4], 0.99)).toBe(4);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('lie between the ranks of the tables of the binomial distribution', () => {
    expect(quantileSpread(upTo(10), 0.5)).toEqual({ value: 5, low: 2, high: 9 });
    expect(quantileSpread(upTo(100), 0.5)).toEqual({ value: 50, low: 40, high: 61 });
    expect(quantileSpread(upTo(500), 0.99)).toEqual({ value: 495, low: 490, high: 500 });
  });

  it('are not bounded from above by fewer values than it takes to have seen worse', () => {
    expect(quantileSpread(upTo(300), 0.99).high).toBeUndefined();
    expect(quantileSpread(upTo(400), 0.99).high).toBe(400);
  });

  it('are bounded of thousands, too', () => {
    expect(quantileSpread(upTo(5_000), 0.5)).toEqual({ value: 2_500, low: 2_431, high: 2_570 });
  });
});
