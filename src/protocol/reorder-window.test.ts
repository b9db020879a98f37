import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { millis } from '../core/units.js';
import { ReorderWindow } from './reorder-window.js';

const open = (): { window: ReorderWindow; came: number[]; push: (number: number, ms?: number) => void } => {
  const came: number[] = [];
  const window = new ReorderWindow((_timestampMs, payload) => came.push(payload[0] ?? -1));
  return {
    window,
    came,
    push: (number, ms = 0) => window.push(number, 20 * number, Uint8Array.of(number), millis(ms)),
  };
};

describe('a window that puts audio in order', () => {
  it('gives back the order of any shuffle in which none is more than five places late', () => {
    const shuffled = fc
      .array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 60 })
      .map((lateness) =>
        lateness
          .map((late, i) => ({ number: i + 1, at: i + late + i / 1_000 }))
          .sort((a, b) => a.at - b.at)
          .map(({ number }) => number),
      );
    fc.assert(
      fc.property(shuffled, (numbers) => {
        const { window, came, push } = open();
        for (const number of numbers) push(number);
        window.flush();
        expect(came).toEqual([...numbers].sort((a, b) => a - b));
      }),
    );
  });

  it('gives up after five, or 100 ms, and drops what comes then', () => {
    const { window, came, push } = open();
    for (const number of [1, 3, 4, 5, 6, 7]) push(number);
    expect(came).toEqual([1]);
    push(8);
    expect(came).toEqual([1, 3, 4, 5, 6, 7, 8]);
    push(2);
    expect([came.length, window.dropped]).toEqual([7, 1]);

    push(10, 50);
    window.tick(millis(149));
    expect(came.at(-1)).toBe(8);
    window.tick(millis(150));
    expect(came.at(-1)).toBe(10);
  });

  it('drops what comes twice', () => {
    const { window, came, push } = open();
    for (const number of [1, 1, 3, 3, 2, 2]) push(number);
    expect([came, window.dropped]).toEqual([[1, 2, 3], 3]);
  });

  it('begins in the middle, and anew after a leap', () => {
    const { came, push } = open();
    for (const number of [200, 201, 203, 202]) push(number);
    for (const number of [5_000, 5_001, 1, 2]) push(number & 0xff);
    expect(came.slice(0, 4)).toEqual([200, 201, 202, 203]);

    const far = open();
    for (const number of [50_000, 50_002, 1, 2]) far.push(number);
    expect(far.came).toHaveLength(4);
  });

  it('never gives one twice, nor one after a later one, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(40), fc.nat(60)), { maxLength: 80 }), (pushes) => {
        const { window, came, push } = open();
        let now = 0;
        for (const [number, passed] of pushes) push(number, (now += passed));
        window.flush();
        expect(came).toEqual([...new Set(came)].sort((a, b) => a - b));
      }),
    );
  });

  it('keeps copies, and zeroes them', () => {
    const seen: Uint8Array[] = [];
    const window = new ReorderWindow((_timestampMs, payload) => seen.push(payload));
    const payload = Uint8Array.of(7);
    window.push(2, 0, payload, millis(0));
    payload.fill(0);
    window.flush();
    window.close();
    expect(seen).toEqual([Uint8Array.of(0)]);
  });
});
