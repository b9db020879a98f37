import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { ManualClock, type Timer } from './clock.js';

/** Runs what it is asked to too late, or a little early, as a busy thread does. */
class LateClock extends ManualClock {
  readonly #lateness: readonly number[];
  #asked = 0;

  constructor(lateness: readonly number[]) {
    super();
    this.#lateness = lateness;
  }

  latenessOf(n: number): number {
    return this.#lateness[n % this.#lateness.length] ?? 0;
  }

  override after(delayMs: number, run: () => void): Timer {
    return super.after(Math.max(0, delayMs + this.latenessOf(this.#asked++)), run);
  }
}

const arrange = (periodMs: number) => {
  const clock = new ManualClock();
  const ticks: number[] = [];
  const timer = clock.every(periodMs, () => ticks.push(clock.now()));
  return { clock, ticks, timer };
};

describe('a timer that comes once', () => {
  it('runs at its deadline and never again', () => {
    const clock = new ManualClock();
    let runs = 0;
    clock.after(10, () => runs++);

    clock.advance(9.9);
    expect(runs).toBe(0);
    clock.advance(0.1);
    clock.advance(100);

    expect(runs).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it('does not run once cancelled, twice or after it has run', () => {
    const clock = new ManualClock();
    let runs = 0;
    const cancelled = clock.after(10, () => runs++);
    const spent = clock.after(5, () => runs++);

    cancelled.cancel();
    cancelled.cancel();
    clock.advance(20);
    spent.cancel();

    expect(runs).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it('may start another that is due in the same stretch of time', () => {
    const clock = new ManualClock();
    const at: number[] = [];
    clock.after(10, () => clock.after(5, () => at.push(clock.now())));

    clock.advance(20);

    expect(at).toEqual([15]);
  });
});

describe('a manual clock', () => {
  it('runs timers in the order of their deadlines, those of one deadline in the order they were set', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 20 }), (delays) => {
        const clock = new ManualClock();
        const ran: [number, number][] = [];
        delays.forEach((delay, i) => clock.after(delay, () => ran.push([clock.now(), i])));

        clock.advance(20);

        const wanted = delays.map((delay, i): [number, number] => [delay, i]);
        expect(ran).toEqual(wanted.sort((a, b) => a[0] - b[0] || a[1] - b[1]));
      }),
    );
  });

  it('shows a wall that moves with it', () => {
    const clock = new ManualClock();
    const before = clock.wall().getTime();

    clock.advance(1_500);

    expect(clock.wall().getTime() - before).toBe(1_500);
  });
});

describe('a timer that comes again and again', () => {
  it('keeps to whole periods from its start, however time is cut', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 }),
        (periodMs, moves) => {
          const { clock, ticks } = arrange(periodMs);

          for (const by of moves) clock.advance(by);

          const count = Math.floor(clock.now() / periodMs);
          expect(ticks).toEqual(Array.from({ length: count }, (_, n) => (n + 1) * periodMs));
        },
      ),
    );
  });

  it('skips the ticks it missed and comes back to its grid, however late the thread is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 90 }), { minLength: 1, maxLength: 30 }), (lateness) => {
        const clock = new LateClock(lateness);
        const ticks: number[] = [];
        clock.every(20, () => ticks.push(clock.now()));

        clock.advance(3_000);

        // The n-th tick is `lateness[n]` behind some point of the grid, and each point has one tick at most.
        const points = ticks.map((at, n) => at - clock.latenessOf(n));
        expect(points[0]).toBe(20);
        points.slice(1).forEach((point, n) => {
          expect(point % 20).toBe(0);
          expect(point).toBeGreaterThan(points[n] ?? Infinity);
          const next = Math.max(points[n] ?? 0, Math.floor((ticks[n] ?? 0) / 20) * 20) + 20;
          expect(point).toBe(next);
        });
      }),
    );
  });

  it('does not run once cancelled, from within too, and leaves no timer behind', () => {
    const outside = arrange(10);
    outside.clock.advance(25);
    outside.timer.cancel();
    outside.clock.advance(100);

    const clock = new ManualClock();
    let runs = 0;
    const inside = clock.every(10, () => {
      runs++;
      inside.cancel();
    });
    clock.advance(100);

    expect(outside.ticks).toEqual([10, 20]);
    expect(outside.clock.pending).toBe(0);
    expect(runs).toBe(1);
    expect(clock.pending).toBe(0);
  });
});
