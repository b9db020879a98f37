/**
 * The ear behind the DTMF tap: how strong the eight key frequencies (ITU-T Q.23) are in the newest 12.75 ms.
 *
 *     8 kHz samples   |--51--|--51--|--51--|--51--|      half-blocks, one Goertzel pass each
 *     windows         [---- 102 ---]                     two half-blocks added in phase,
 *                            [---- 102 ---]              one window every 6.375 ms at no extra cost
 *
 * It owns the samples of one half-block and the phasors of the last three; `clear` zeroes them all. It knows
 * nothing of keys, and what it measures does not depend on how the audio was cut into frames.
 */
import { TICKS_PER_SECOND, ticksPerSample, type SampleRate } from '../core/units.js';

/** Four rows, then four columns. */
export const KEY_FREQUENCIES_HZ = [697, 770, 852, 941, 1209, 1336, 1477, 1633] as const;
export const FIRST_COLUMN = 4;

const ANALYSIS_RATE_HZ = 8_000;
const HALF_SAMPLES = 51;
export const WINDOW_SAMPLES = 2 * HALF_SAMPLES;
export const HALF_TICKS = (HALF_SAMPLES * TICKS_PER_SECOND) / ANALYSIS_RATE_HZ;

/** Taps of the decimating low-pass for each unit of its factor; its delay is then whole ticks at every rate. */
const TAPS_PER_FACTOR = 9;
const DECIMATOR_DELAY_TICKS = ((TAPS_PER_FACTOR - 1) / 2) * ticksPerSample(ANALYSIS_RATE_HZ);
const DECIMATOR_CUTOFF_HZ = 3_300;
/** A half-block below -56 dBFS is not measured: each leg is silent for most of a call. */
const SILENT_ENERGY = HALF_SAMPLES * 32_768 ** 2 * 10 ** -5.6;

const omega = (index: number): number =>
  (2 * Math.PI * (KEY_FREQUENCIES_HZ[index] as number)) / ANALYSIS_RATE_HZ;
const COEFFICIENTS = Float64Array.from(KEY_FREQUENCIES_HZ, (_, i) => 2 * Math.cos(omega(i)));
const COS = Float64Array.from(KEY_FREQUENCIES_HZ, (_, i) => Math.cos(omega(i)));
const SIN = Float64Array.from(KEY_FREQUENCIES_HZ, (_, i) => Math.sin(omega(i)));
/** Turns a half-block's phase on by one half-block, so that two of them add up to a window. */
const TURN_RE = Float64Array.from(KEY_FREQUENCIES_HZ, (_, i) => Math.cos(omega(i) * HALF_SAMPLES));
const TURN_IM = Float64Array.from(KEY_FREQUENCIES_HZ, (_, i) => Math.sin(omega(i) * HALF_SAMPLES));

/** The phase may drift by this much of the frequency from window to window (Q.24: 1.5 % is a key, 3.5 % not). */
const FREQUENCY_TOLERANCE = 0.022;
const DRIFT_COS = Float64Array.from(KEY_FREQUENCIES_HZ, (_, i) =>
  Math.cos(FREQUENCY_TOLERANCE * omega(i) * HALF_SAMPLES),
);

export class KeySpectrum {
  /** Squared amplitude sums of the newest window, by frequency; a pure tone of energy E has E * 102 / 2. */
  readonly power = new Float64Array(KEY_FREQUENCIES_HZ.length);
  /** Energy of the newest window, of all frequencies but 0 Hz: an offset must not count beside the tones. */
  energy = 0;
  /** How far, in Ticks, what is measured lies behind what was taken. */
  readonly delay: number;

  readonly #factor: number;
  readonly #taps: Float64Array;
  /** The decimator's last inputs, twice in a row, so that any stretch of them lies in one piece. */
  readonly #history: Float64Array;
  #head = 0;
  #phase = 0;

  readonly #half = new Float64Array(HALF_SAMPLES);
  #filled = 0;
  #filledEnergy = 0;
  #filledSum = 0;

  #half0 = new Phasors();
  #half1 = new Phasors();
  #half2 = new Phasors();
  #window0 = new Phasors();
  #window1 = new Phasors();
  #energy0 = 0;
  #energy1 = 0;
  #sum0 = 0;
  #sum1 = 0;

  constructor(rateHz: SampleRate) {
    this.#factor = rateHz / ANALYSIS_RATE_HZ;
    this.delay = this.#factor === 1 ? 0 : DECIMATOR_DELAY_TICKS;
    this.#taps = lowPass(TAPS_PER_FACTOR * this.#factor, DECIMATOR_CUTOFF_HZ / rateHz);
    this.#history = new Float64Array(2 * this.#taps.length);
  }

  /**
   * Takes samples from `pcm[at]` on until a half-block is full or `pcm` ends.
   * @returns where it stopped; `isFull` says whether there is a new window.
   */
  take(pcm: Int16Array, at: number): number {
    return this.#factor === 1 ? this.#copy(pcm, at) : this.#decimate(pcm, at);
  }

  get isFull(): boolean {
    return this.#filled === HALF_SAMPLES;
  }

  /** Turns the full half-block into a new window. */
  hop(): void {
    const half = this.#half2;
    this.#half2 = this.#half1;
    this.#half1 = this.#half0;
    this.#half0 = half;
    const window = this.#window1;
    this.#window1 = this.#window0;
    this.#window0 = window;
    this.#energy1 = this.#energy0;
    this.#energy0 = this.#filledEnergy;
    this.#sum1 = this.#sum0;
    this.#sum0 = this.#filledSum;
    this.#filled = this.#filledEnergy = this.#filledSum = 0;
    const sum = this.#sum0 + this.#sum1;
    this.energy = this.#energy0 + this.#energy1 - (sum * sum) / WINDOW_SAMPLES;
    if (this.#energy0 < SILENT_ENERGY) half.clear();
    else {
      measure(this.#half, half, 0);
      measure(this.#half, half, FIRST_COLUMN);
    }
    addTurned(this.#half1, half, window, this.power);
  }

  /** Whether a tone stayed on its nominal frequency from the window before to the newest. */
  isSteady(index: number): boolean {
    return isInStep(this.#window1, this.#window0, index);
  }

  /** Amplitude of a pair in the newest half-block (0) or one of the two before it (1, 2). */
  pairAmplitude(age: 0 | 1 | 2, row: number, column: number): number {
    const half = age === 0 ? this.#half0 : age === 1 ? this.#half1 : this.#half2;
    return Math.sqrt(Math.sqrt(half.powerOf(row) * half.powerOf(column)));
  }

  clear(): void {
    this.#history.fill(0);
    this.#head = this.#phase = 0;
    this.#half.fill(0);
    this.#filled = this.#filledEnergy = this.#filledSum = 0;
    this.#half0.clear();
    this.#half1.clear();
    this.#half2.clear();
    this.#window0.clear();
    this.#window1.clear();
    this.energy = this.#energy0 = this.#energy1 = this.#sum0 = this.#sum1 = 0;
    this.power.fill(0);
  }

  #copy(pcm: Int16Array, at: number): number {
    const half = this.#half;
    const end = Math.min(pcm.length, at + HALF_SAMPLES - this.#filled);
    let filled = this.#filled;
    let energy = this.#filledEnergy;
    let sum = this.#filledSum;
    for (let i = at; i < end; i++) {
      const x = pcm[i] as number;
      half[filled++] = x;
      energy += x * x;
      sum += x;
    }
    this.#filled = filled;
    this.#filledEnergy = energy;
    this.#filledSum = sum;
    return end;
  }

  #decimate(pcm: Int16Array, at: number): number {
    const history = this.#history;
    const taps = this.#taps;
    const length = taps.length;
    let i = at;
    while (i < pcm.length && this.#filled < HALF_SAMPLES) {
      const sample = pcm[i++] as number;
      history[this.#head] = history[this.#head + length] = sample;
      this.#head = this.#head + 1 === length ? 0 : this.#head + 1;
      if (++this.#phase < this.#factor) continue;
      this.#phase = 0;
      const head = this.#head;
      let x = 0;
      for (let k = 0; k < length; k++) x += (taps[k] as number) * (history[head + k] as number);
      this.#half[this.#filled++] = x;
      this.#filledEnergy += x * x;
      this.#filledSum += x;
    }
    return i;
  }
}

/** One complex amplitude for each key frequency, its phase counted from the last sample of its stretch. */
class Phasors {
  readonly re = new Float64Array(KEY_FREQUENCIES_HZ.length);
  readonly im = new Float64Array(KEY_FREQUENCIES_HZ.length);

  powerOf(index: number): number {
    const re = this.re[index] as number;
    const im = this.im[index] as number;
    return re * re + im * im;
  }

  clear(): void {
    this.re.fill(0);
    this.im.fill(0);
  }
}

const addTurned = (older: Phasors, newer: Phasors, sum: Phasors, power: Float64Array): void => {
  for (let i = 0; i < power.length; i++) {
    const re = older.re[i] as number;
    const im = older.im[i] as number;
    const turnRe = TURN_RE[i] as number;
    const turnIm = TURN_IM[i] as number;
    const sumRe = re * turnRe - im * turnIm + (newer.re[i] as number);
    const sumIm = re * turnIm + im * turnRe + (newer.im[i] as number);
    sum.re[i] = sumRe;
    sum.im[i] = sumIm;
    power[i] = sumRe * sumRe + sumIm * sumIm;
  }
};

/** Whether the tone turned on by its nominal phase from one window to the next. */
const isInStep = (before: Phasors, now: Phasors, index: number): boolean => {
  const re = before.re[index] as number;
  const im = before.im[index] as number;
  const turnRe = TURN_RE[index] as number;
  const turnIm = TURN_IM[index] as number;
  const dot =
    (re * turnRe - im * turnIm) * (now.re[index] as number) +
    (re * turnIm + im * turnRe) * (now.im[index] as number);
  return dot >= (DRIFT_COS[index] as number) * Math.sqrt(before.powerOf(index) * now.powerOf(index));
};

/**
 * Four Goertzel filters in one pass over one half-block, unrolled: a loop over the filters costs five times
 * more, and the state of eight does not fit the registers. The coefficients come out of an array because the
 * compiler would build constants anew in every turn of the loop.
 */
const measure = (block: Float64Array, out: Phasors, first: number): void => {
  const c0 = COEFFICIENTS[first] as number;
  const c1 = COEFFICIENTS[first + 1] as number;
  const c2 = COEFFICIENTS[first + 2] as number;
  const c3 = COEFFICIENTS[first + 3] as number;
  let a0 = 0, a1 = 0, a2 = 0, a3 = 0; // prettier-ignore
  let b0 = 0, b1 = 0, b2 = 0, b3 = 0; // prettier-ignore
  for (let i = 0; i < HALF_SAMPLES; i++) {
    const x = block[i] as number;
    const t0 = x - b0 + c0 * a0;
    const t1 = x - b1 + c1 * a1;
    const t2 = x - b2 + c2 * a2;
    const t3 = x - b3 + c3 * a3;
    b0 = a0;
    b1 = a1;
    b2 = a2;
    b3 = a3;
    a0 = t0;
    a1 = t1;
    a2 = t2;
    a3 = t3;
  }
  settle(out, first, a0, b0);
  settle(out, first + 1, a1, b1);
  settle(out, first + 2, a2, b2);
  settle(out, first + 3, a3, b3);
};

const settle = (out: Phasors, index: number, last: number, beforeLast: number): void => {
  out.re[index] = last - (COS[index] as number) * beforeLast;
  out.im[index] = (SIN[index] as number) * beforeLast;
};

/** A Hamming-windowed sinc with unit gain at 0 Hz. */
const lowPass = (length: number, cutoffOfRate: number): Float64Array => {
  const taps = new Float64Array(length);
  let sum = 0;
  for (let i = 0; i < length; i++) {
    const x = i - (length - 1) / 2;
    const sinc = x === 0 ? 2 * cutoffOfRate : Math.sin(2 * Math.PI * cutoffOfRate * x) / (Math.PI * x);
    taps[i] = sinc * (0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (length - 1)));
    sum += taps[i] as number;
  }
  return taps.map((tap) => tap / sum);
};
