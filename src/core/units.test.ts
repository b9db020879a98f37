import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  isSampleRate,
  millisToTicks,
  SAMPLE_RATES,
  samplesToTicks,
  ticksPerSample,
  ticksToMillis,
  ticksToSamples,
} from './units.js';

const rate = fc.constantFrom(...SAMPLE_RATES);
/** A week of audio at 48 kHz. */
const count = fc.integer({ min: 0, max: 7 * 86_400 * 48_000 });

describe('units', () => {
  it.each(SAMPLE_RATES)('give every sample at %d Hz a whole number of Ticks', (rateHz) => {
    expect(Number.isInteger(ticksPerSample(rateHz))).toBe(true);
    expect(samplesToTicks(rateHz, rateHz)).toBe(48_000);
  });

  it('find a sample again from its place', () => {
    fc.assert(
      fc.property(count, rate, (n, rateHz) => {
        expect(ticksToSamples(samplesToTicks(n, rateHz), rateHz)).toBe(n);
      }),
    );
  });

  it('round a place inside a sample down to it, before zero too', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), rate, (at, rateHz) => {
        const sample = ticksToSamples(at, rateHz);

        expect(samplesToTicks(sample, rateHz)).toBeLessThanOrEqual(at);
        expect(samplesToTicks(sample + 1, rateHz)).toBeGreaterThan(at);
      }),
    );
  });

  it('take whole milliseconds there and back without rounding', () => {
    fc.assert(fc.property(count, (ms) => expect(ticksToMillis(millisToTicks(ms))).toBe(ms)));
  });

  it('round a fraction of a Tick to the nearest', () => {
    expect(millisToTicks(0.01)).toBe(0);
    expect(millisToTicks(0.02)).toBe(1);
    expect(ticksToMillis(24)).toBe(0.5);
  });

  it('know the sample rates of telephony and no others', () => {
    expect([8_000, 16_000, 24_000, 48_000].map(isSampleRate)).toEqual([true, true, true, true]);
    expect([0, -8_000, 11_025, 32_000, 44_100, Number.NaN].some(isSampleRate)).toBe(false);
  });
});
