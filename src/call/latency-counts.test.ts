import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { LATENCY_BOUNDS_MS, LatencyCounts } from './latency-counts.js';

describe('counts of latency', () => {
  it('put each value into the first bucket that it does not pass', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2_000, noNaN: true }), (ms) => {
        const counts = new LatencyCounts();
        counts.count(ms);

        const at = counts.buckets.indexOf(1);
        expect(ms).toBeLessThanOrEqual(LATENCY_BOUNDS_MS[at] ?? Infinity);
        expect(ms).toBeGreaterThan(at === 0 ? -1 : (LATENCY_BOUNDS_MS[at - 1] as number));
        expect(counts.sumMs).toBe(ms);
      }),
    );
  });
});
