import { describe, expect, it } from '@jest/globals';
import { ticks } from '../../core/units.js';
import { StreamClock } from './stream-clock.js';

describe('the clock of a recogniser stream', () => {
  it('counts from the place of the first sample', () => {
    const clock = new StreamClock(8_000);

    expect(clock.end).toBeUndefined();
    clock.append(ticks(480_000), 480);

    expect(clock.end).toBe(480_000 + 2_880);
    expect(clock.spanOf(80, 160)).toEqual({ from: 480_480, to: 480_960 });
  });

  it('follows a jump over silence that was left out', () => {
    const clock = new StreamClock(8_000);
    clock.append(ticks(0), 480);
    clock.append(ticks(2_880), 480);
    clock.append(ticks(96_000), 480);

    expect(clock.spanOf(480, 960)).toEqual({ from: 2_880, to: 5_760 });
    expect(clock.spanOf(960, 1_040)).toEqual({ from: 96_000, to: 96_480 });
  });

  it('keeps a word that reaches up to a jump on its side of it', () => {
    const clock = new StreamClock(16_000);
    clock.append(ticks(0), 960);
    clock.append(ticks(96_000), 960);

    expect(clock.spanOf(800, 970)).toEqual({ from: 2_400, to: 2_910 });
  });

  it('goes back where time was told again, as after a restart', () => {
    const clock = new StreamClock(8_000);
    clock.append(ticks(96_000), 480);
    clock.append(ticks(0), 480);

    expect(clock.spanOf(480, 560)).toEqual({ from: 0, to: 480 });
  });
});
