import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { LoneKey } from './lone-key.js';
import { FOREVER, span } from '../core/span.js';
import { millisToTicks, type Ticks } from '../core/units.js';

const NINE = 9;
const at = (ms: number): Ticks => millisToTicks(ms);

const keypad = () => {
  const pressed: number[] = [];
  const lone = new LoneKey(
    (event) => event === NINE,
    (_event, { from }) => void pressed.push(from),
  );
  let ordinal = 0;
  return {
    pressed,
    lone,
    press: (event: number, ms: number, expectsSecret = false): void => {
      lone.key(event, ordinal, span(at(ms), FOREVER), expectsSecret);
      lone.key(event, ordinal++, span(at(ms), at(ms + 100)), expectsSecret);
    },
  };
};

describe('a key that is meant by itself', () => {
  it('is told once, with its place, when nothing has followed it', () => {
    const { pressed, lone, press } = keypad();

    press(NINE, 10_000);
    lone.heard(at(12_000), false);
    expect(pressed).toEqual([]);
    lone.heard(at(12_200), false);
    lone.heard(at(20_000), false);

    expect(pressed).toEqual([at(10_000)]);
  });

  it('is none while it is held', () => {
    const { pressed, lone } = keypad();

    lone.key(NINE, 0, span(at(1_000), FOREVER), false);
    lone.heard(at(60_000), false);

    expect(pressed).toEqual([]);
  });

  it('waits for what follows from when it was told, not from when it was pressed', () => {
    const { pressed, lone, press } = keypad();
    lone.heard(at(13_000), false);

    press(NINE, 10_000);
    lone.heard(at(13_300), false);
    press(4, 10_300);
    lone.heard(at(30_000), false);

    expect(pressed).toEqual([]);
  });

  it('is none of another key', () => {
    const { pressed, lone, press } = keypad();

    press(1, 10_000);
    lone.heard(at(30_000), false);

    expect(pressed).toEqual([]);
  });

  it('is none while a secret is expected, nor where one comes to be expected right after it', () => {
    const { pressed, lone, press } = keypad();

    press(NINE, 10_000, true);
    lone.heard(at(20_000), false);
    press(NINE, 30_000);
    lone.heard(at(31_000), true);
    lone.heard(at(40_000), false);

    expect(pressed).toEqual([]);
  });

  it('is never one of several keys that come within six seconds before and two after', () => {
    const gaps = fc.array(fc.integer({ min: 150, max: 9_000 }), { minLength: 1, maxLength: 24 });
    const keys = fc.array(fc.constantFrom(NINE, 4, 1), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(gaps, keys, (waits, events) => {
        const { pressed, lone, press } = keypad();
        const times: number[] = [];
        let ms = 10_000;
        for (const [i, wait] of waits.entries()) {
          ms += wait;
          times.push(ms);
          // The keypad has heard up to the key that it tells.
          lone.heard(at(ms), false);
          press(events[i] ?? 1, ms);
        }
        lone.heard(at(ms + 60_000), false);
        const alone = times.filter((time, i) => {
          const [before, after] = [times[i - 1] ?? 0, times[i + 1] ?? Infinity];
          return events[i] === NINE && time - (before + 100) > 6_000 && after - (time + 100) > 2_000;
        });
        expect(pressed).toEqual(alone.map(at));
      }),
    );
  });
});
