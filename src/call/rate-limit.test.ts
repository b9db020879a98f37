import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { RateLimit } from './rate-limit.js';
import { millis } from '../core/units.js';

describe('a rate limit', () => {
  it('lets a burst of one second pass, and not one message more', () => {
    const limit = new RateLimit(50);

    const taken = Array.from({ length: 60 }, () => limit.take(millis(1_000)));

    expect(taken.filter(Boolean)).toHaveLength(50);
    expect(taken.slice(50).some(Boolean)).toBe(false);
  });

  it('lets as many pass as time has brought since', () => {
    const limit = new RateLimit(50);
    for (let n = 0; n < 50; n++) limit.take(millis(0));

    expect([19, 20, 39, 40].map((ms) => limit.take(millis(ms)))).toEqual([false, true, false, true]);
  });

  it('saves up no more than a second, however long the pause', () => {
    const limit = new RateLimit(10);
    for (let n = 0; n < 10; n++) limit.take(millis(0));

    const taken = Array.from({ length: 30 }, () => limit.take(millis(3_600_000)));

    expect(taken.filter(Boolean)).toHaveLength(10);
  });

  it('never lets more pass than a second and the time since the start allow', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }),
        (perSecond, pauses) => {
          const limit = new RateLimit(perSecond);
          let now = 0;
          let taken = 0;

          for (const pause of pauses) {
            now += pause;
            if (limit.take(millis(now))) taken++;
          }

          expect(taken).toBeLessThanOrEqual(Math.floor(perSecond + (now * perSecond) / 1_000 + 1e-6));
        },
      ),
    );
  });

  it('never refuses a peer that keeps to the rate', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 200 }),
        fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 200 }),
        (perSecond, delays) => {
          const limit = new RateLimit(perSecond);
          // On its way a message is delayed, but none by a second, and none overtakes.
          let arrival = 0;
          const taken = delays.map((delay, n) => {
            arrival = Math.max(arrival, (n * 1_000) / perSecond + delay * 0.99);
            return limit.take(millis(arrival));
          });

          expect(taken.every(Boolean)).toBe(true);
        },
      ),
    );
  });
});
