import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { NoiseMeter } from './noise-meter.js';
import { millisToTicks, ticks } from '../core/units.js';
import { CARD_NUMBER, repeated, sound, talk } from '../test/bursts.js';

const RATE = 8_000;
const LOUD_PEAK = 6_000;
const END = millisToTicks(60_000);

/** `pcm` with steady noise of the given peak over it. */
const inNoise = (pcm: Int16Array, peak: number): Int16Array => {
  const noise = sound([[(pcm.length * 1_000) / RATE, 0]], RATE, 7);
  return pcm.map((sample, i) => Math.round(sample + ((noise[i] ?? 0) * peak) / LOUD_PEAK));
};

const decibels = (below: number): number => LOUD_PEAK * 10 ** (-below / 20);

const isNoisy = (pcm: Int16Array): boolean => {
  const meter = new NoiseMeter(RATE);
  meter.hear(pcm);
  return meter.noisySince(END) !== undefined;
};

const VOICES = [
  ['digits read out', sound(CARD_NUMBER)],
  ['talk', sound(talk(80))],
] as const;

describe('the noise meter', () => {
  it.each(VOICES)('hears %s in a quiet room, and noise at 10 dB below them', (_name, voice) => {
    expect(isNoisy(voice)).toBe(false);
    expect(isNoisy(inNoise(voice, decibels(10)))).toBe(true);
  });

  it('lets pass what is 25 dB below the voice', () => {
    expect(isNoisy(inNoise(sound(CARD_NUMBER), decibels(25)))).toBe(false);
  });

  it('calls neither silence noise nor a hum that nobody would notice', () => {
    const silence = new Int16Array(5 * RATE);

    expect(isNoisy(silence)).toBe(false);
    expect(isNoisy(inNoise(silence, 30))).toBe(false);
  });

  it('says nothing before it has heard two seconds', () => {
    const noise = inNoise(new Int16Array(2 * RATE), LOUD_PEAK);

    expect(isNoisy(noise.subarray(0, noise.length - 1))).toBe(false);
    expect(isNoisy(noise)).toBe(true);
  });

  it('speaks for what it has heard, at most eight seconds back and never before the beginning', () => {
    const meter = new NoiseMeter(RATE);
    meter.hear(inNoise(new Int16Array(3 * RATE), LOUD_PEAK));

    expect(meter.noisySince(millisToTicks(3_000))).toBe(0);
    expect(meter.noisySince(millisToTicks(10_000))).toBe(millisToTicks(7_000));
    meter.hear(inNoise(new Int16Array(20 * RATE), LOUD_PEAK));
    expect(meter.noisySince(millisToTicks(30_000))).toBe(millisToTicks(22_000));
    expect(meter.noisySince(ticks(1))).toBe(0);
  });

  it('forgets noise that is over', () => {
    const meter = new NoiseMeter(RATE);
    meter.hear(inNoise(sound(CARD_NUMBER), decibels(6)));
    const before = meter.noisySince(END);
    meter.hear(sound(repeated(3, [3_000, 500])));

    expect(before).toBeDefined();
    expect(meter.noisySince(END)).toBeUndefined();
  });

  it('does not care how the audio is cut into chunks', () => {
    const pcm = inNoise(sound(CARD_NUMBER), decibels(10));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4_000 }), { maxLength: 30 }), (lengths) => {
        const cut = new NoiseMeter(RATE);
        let at = 0;
        for (const length of lengths) cut.hear(pcm.subarray(at, (at += length)));
        cut.hear(pcm.subarray(at));

        const whole = new NoiseMeter(RATE);
        whole.hear(pcm);
        expect(cut.noisySince(END)).toBe(whole.noisySince(END));
      }),
    );
  });
});
