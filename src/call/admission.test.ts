/** Admission with a headroom that the test makes up. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Admission, SHORTAGES, type AdmissionLimits, type ShortageName } from './admission.js';
import { Shortage } from './shortage.js';
import { ManualClock } from '../core/clock.js';
import { millis } from '../core/units.js';

const LIMITS: AdmissionLimits = {
  calls: 10,
  callsPerTenant: 3,
  loopDelayMs: 100,
  loopUse: 0.9,
  backlogMs: 1_000,
  deafMs: 5_000,
  memoryBytes: 1_000,
  calmMs: 5_000,
};
const EASY: Readonly<Record<ShortageName, number>> = {
  'event loop': 1,
  cpu: 0.1,
  'recogniser behind': 60,
  'no recogniser': 0,
  memory: 100,
};
const OVER: Readonly<Record<ShortageName, number>> = {
  'event loop': 101,
  cpu: 0.95,
  'recogniser behind': 1_100,
  'no recogniser': 5_500,
  memory: 1_001,
};

const start = () => {
  const clock = new ManualClock();
  let measured = { ...EASY };
  const told: string[] = [];
  const admission = new Admission({
    limits: LIMITS,
    headroom: { measure: () => measured, close: () => undefined },
    clock,
    onShortages: (names) => told.push(names.join()),
  });
  const pass = (ms: number, values: Partial<Record<ShortageName, number>>): void => {
    measured = { ...EASY, ...values };
    clock.advance(ms);
  };
  return { clock, admission, pass, told };
};

describe('admission', () => {
  it.each(SHORTAGES)('refuses new calls while it is short of: %s, and says so', (name) => {
    const { admission, pass, told } = start();
    expect(admission.refuse(1, 1)).toBeUndefined();

    pass(1_000, { [name]: OVER[name] });

    expect(admission.refuse(1, 1)).toBe('TACET_BUSY');
    expect(admission.unready(1)).toBe(`overload: ${name}`);
    expect(admission.refused[name]).toBe(1);
    expect(told).toEqual([name]);
  });

  it('is not impressed by one bad moment', () => {
    const { admission, pass } = start();

    for (let i = 0; i < 20; i++) {
      pass(500, OVER);
      pass(500, {});
    }

    expect(admission.refuse(1, 1)).toBeUndefined();
  });

  it('takes calls again once all has been well for a while, well below the limit', () => {
    const { admission, pass, told } = start();
    pass(1_000, { cpu: 0.95 });

    pass(60_000, { cpu: 0.85 });
    expect(admission.refuse(1, 1)).toBe('TACET_BUSY');
    pass(4_500, { cpu: 0.5 });
    expect(admission.refuse(1, 1)).toBe('TACET_BUSY');
    pass(1_000, { cpu: 0.5 });

    expect(admission.refuse(1, 1)).toBeUndefined();
    expect(admission.unready(1)).toBeUndefined();
    expect(told).toEqual(['cpu', '']);
  });

  it('refuses what is more than the calls it may have, of one tenant or of all, by their own reasons', () => {
    const { admission } = start();

    expect([admission.refuse(9, 2), admission.refuse(9, 3), admission.refuse(10, 0)]).toEqual([
      undefined,
      'TACET_BUSY',
      'TACET_BUSY',
    ]);
    expect(admission.refused).toMatchObject({ tenant: 1, calls: 1 });
  });

  it('when full is not ready before there is some room', () => {
    const { admission } = start();

    expect([9, 10, 10, 9, 10].map((calls) => admission.unready(calls))).toEqual([
      undefined,
      'overload: calls',
      'overload: calls',
      undefined,
      'overload: calls',
    ]);
  });

  it('when draining takes nobody, whatever there is', () => {
    const { admission } = start();

    admission.drain();

    expect(admission.refuse(0, 0)).toBe('TACET_DRAINING');
    expect(admission.unready(0)).toBe('draining');
    expect(admission.refused.draining).toBe(1);
  });

  it('leaves no timer behind', () => {
    const { admission, clock } = start();
    admission.close();
    expect(clock.pending).toBe(0);
  });
});

describe('a shortage', () => {
  it('begins and ends no more often than once in the time it must be calm', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 300 }), (values) => {
        const shortage = new Shortage(100, 5_000);
        const ends: number[] = [];
        let was = false;
        values.forEach((value, i) => {
          shortage.note(value, millis(i * 500));
          if (was && !shortage.isShort) ends.push(i * 500);
          was = shortage.isShort;
        });
        for (const [i, at] of ends.entries())
          expect(at - (ends[i - 1] ?? -5_000)).toBeGreaterThanOrEqual(5_000);
      }),
    );
  });

  it('never ends while the measure is over the limit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 300 }), (values) => {
        const shortage = new Shortage(100, 500);
        let was = false;
        values.forEach((value, i) => {
          shortage.note(value, millis(i * 500));
          if (was && value > 80) expect(shortage.isShort).toBe(true);
          was = shortage.isShort;
        });
      }),
    );
  });
});
