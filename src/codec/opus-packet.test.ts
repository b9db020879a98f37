import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { opusPacketTicks } from './opus-packet.js';

/** CELT, fullband, mono, 20 ms (configuration 31), by frame code. */
const TOC = [0xf8, 0xf9, 0xfa, 0xfb] as const;
const MS = 48;

const ticks = (...bytes: number[]): number | undefined => opusPacketTicks(Uint8Array.from(bytes));
const zeros = (count: number): number[] => new Array<number>(count).fill(0);

describe('the packing of an Opus packet', () => {
  it('has at least a TOC byte [R1]', () => {
    expect(ticks()).toBeUndefined();
    expect(ticks(TOC[0])).toBe(20 * MS);
  });

  it('knows how long a frame of each configuration is', () => {
    const silk = [10, 20, 40, 60];
    const hybrid = [10, 20];
    const celt = [2.5, 5, 10, 20];

    const durations = Array.from({ length: 32 }, (_, config) => (ticks(config << 3, 0) ?? NaN) / MS);

    expect(durations).toEqual([
      ...[...silk, ...silk, ...silk],
      ...[...hybrid, ...hybrid],
      ...[...celt, ...celt, ...celt, ...celt],
    ]);
  });

  it('does not care about the stereo bit', () => {
    expect(ticks(TOC[0] | 0x04, 1, 2, 3)).toBe(20 * MS);
  });

  it('accepts the common silence packet', () => {
    expect(ticks(0xf8, 0xff, 0xfe)).toBe(20 * MS);
  });

  it('refuses a frame of more than 1275 bytes [R2]', () => {
    expect(ticks(TOC[0], ...zeros(1_275))).toBe(20 * MS);
    expect(ticks(TOC[0], ...zeros(1_276))).toBeUndefined();
    expect(ticks(TOC[1], ...zeros(2 * 1_275))).toBe(40 * MS);
    expect(ticks(TOC[1], ...zeros(2 * 1_276))).toBeUndefined();
    expect(ticks(TOC[2], 0, ...zeros(1_275))).toBe(40 * MS);
    expect(ticks(TOC[2], 0, ...zeros(1_276))).toBeUndefined();
    expect(ticks(TOC[3], 0x01, ...zeros(1_275))).toBe(20 * MS);
    expect(ticks(TOC[3], 0x01, ...zeros(1_276))).toBeUndefined();
  });

  it('wants two equal frames to be equal [R3]', () => {
    expect(ticks(TOC[1])).toBe(40 * MS);
    expect(ticks(TOC[1], 1, 2)).toBe(40 * MS);
    expect(ticks(TOC[1], 1)).toBeUndefined();
    expect(ticks(TOC[1], 1, 2, 3)).toBeUndefined();
  });

  it('wants the first of two frames to fit [R4]', () => {
    expect(ticks(TOC[2], 0)).toBe(40 * MS);
    expect(ticks(TOC[2], 2, 1, 1)).toBe(40 * MS);
    expect(ticks(TOC[2])).toBeUndefined();
    expect(ticks(TOC[2], 2, 1)).toBeUndefined();
  });

  it('reads lengths from 252 on from two bytes', () => {
    expect(ticks(TOC[2], 251, ...zeros(251))).toBe(40 * MS);
    expect(ticks(TOC[2], 251, ...zeros(250))).toBeUndefined();
    expect(ticks(TOC[2], 252, 0, ...zeros(252))).toBe(40 * MS);
    expect(ticks(TOC[2], 252, 0, ...zeros(251))).toBeUndefined();
    expect(ticks(TOC[2], 255, 255, ...zeros(1_275))).toBe(40 * MS);
    expect(ticks(TOC[2], 255, 255, ...zeros(1_274))).toBeUndefined();
    expect(ticks(TOC[2], 252)).toBeUndefined();
  });

  it('wants at least one frame and at most 120 ms [R5]', () => {
    expect(ticks(TOC[3], 0x00)).toBeUndefined();
    expect(ticks(TOC[3], 0x06)).toBe(120 * MS);
    expect(ticks(TOC[3], 0x07)).toBeUndefined();
    // CELT frames of 2.5 ms: 48 of them, and no more.
    expect(ticks(0xe3, 48)).toBe(120 * MS);
    expect(ticks(0xe3, 49)).toBeUndefined();
    // SILK frames of 60 ms: two.
    expect(ticks(0x1b, 2)).toBe(120 * MS);
    expect(ticks(0x1b, 3)).toBeUndefined();
  });

  it('wants equal frames to fill the packet exactly [R6]', () => {
    expect(ticks(TOC[3])).toBeUndefined();
    expect(ticks(TOC[3], 0x03, ...zeros(6))).toBe(60 * MS);
    expect(ticks(TOC[3], 0x03, ...zeros(7))).toBeUndefined();
  });

  it('takes padding off the end', () => {
    // Two frames of one byte, two bytes of padding.
    expect(ticks(TOC[3], 0x42, 2, 1, 1, 0, 0)).toBe(40 * MS);
    expect(ticks(TOC[3], 0x42, 2, 1, 1, 0)).toBeUndefined();
    // The padding may be empty, and may leave nothing.
    expect(ticks(TOC[3], 0x41, 0)).toBe(20 * MS);
    expect(ticks(TOC[3], 0x41, 1, 0)).toBe(20 * MS);
    expect(ticks(TOC[3], 0x41, 2, 0)).toBeUndefined();
    expect(ticks(TOC[3], 0x41)).toBeUndefined();
  });

  it('reads padding of 255 as 254 and another length byte', () => {
    expect(ticks(TOC[3], 0x41, 255, 1, 9, ...zeros(255))).toBe(20 * MS);
    expect(ticks(TOC[3], 0x41, 255, 1, ...zeros(255))).toBe(20 * MS);
    expect(ticks(TOC[3], 0x41, 255, 1, ...zeros(254))).toBeUndefined();
    expect(ticks(TOC[3], 0x41, 255)).toBeUndefined();
    expect(ticks(TOC[3], 0x41, ...new Array<number>(600).fill(255))).toBeUndefined();
  });

  it('wants unequal frames to fit together with their lengths [R7]', () => {
    expect(ticks(TOC[3], 0x83, 1, 2, 9, 9, 9, 9)).toBe(60 * MS);
    expect(ticks(TOC[3], 0x83, 1, 2, 9, 9, 9)).toBe(60 * MS);
    expect(ticks(TOC[3], 0x83, 1, 2, 9, 9)).toBeUndefined();
    expect(ticks(TOC[3], 0x83, 1)).toBeUndefined();
    expect(ticks(TOC[3], 0x83, 0, 252)).toBeUndefined();
    // Frames may not reach into the padding.
    expect(ticks(TOC[3], 0xc2, 1, 1, 9, 0)).toBe(40 * MS);
    expect(ticks(TOC[3], 0xc2, 1, 2, 9, 0)).toBeUndefined();
  });

  it('is undefined or at most 120 ms for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3_000 }), (packet) => {
        const duration = opusPacketTicks(packet) ?? 120;

        expect(duration).toBeGreaterThanOrEqual(120);
        expect(duration).toBeLessThanOrEqual(5_760);
      }),
    );
  });
});
