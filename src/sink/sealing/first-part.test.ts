import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { firstPartMs } from './first-part.js';

describe('the first part of a call', () => {
  it('is whole where there is no other call, and never longer', () => {
    expect(firstPartMs(0, 10_000)).toBe(10_000);
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 1_000, max: 60_000 }), (n, segmentMs) => {
        const ms = firstPartMs(n, segmentMs);
        expect(ms > 0 && ms <= segmentMs).toBe(true);
      }),
    );
  });

  it('lies apart from those of the calls that begin with it', () => {
    fc.assert(
      fc.property(fc.nat(100_000), (from) => {
        const tenths = Array<number>(10).fill(0);
        for (let n = from; n < from + 100; n++) {
          const tenth = Math.min(9, Math.floor(firstPartMs(n, 1) * 10));
          tenths[tenth] = (tenths[tenth] ?? 0) + 1;
        }
        // None in the first, a ninth of them in each of the others.
        expect(Math.max(...tenths)).toBeLessThanOrEqual(14);
      }),
    );
  });
});
