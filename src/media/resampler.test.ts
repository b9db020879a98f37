import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { SAMPLE_RATES, TICKS_PER_SECOND, type SampleRate } from '../core/units.js';
import { Resampler } from './resampler.js';

const PAIRS = SAMPLE_RATES.flatMap((fromHz) => SAMPLE_RATES.map((toHz) => ({ fromHz, toHz })));
const CHANGES = PAIRS.filter(({ fromHz, toHz }) => fromHz !== toHz);
const DOWN = CHANGES.filter(({ fromHz, toHz }) => fromHz > toHz);

const anyPair = fc.constantFrom(...PAIRS);
const anyPcm = fc.int16Array({ maxLength: 2_000 });
const anyCuts = fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 8 });

const sine = (frequencyHz: number, rateHz: number, seconds: number, amplitude = 16_000): Int16Array =>
  Int16Array.from({ length: seconds * rateHz }, (_, i) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * frequencyHz * i) / rateHz)),
  );

const resampled = (resampler: Resampler, input: Int16Array): Int16Array => {
  const output = new Int16Array(resampler.maxOutput(input.length));
  return output.subarray(0, resampler.process(input, output));
};

/** Feeds the input cut at the given lengths; what is left comes last. */
const resampledInPieces = (resampler: Resampler, input: Int16Array, cuts: readonly number[]): number[] => {
  const output: number[] = [];
  let at = 0;
  for (const cut of [...cuts, input.length]) {
    output.push(...resampled(resampler, input.subarray(at, at + cut)));
    at += cut;
  }
  return output;
};

/** Without the filter's run-in. */
const settled = (pcm: Int16Array, rateHz: SampleRate): Int16Array => pcm.subarray((rateHz * 20) / 1_000);

const rms = (pcm: Int16Array): number =>
  Math.sqrt(pcm.reduce((sum, sample) => sum + sample * sample, 0) / pcm.length);

const decibels = (ratio: number): number => 20 * Math.log10(ratio);

describe('the resampler', () => {
  it('keeps the exact ratio of lengths, whatever the size of the frames', () => {
    fc.assert(
      fc.property(anyPair, anyCuts, ({ fromHz, toHz }, cuts) => {
        const resampler = new Resampler(fromHz, toHz);
        let taken = 0;
        let given = 0;

        for (const cut of cuts) {
          taken += cut;
          given += resampled(resampler, new Int16Array(cut)).length;

          expect(given).toBe(Math.ceil((taken * toHz) / fromHz));
        }
      }),
    );
  });

  it.each(PAIRS)('turns every 20 ms at $fromHz Hz into 20 ms at $toHz Hz', ({ fromHz, toHz }) => {
    const resampler = new Resampler(fromHz, toHz);

    for (let frame = 0; frame < 10; frame++)
      expect(resampled(resampler, new Int16Array(fromHz / 50))).toHaveLength(toHz / 50);
  });

  it('gives the same samples wherever the stream is cut', () => {
    fc.assert(
      fc.property(anyPair, anyPcm, anyCuts, ({ fromHz, toHz }, pcm, cuts) => {
        const whole = resampled(new Resampler(fromHz, toHz), pcm);

        const pieces = resampledInPieces(new Resampler(fromHz, toHz), pcm, cuts);

        expect(pieces).toEqual([...whole]);
      }),
    );
  });

  it('delays a tone by its group delay and changes nothing else about it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CHANGES),
        fc.double({ min: 0.02, max: 0.85, noNaN: true }),
        (pair, place) => {
          const { fromHz, toHz } = pair;
          const frequencyHz = (place * Math.min(fromHz, toHz)) / 2;
          const resampler = new Resampler(fromHz, toHz);
          const delaySeconds = resampler.groupDelay / TICKS_PER_SECOND;

          const output = resampled(resampler, sine(frequencyHz, fromHz, 0.1));

          const errors = output.map((sample, i) => {
            const seconds = i / toHz - delaySeconds;
            return sample - Math.round(16_000 * Math.sin(2 * Math.PI * frequencyHz * seconds));
          });
          // 0.03 dB of ripple and images 55 dB down, of 16 000.
          expect(Math.max(...settled(errors, toHz).map(Math.abs))).toBeLessThan(60);
        },
      ),
    );
  });

  it.each(CHANGES)('keeps the level of 1 kHz from $fromHz to $toHz Hz within 0.05 dB', ({ fromHz, toHz }) => {
    const input = sine(1_000, fromHz, 0.5);

    const output = resampled(new Resampler(fromHz, toHz), input);

    expect(Math.abs(decibels(rms(settled(output, toHz)) / rms(input)))).toBeLessThan(0.05);
  });

  it.each(DOWN)('rejects what would fold into speech from $fromHz to $toHz Hz', ({ fromHz, toHz }) => {
    // Up to just below the Nyquist frequency of the input, where a sine would be all zeros.
    for (let place = 1.15; place < 0.99 * (fromHz / toHz); place += 0.05) {
      const input = sine((place * toHz) / 2, fromHz, 0.2);

      const output = resampled(new Resampler(fromHz, toHz), input);

      expect(decibels(rms(settled(output, toHz)) / rms(input))).toBeLessThan(-50);
    }
  });

  it('passes a constant exactly: no hum at the old sample rate', () => {
    for (const { fromHz, toHz } of CHANGES) {
      const output = resampled(new Resampler(fromHz, toHz), new Int16Array(fromHz / 10).fill(12_345));

      expect(new Set(settled(output, toHz))).toEqual(new Set([12_345]));
    }
  });

  it('has a group delay of 12 samples of the lower rate', () => {
    expect(new Resampler(8_000, 16_000).groupDelay).toBe(72);
    expect(new Resampler(16_000, 8_000).groupDelay).toBe(72);
    expect(new Resampler(24_000, 16_000).groupDelay).toBe(36);
    expect(new Resampler(24_000, 48_000).groupDelay).toBe(24);
  });

  it('passes everything through at once where the rates agree', () => {
    const resampler = new Resampler(8_000, 8_000);

    expect(resampled(resampler, Int16Array.of(1, -2, 32_767, -32_768))).toEqual(
      Int16Array.of(1, -2, 32_767, -32_768),
    );
    expect(resampler.groupDelay).toBe(0);
  });

  it('clips rather than wraps where the filter overshoots', () => {
    const square = Int16Array.from({ length: 800 }, (_, i) => (i % 20 < 10 ? 32_767 : -32_768));

    const output = resampled(new Resampler(8_000, 48_000), square);

    // The wave is high in the first half of each cycle of 120 outputs, 72 outputs late.
    const middles = output.filter((_, i) => i > 960 && (i - 72) % 120 === 30);
    expect(Math.max(...output)).toBe(32_767);
    expect(Math.min(...output)).toBe(-32_768);
    expect(middles.every((sample) => sample > 28_000)).toBe(true);
  });

  it('refuses an output that is too short, before it takes anything', () => {
    const resampler = new Resampler(8_000, 16_000);
    const fresh = new Resampler(8_000, 16_000);
    const pcm = sine(440, 8_000, 0.02);

    expect(() => resampler.process(pcm, new Int16Array(319))).toThrow(RangeError);

    expect(resampled(resampler, pcm)).toEqual(resampled(fresh, pcm));
  });

  it('does not write beyond what it reports', () => {
    const output = new Int16Array(400).fill(77);

    const written = new Resampler(8_000, 16_000).process(sine(440, 8_000, 0.02), output);

    expect(written).toBe(320);
    expect(output.subarray(320).every((sample) => sample === 77)).toBe(true);
  });

  it('leaves nothing of the old audio behind when it is reset', () => {
    for (const { fromHz, toHz } of PAIRS) {
      const resampler = new Resampler(fromHz, toHz);
      resampled(resampler, sine(440, fromHz, 0.1).subarray(0, 701));

      resampler.reset();

      const pcm = sine(1_000, fromHz, 0.02);
      expect(resampled(resampler, pcm)).toEqual(resampled(new Resampler(fromHz, toHz), pcm));
    }
  });

  it('does not hold on to the memory of its caller', () => {
    const resampler = new Resampler(8_000, 16_000);
    const untouched = new Resampler(8_000, 16_000);
    const pcm = sine(440, 8_000, 0.02);
    const frame = pcm.slice();

    resampled(resampler, frame);
    resampled(untouched, pcm);
    frame.fill(-1);

    expect(resampled(resampler, pcm)).toEqual(resampled(untouched, pcm));
  });
});
