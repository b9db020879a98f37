import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { millis } from '../core/units.js';
import { PlayQueue } from './play-queue.js';

describe('what a peer has not played yet', () => {
  it('is never more than 200 ms and a frame, however frames come', () => {
    const frames = fc.array(fc.tuple(fc.nat(120), fc.constantFrom(10, 20, 40, 60, 100)), { maxLength: 200 });
    fc.assert(
      fc.property(frames, (arrivals) => {
        const queue = new PlayQueue();
        let now = 0;
        let playedOut = 0;
        for (const [passed, duration] of arrivals) {
          now += passed;
          const ahead = Math.max(0, playedOut - now);
          const isTaken = queue.take(millis(now), duration);
          expect(isTaken).toBe(ahead <= 200);
          if (isTaken) playedOut = Math.max(now, playedOut) + duration;
        }
      }),
    );
  });

  it('takes every frame of a sender that keeps its pace, also in bursts of five', () => {
    const queue = new PlayQueue();
    for (let i = 0; i < 500; i++) expect(queue.take(millis(Math.floor(i / 5) * 100), 20)).toBe(true);
  });

  it('is nothing once it was cleared', () => {
    const queue = new PlayQueue();
    while (queue.take(millis(0), 20));
    queue.clear();
    expect(queue.take(millis(0), 20)).toBe(true);
  });
});
