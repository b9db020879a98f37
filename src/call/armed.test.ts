import { describe, expect, it } from '@jest/globals';

import { Armed } from './armed.js';
import { millisToTicks } from '../core/units.js';

const at = (seconds: number) => millisToTicks(seconds * 1_000);

describe('whether a secret is expected', () => {
  it('is what the detector said last, for as long as it lives', () => {
    const armed = new Armed();
    const before = armed.at(at(0));
    armed.note(true);
    const during = armed.at(at(9_999));
    armed.note(false);

    expect([before, during, armed.at(at(10_000))]).toEqual([false, true, false]);
  });

  it('outlives the detector by 60 s', () => {
    const armed = new Armed();
    armed.note(true);
    armed.orphaned(at(100));
    armed.orphaned(at(130));

    expect([100, 159.9, 160, 500].map((s) => armed.at(at(s)))).toEqual([true, true, false, false]);
  });

  it('is the next detector’s to say, once that has spoken', () => {
    const armed = new Armed();
    armed.note(true);
    armed.orphaned(at(100));
    armed.note(true);

    expect(armed.at(at(1_000))).toBe(true);
  });

  it('is not begun by a death', () => {
    const armed = new Armed();
    armed.orphaned(at(1));

    expect(armed.at(at(2))).toBe(false);
  });
});
