import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { millis, type Millis } from '../core/units.js';
import { Pacer } from './pacer.js';
import type { Packet } from './packet.js';

const AHEAD_MS = 100;

const packetOf = (value: number): Packet => ({
  ssrc: 9,
  sequenceNumber: 77,
  timestamp: 160 * value,
  payloadType: 0,
  marker: false,
  payload: Uint8Array.of(value & 0xff, value >> 8),
  arrivalMs: millis(0),
});

const arrange = (mostMs = 10_000) => {
  const left: (number | string)[] = [];
  const at: number[] = [];
  const numbers: number[] = [];
  let now = 0;
  const pacer = new Pacer(mostMs, {
    packet: ({ payload, sequenceNumber, arrivalMs }) => {
      left.push((payload[0] as number) + 256 * (payload[1] as number));
      numbers.push(sequenceNumber);
      at.push(arrivalMs);
    },
    message: (message) => left.push(Buffer.from(message).toString()),
  });
  const time = (): Millis => millis(now);
  const runTo = (end: number): void => {
    for (;;) {
      const due = pacer.dueInMs(time());
      if (due === undefined || now + due > end) break;
      now += due;
      pacer.release(time());
    }
    now = end;
  };
  return { pacer, left, at, numbers, time, runTo };
};

describe('a pacer', () => {
  it('lets through at once what comes in real time', () => {
    const { pacer, left, time, runTo } = arrange();
    for (let n = 0; n < 50; n++) {
      runTo(20 * n);
      pacer.audio(packetOf(n), 20, time());
      expect(left.length).toBe(n + 1);
    }
    expect(pacer.waitingMs).toBe(0);
  });

  it('lets a burst through by the clock, a little ahead, in order and numbered without a gap', () => {
    const { pacer, left, at, numbers, time, runTo } = arrange();
    for (let n = 0; n < 100; n++) pacer.audio(packetOf(n), 20, time());
    expect(left.length).toBe(AHEAD_MS / 20 + 1);

    runTo(3_000);

    expect(left).toEqual(Array.from({ length: 100 }, (_, n) => n));
    expect(numbers).toEqual(left);
    at.forEach((ms, n) => expect(20 * n - ms).toBeLessThanOrEqual(AHEAD_MS));
  });

  it('keeps messages in their place between the audio', () => {
    const { pacer, left, time, runTo } = arrange();
    for (let n = 0; n < 20; n++) {
      pacer.audio(packetOf(n), 20, time());
      if (n % 5 === 4) pacer.message(Buffer.from(`after ${String(n)}`), false, time());
    }
    runTo(1_000);

    expect(left.filter((each) => typeof each === 'string')).toHaveLength(4);
    for (const n of [4, 9, 14, 19]) expect(left[left.indexOf(`after ${String(n)}`) - 1]).toBe(n);
  });

  it('drops what waits when it is cleared, passes its messages, and what comes then is not late', () => {
    const { pacer, left, time, runTo } = arrange();
    for (let n = 0; n < 50; n++) pacer.audio(packetOf(n), 20, time());
    pacer.message(Buffer.from('mark'), false, time());
    runTo(100);
    const heard = left.length;

    pacer.clear();
    pacer.audio(packetOf(1_000), 20, time());

    expect(left.slice(heard)).toEqual(['mark', 1_000]);
    expect(pacer.dueInMs(time())).toBeUndefined();
  });

  it('calls back in its place between the audio, at once where none waits or all of it is dropped', () => {
    const { pacer, left, time, runTo } = arrange();
    const call = (name: string): void => pacer.then(() => left.push(name), time());
    call('first');
    for (let n = 0; n < 20; n++) {
      pacer.audio(packetOf(n), 20, time());
      if (n === 9) call('middle');
    }
    call('last');
    expect(left[0]).toBe('first');
    expect(left).not.toContain('middle');

    runTo(200);
    expect(left.slice(10, 13)).toEqual([9, 'middle', 10]);
    expect(left).not.toContain('last');

    pacer.clear();
    expect(left.at(-1)).toBe('last');
  });

  it('holds no more than it may, and counts what it drops', () => {
    const { pacer, time } = arrange(200);
    for (let n = 0; n < 50; n++) pacer.audio(packetOf(n), 20, time());

    expect(pacer.waitingMs).toBe(200);
    expect(pacer.dropped).toBe(50 - (AHEAD_MS / 20 + 1) - 10);
  });

  it('holds messages within bounds, and takes more when they have left', () => {
    const { pacer, left, time, runTo } = arrange();
    const fill = (): void => {
      for (let n = 0; n < 20; n++) pacer.audio(packetOf(n), 20, time());
      for (let n = 0; n < 10; n++) pacer.message(Buffer.alloc(1_000_000), false, time());
      for (let n = 0; n < 1_500; n++) pacer.message(Buffer.from('m'), false, time());
      runTo(time() + 10_000);
    };
    fill();
    expect(left.filter((each) => typeof each === 'string')).toHaveLength(1_000);
    expect(left.filter((each) => typeof each === 'string' && each.length > 1)).toHaveLength(4);

    fill();
    expect(left.filter((each) => typeof each === 'string')).toHaveLength(2_000);
  });

  it('loses nothing, swaps nothing and never runs ahead, whatever comes when', () => {
    const step = fc.record({
      waitMs: fc.nat(120),
      frames: fc.nat(12),
      says: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { pacer, left, at, time, runTo } = arrange(1_000_000);
        const wanted: (number | string)[] = [];
        let count = 0;
        for (const { waitMs, frames, says } of steps) {
          runTo(time() + waitMs);
          for (let n = 0; n < frames; n++) {
            wanted.push(count);
            pacer.audio(packetOf(count++), 20, time());
          }
          if (!says) continue;
          wanted.push(`m${String(count)}`);
          pacer.message(Buffer.from(`m${String(count)}`), false, time());
        }
        runTo(time() + 100_000);
        expect(left).toEqual(wanted);
        // Any stretch of n frames takes at least its length, less what may be ahead.
        at.forEach((ms, i) => {
          const first = at[Math.max(0, i - 20)] as number;
          expect(ms - first).toBeGreaterThanOrEqual(20 * Math.min(i, 20) - AHEAD_MS - 40);
        });
      }),
    );
  });
});
