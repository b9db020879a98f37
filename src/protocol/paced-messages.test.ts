import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { millis } from '../core/units.js';
import { PacedMessages } from './paced-messages.js';

describe('paced messages', () => {
  it('leave in order, none is lost, and never more than the burst and the rate allow', () => {
    const steps = fc.array(fc.tuple(fc.nat(2_000), fc.nat(20)), { maxLength: 20 });
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 1, max: 20 }),
        (all, rate, burst) => {
          const sent: string[] = [];
          const paced = new PacedMessages(rate, burst, (message) => sent.push(message));
          let now = 0;
          let pushed = 0;
          for (const [laterMs, count] of all) {
            now += laterMs;
            paced.advance(millis(now));
            for (let i = 0; i < count && !paced.isFull; i++) paced.push(String(pushed++));
            const since = now - (all[0]?.[0] ?? 0);
            expect(sent.length).toBeLessThanOrEqual(burst + (since * rate) / 1_000 + 1e-6);
          }
          paced.flush();
          expect(sent).toEqual(Array.from({ length: pushed }, (_, i) => String(i)));
        },
      ),
    );
  });

  it('leave at once while there is room', () => {
    const sent: string[] = [];
    const paced = new PacedMessages(5, 3, (message) => sent.push(message));
    paced.advance(millis(0));

    for (const message of ['a', 'b', 'c', 'd']) paced.push(message);

    expect(sent).toEqual(['a', 'b', 'c']);
    expect(paced.hasRoom).toBe(false);
    paced.advance(millis(200));
    expect(sent).toEqual(['a', 'b', 'c', 'd']);
  });
});
