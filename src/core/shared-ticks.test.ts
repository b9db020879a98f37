import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { ManualClock } from './clock.js';
import { SharedTicks } from './shared-ticks.js';
import { millis } from './units.js';

const arrange = (startMs = 0) => {
  const clock = new ManualClock();
  clock.advance(startMs);
  return { clock, shared: new SharedTicks(clock, 100) };
};

describe('ticks that are shared', () => {
  it('come once a period to each, at most a tenth early the first time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 40 }), (pauses) => {
        const { clock, shared } = arrange();
        const members = pauses.map((pause) => {
          clock.advance(pause);
          const member = { joinedMs: clock.now(), turns: [] as number[] };
          shared.every(() => member.turns.push(clock.now()));
          return member;
        });

        clock.advance(1_000);

        for (const { joinedMs, turns } of members) {
          const [first = 0] = turns;
          expect(first - joinedMs).toBeGreaterThan(90);
          expect(first - joinedMs).toBeLessThanOrEqual(100);
          expect(turns).toEqual(turns.map((_, n) => first + n * 100));
          expect(clock.now() - (turns.at(-1) ?? 0)).toBeLessThan(100);
        }
      }),
    );
  });

  it('take ten timers, however many share them, and none when all have left', () => {
    const { clock, shared } = arrange();
    const timers = Array.from({ length: 500 }, () => {
      clock.advance(1);
      return shared.every(() => undefined);
    });
    expect(clock.pending).toBe(10);

    for (const timer of timers) timer.cancel();
    for (const timer of timers) timer.cancel();

    expect(clock.pending).toBe(0);
  });

  it('of many who take long come in pieces, between which others have their turn', () => {
    const clock = new ManualClock();
    let workedMs = 0;
    const now = () => millis(clock.now() + workedMs);
    const shared = new SharedTicks({ now, after: (ms, run) => clock.after(ms, run) }, 100);
    const turns: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      shared.every(() => {
        turns.push(name);
        workedMs += 0.1;
      });
    clock.after(100, () => turns.push('a frame'));

    clock.advance(150);
    expect(turns).toEqual(['a', 'b', 'c', 'a frame', 'd', 'e']);

    clock.advance(100);
    expect(turns.slice(6)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('come to nobody who left while the rest of a turn was still to come', () => {
    const { clock, shared } = arrange();
    const turns: string[] = [];
    const timers = ['a', 'b', 'c'].map((name) =>
      shared.every(() => {
        turns.push(name);
        clock.advance(1);
        if (name === 'b') for (const timer of timers) timer.cancel();
      }),
    );

    clock.advance(500);

    expect(turns).toEqual(['a', 'b']);
    expect(clock.pending).toBe(0);
  });

  it('go on for the others when one leaves, from within too', () => {
    const { clock, shared } = arrange(3);
    const turns: string[] = [];
    const second = { timer: shared.every(() => undefined) };
    const first = shared.every(() => {
      turns.push('first');
      first.cancel();
      second.timer.cancel();
    });
    second.timer.cancel();
    second.timer = shared.every(() => turns.push('second'));
    shared.every(() => turns.push('third'));

    clock.advance(250);

    expect(turns).toEqual(['first', 'third', 'third']);
  });

  it('begin for who joins from within a turn with the next one', () => {
    const { clock, shared } = arrange();
    const turns: number[] = [];
    const host = shared.every(() => {
      host.cancel();
      shared.every(() => turns.push(clock.now()));
    });

    clock.advance(250);

    expect(turns).toEqual([200]);
  });

  it('skip what a busy thread has missed and come back to their grid', () => {
    const { clock, shared } = arrange();
    const late = new ManualClock();
    const turns: number[] = [];
    // Its timers run when somebody looks, as on a thread that is busy.
    const busy = new SharedTicks({ now: () => clock.now(), after: (ms, run) => late.after(ms, run) }, 100);
    busy.every(() => turns.push(clock.now()));
    shared.every(() => undefined);

    clock.advance(330);
    late.advance(100);
    clock.advance(70);
    late.advance(70);

    expect(turns).toEqual([330, 400]);
  });
});
