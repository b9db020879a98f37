import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Backoff } from './backoff.js';

const LIMITS = { firstMs: 100, longestMs: 5_000 };

describe('a back-off', () => {
  it('doubles up to its limit, and starts again once it worked', () => {
    const backoff = new Backoff(LIMITS, () => 1);

    const waits = Array.from({ length: 8 }, () => backoff.next());
    backoff.reset();

    expect(waits).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
    expect(backoff.next()).toBe(100);
  });

  it('never waits longer than its limit, nor less than three quarters of what it would, however often it failed', () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.double({ min: 0, max: 1, noNaN: true }), (failures, chance) => {
        const backoff = new Backoff(LIMITS, () => chance);
        for (let i = 0; i < failures; i++) backoff.next();
        const full = Math.min(LIMITS.longestMs, LIMITS.firstMs * 2 ** failures);
        const waited = backoff.next();
        expect(waited).toBeGreaterThanOrEqual(full * 0.75);
        expect(waited).toBeLessThanOrEqual(full);
      }),
    );
  });
});
