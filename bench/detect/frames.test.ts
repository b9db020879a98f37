import { describe, expect, it } from '@jest/globals';

import { heardFrames } from './frames.js';

const RATE_HZ = 8_000;
const FRAME = 80;

/** A tone; 400 Hz has a whole number of periods in a frame, and a quarter of one is 5 samples. */
const tone = (frames: number, amplitude: number, shift = 0): Int16Array =>
  Int16Array.from({ length: frames * FRAME }, (_, i) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * 400 * (i + shift)) / RATE_HZ)),
  );

const audible = (clip: Int16Array, output: Int16Array): boolean[] =>
  heardFrames(clip, output, RATE_HZ).map(({ isAudible }) => isAudible);

describe('heardFrames', () => {
  it('hears a clip in itself, frame by frame of 10 ms', () => {
    const clip = tone(3, 8_000);

    const frames = heardFrames(clip, clip, RATE_HZ);

    expect(frames).toEqual([
      { startMs: 0, isSpeech: true, isAudible: true },
      { startMs: 10, isSpeech: true, isAudible: true },
      { startMs: 20, isSpeech: true, isAudible: true },
    ]);
  });

  it('leaves out a last frame that is not whole', () => {
    const clip = tone(2, 8_000).subarray(0, 2 * FRAME - 1);

    expect(audible(clip, clip)).toEqual([true]);
  });

  it('hears nothing in silence, nor past the end of the output', () => {
    const clip = tone(3, 8_000);
    const output = new Int16Array(2 * FRAME + FRAME - 1);
    output.set(clip.subarray(FRAME, 2 * FRAME), FRAME);

    expect(audible(clip, output)).toEqual([false, true, false]);
  });

  it('hears what is less than 20 dB below the clip, and no less', () => {
    const clip = tone(1, 10_000);

    expect(audible(clip, tone(1, 1_050))).toEqual([true]);
    expect(audible(clip, tone(1, 950))).toEqual([false]);
  });

  it('does not take another sound of the same loudness for the clip, nor the clip turned over', () => {
    const clip = tone(1, 8_000);
    const quarterPeriod = 5;

    expect(audible(clip, tone(1, 8_000, quarterPeriod))).toEqual([false]);
    expect(audible(clip, tone(1, 8_000, 2 * quarterPeriod))).toEqual([false]);
  });

  it('calls speech what is above -50 dBFS', () => {
    const rmsOf = (dbfs: number): number => Math.SQRT2 * 32_768 * 10 ** (dbfs / 20);

    const isSpeech = [-49, -51].map((dbfs) => {
      const clip = tone(1, rmsOf(dbfs));
      return heardFrames(clip, clip, RATE_HZ)[0]?.isSpeech;
    });

    expect(isSpeech).toEqual([true, false]);
  });

  it('hears nothing where the clip is all zeros', () => {
    const clip = new Int16Array(FRAME);

    expect(heardFrames(clip, tone(1, 8_000), RATE_HZ)).toEqual([
      { startMs: 0, isSpeech: false, isAudible: false },
    ]);
  });
});
