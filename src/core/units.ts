/**
 * Units of time and counting, branded so that a second never meets a sample by accident.
 *
 * Media time is counted in Ticks of 1/48 000 s. Every telephone sample rate (8, 16, 24, 48 kHz) and the
 * millisecond divide it exactly, so positions convert between rates without rounding.
 * Millis are for deadlines and reports only; they never address audio.
 */

declare const unit: unique symbol;
type Unit<Name extends string> = number & { readonly [unit]: Name };

/** Media time: 1/48 000 s. */
export type Ticks = Unit<'ticks'>;
/** A count of samples of one channel at a rate named beside it. */
export type Samples = Unit<'samples'>;
/** Milliseconds: monotonic deadlines, durations in settings and reports. */
export type Millis = Unit<'millis'>;

export const TICKS_PER_SECOND = 48_000;
export const TICKS_PER_MILLI = 48;

/** Sample rates a leg may use, in Hz. */
export const SAMPLE_RATES = [8_000, 16_000, 24_000, 48_000] as const;
export type SampleRate = (typeof SAMPLE_RATES)[number];

export const ticks = (value: number): Ticks => value as Ticks;
export const samples = (value: number): Samples => value as Samples;
export const millis = (value: number): Millis => value as Millis;

export const ticksPerSample = (rateHz: SampleRate): number => TICKS_PER_SECOND / rateHz;
export const samplesToTicks = (count: number, rateHz: SampleRate): Ticks =>
  (count * ticksPerSample(rateHz)) as Ticks;
/** Rounds down to a whole sample. */
export const ticksToSamples = (at: number, rateHz: SampleRate): Samples =>
  Math.floor(at / ticksPerSample(rateHz)) as Samples;
export const millisToTicks = (ms: number): Ticks => Math.round(ms * TICKS_PER_MILLI) as Ticks;
/** Fractional milliseconds. */
export const ticksToMillis = (at: number): Millis => (at / TICKS_PER_MILLI) as Millis;

export const isSampleRate = (value: number): value is SampleRate =>
  (SAMPLE_RATES as readonly number[]).includes(value);
