import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { LevelMeter } from './level-meter.js';

const level = (...frames: readonly Int16Array[]): ReturnType<LevelMeter['take']> => {
  const meter = new LevelMeter();
  for (const frame of frames) meter.add(frame);
  return meter.take();
};

describe('the level', () => {
  it('of full scale is 0, of a full sine -3, of silence -127, of nothing unknown', () => {
    const sine = Int16Array.from({ length: 8_000 }, (_, i) => 32_767 * Math.sin((2 * Math.PI * i) / 80));

    expect(level(new Int16Array(80).fill(-32_768))).toEqual({ rmsDbov: 0, peakDbov: 0 });
    expect(level(sine)).toEqual({ rmsDbov: -3, peakDbov: 0 });
    expect(level(new Int16Array(80))).toEqual({ rmsDbov: -127, peakDbov: -127 });
    expect(level()).toBeUndefined();
  });

  it('is the same however the samples are cut into frames, and begins anew once taken', () => {
    const pcm = fc.int16Array({ minLength: 2, maxLength: 400 });
    fc.assert(
      fc.property(pcm, fc.nat(400), (samples, cut) => {
        expect(level(samples.subarray(0, cut), samples.subarray(cut))).toEqual(level(samples));
        const meter = new LevelMeter();
        meter.add(samples);
        meter.take();
        expect(meter.take()).toBeUndefined();
      }),
    );
  });

  it('of its peak is never below that of its power', () => {
    fc.assert(
      fc.property(fc.int16Array({ minLength: 1, maxLength: 400 }), (samples) => {
        const { rmsDbov = 0, peakDbov = 0 } = level(samples) ?? {};
        expect(peakDbov).toBeGreaterThanOrEqual(rmsDbov);
        expect(rmsDbov).toBeLessThanOrEqual(0);
      }),
    );
  });
});
