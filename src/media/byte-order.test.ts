import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { ByteOrder } from './byte-order.js';

const WAV_HEADER_BYTES = 44;
const FRAME = 160;
const wav = readFileSync(new URL('../../fixtures/audio/human-digits-8k.wav', import.meta.url));
const speech = Int16Array.from({ length: (wav.length - WAV_HEADER_BYTES) / 2 }, (_, i) =>
  wav.readInt16LE(WAV_HEADER_BYTES + 2 * i),
);
const other = (pcm: Int16Array): Int16Array => {
  const bytes = Buffer.from(pcm.slice().buffer).swap16();
  return new Int16Array(bytes.buffer, bytes.byteOffset, pcm.length);
};
const framesOf = (pcm: Int16Array): Int16Array[] =>
  Array.from({ length: Math.floor(pcm.length / FRAME) }, (_, i) => pcm.subarray(i * FRAME, (i + 1) * FRAME));
const verdicts = (pcm: Int16Array): boolean[] => {
  const order = new ByteOrder();
  return framesOf(pcm).map((frame) => order.isWrong(frame));
};
const scaled = (pcm: Int16Array, by: number): Int16Array => pcm.map((sample) => Math.round(sample * by));

describe('the order of bytes', () => {
  it.each([0.02, 0.1, 1])('is right for real speech at %d of its level', (by) => {
    expect(verdicts(scaled(speech, by))).not.toContain(true);
  });

  it.each([0.1, 1])('is seen to be wrong within a second of real speech at %d of its level', (by) => {
    const found = verdicts(other(scaled(speech, by)));
    const loud = framesOf(scaled(speech, by)).findIndex((frame) =>
      frame.some((sample) => Math.abs(sample) > 300),
    );

    expect(found.indexOf(true)).toBeGreaterThanOrEqual(0);
    expect(found.indexOf(true) - loud).toBeLessThan(50);
  });

  it('is right for noise of any level, tones and silence', () => {
    const noise = fc.tuple(fc.integer({ min: 1, max: 32_000 }), fc.integer());
    fc.assert(
      fc.property(noise, ([peak, seed]) => {
        let state = seed | 1;
        const pcm = Int16Array.from({ length: 20 * FRAME }, () => {
          state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
          return Math.round((state / 2 ** 31) * peak);
        });
        expect(verdicts(pcm)).not.toContain(true);
      }),
    );
    const tone = Int16Array.from({ length: 4_000 }, (_, i) => Math.round(9_000 * Math.sin(i * 0.7)));
    expect(verdicts(tone)).not.toContain(true);
    expect(verdicts(new Int16Array(8_000))).not.toContain(true);
  });
});
