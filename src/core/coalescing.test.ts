import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Coalescing, PERIOD_MS, type EventLoop } from './coalescing.js';
import { millis } from './units.js';

/** An event loop by hand: it turns when it is told to, and time passes by rests and by what is done. */
class HandLoop implements EventLoop {
  nowMs = 1_000;
  readonly rests: number[] = [];
  #waiting: (() => void)[] = [];

  now(): number {
    return this.nowMs;
  }

  rest(ms: number): void {
    this.rests.push(ms);
    this.nowMs += ms;
  }

  afterwards(run: () => void): void {
    this.#waiting.push(run);
  }

  turn(): void {
    for (const run of this.#waiting.splice(0)) run();
  }
}

/** Frames that come in evenly, each in a turn of its own unless it came during a rest, and cost `workMs`. */
const relay = (loop: HandLoop, everyMs: number, workMs: number, frames: number): Coalescing => {
  const coalescing = new Coalescing(loop);
  let due = loop.nowMs;
  for (let frame = 0; frame < frames;) {
    loop.nowMs = Math.max(loop.nowMs, due);
    while (due <= loop.nowMs && frame < frames) {
      coalescing.arrived(millis(loop.nowMs));
      loop.nowMs += workMs;
      due += everyMs;
      frame++;
    }
    loop.turn();
  }
  return coalescing;
};

describe('coalescing', () => {
  it('never rests while few frames come: each would wait for none', () => {
    const loop = new HandLoop();
    relay(loop, 1, 0.01, 2_000);

    expect(loop.rests).toEqual([]);
  });

  it('lets frames come in together while many do, none of which waits for longer than the period', () => {
    const loop = new HandLoop();
    const coalescing = relay(loop, 0.025, 0.01, 4_000);

    expect(loop.rests.length).toBeGreaterThan(100);
    expect(loop.rests.length).toBeLessThan(4_000 / 5);
    expect(Math.max(...loop.rests)).toBeLessThanOrEqual(PERIOD_MS);
    expect(coalescing.restedMs).toBeCloseTo(
      loop.rests.reduce((sum, ms) => sum + ms, 0),
      6,
    );
  });

  it('does not rest where the loop is behind', () => {
    const loop = new HandLoop();
    const coalescing = relay(loop, 0.02, 0.03, 4_000);

    expect(coalescing.restedMs).toBeLessThan(0.01 * (loop.nowMs - 1_000));
  });

  it('stops once few come again', () => {
    const loop = new HandLoop();
    const coalescing = relay(loop, 0.025, 0.001, 1_000);
    const slow = (frames: number): void => {
      for (let i = 0; i < frames; i++) {
        loop.nowMs += 20;
        coalescing.arrived(millis(loop.nowMs));
        loop.turn();
      }
    };
    slow(512);
    const before = loop.rests.length;
    slow(512);

    expect(loop.rests).toHaveLength(before);
  });

  it('rests at most once in a period, and for no longer than what is left of it, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ gapMs: fc.double({ min: 0, max: 0.5, noNaN: true }), turns: fc.boolean() }), {
          minLength: 600,
          maxLength: 900,
        }),
        (steps) => {
          const loop = new HandLoop();
          const coalescing = new Coalescing(loop);
          const ends: number[] = [];
          for (const { gapMs, turns } of steps) {
            loop.nowMs += gapMs;
            coalescing.arrived(millis(loop.nowMs));
            const rests = loop.rests.length;
            if (turns) loop.turn();
            if (loop.rests.length > rests) ends.push(loop.nowMs);
          }
          expect(loop.rests.every((ms) => ms > 0 && ms <= PERIOD_MS)).toBe(true);
          expect(ends.slice(1).every((end, i) => end - (ends[i] as number) > PERIOD_MS - 1e-9)).toBe(true);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('rests on the real event loop', async () => {
    const coalescing = new Coalescing();
    const from = performance.now();
    while (coalescing.restedMs < 5) {
      for (let frame = 0; frame < 20; frame++) coalescing.arrived(millis(performance.now()));
      await new Promise(setImmediate);
    }

    expect(coalescing.restedMs).toBeLessThan(performance.now() - from);
  });
});
