/**
 * From one telephone sample rate to another: a streaming polyphase FIR filter.
 *
 *     input at R ..x x x x|new samples      up by L (zeros between), low-pass, keep every M-th:
 *       kept history ^                      only the taps that meet a sample, for the outputs that are kept
 *
 * Stands between legs of different rates and before recognisers. Owns the last few input samples and nothing
 * else; frames may have any size, and how the stream was cut into them never changes a sample of it.
 * Allocates nothing per frame. It never reads ahead: the price is `groupDelay`, which does not vary.
 */
import { TICKS_PER_SECOND, type SampleRate, type Ticks } from '../core/units.js';

/** Looked up once: a global costs much for every sample where the engine cannot take it for constant. */
const { round } = Math;

/**
 * Half the filter, in samples of the lower of the two rates. With the window below: flat within 0.02 dB to
 * 0.85 of the lower Nyquist frequency (3 400 Hz at 8 kHz), and 58 dB down from 1.15 of it on, so that what
 * folds into the flat part is inaudible. Twice the length would halve the space between, and the speed.
 */
const HALF_TAPS = 12;
/** Kaiser window for 60 dB: 0.1102 * (60 - 8.7). */
const KAISER_BETA = 5.653;
/** Inputs taken in one go; only the working memory depends on it. */
const CHUNK_SAMPLES = 256;

/** The filter of one ratio L/M, cut into its L phases and shared by all resamplers of that ratio. */
interface Kernel {
  readonly up: number;
  readonly down: number;
  /** Taps of each phase; the last meets the newest sample. */
  readonly phaseTaps: number;
  readonly taps: Float64Array;
  /** Each phase's taps that are not zero, `[first, end)`: the middle phase of an up-sampler has only one. */
  readonly first: Uint16Array;
  readonly end: Uint16Array;
}

export class Resampler {
  readonly fromHz: SampleRate;
  readonly toHz: SampleRate;
  readonly #kernel: Kernel;
  readonly #phaseTaps: number;
  /** `phaseTaps - 1` old samples, then the chunk in work. */
  readonly #line: Float64Array;
  /** How far the next output lies after the next input, in steps of 1 / (L * fromHz): 0 to M - 1. */
  #ahead = 0;

  constructor(fromHz: SampleRate, toHz: SampleRate) {
    this.fromHz = fromHz;
    this.toHz = toHz;
    this.#kernel = kernelFor(fromHz, toHz);
    this.#phaseTaps = this.#kernel.phaseTaps;
    this.#line = new Float64Array(this.#phaseTaps - 1 + CHUNK_SAMPLES);
  }

  /** How much later than the input everything comes out: 12 samples of the lower rate; 0 where the rates agree. */
  get groupDelay(): Ticks {
    const delay =
      this.fromHz === this.toHz ? 0 : (HALF_TAPS * TICKS_PER_SECOND) / Math.min(this.fromHz, this.toHz);
    return delay as Ticks;
  }

  /** The most that `process` may write for this many input samples. */
  maxOutput(inputSamples: number): number {
    return Math.ceil((inputSamples * this.#kernel.up) / this.#kernel.down);
  }

  /**
   * Takes all of `input` and writes into the front of `output`, which must be other memory.
   *
   * After n samples in all, exactly `ceil(n * toHz / fromHz)` have come out: a frame whose length the ratio
   * divides always yields the same number.
   * @returns samples written.
   * @throws RangeError where `output` is shorter than `maxOutput(input.length)`; nothing was taken then.
   */
  process(input: Int16Array, output: Int16Array): number {
    if (output.length < this.maxOutput(input.length)) throw new RangeError('The output is too short.');
    if (this.fromHz === this.toHz) {
      output.set(input);
      return input.length;
    }
    const history = this.#phaseTaps - 1;
    const line = this.#line;
    let written = 0;
    for (let from = 0; from < input.length; from += CHUNK_SAMPLES) {
      const count = Math.min(CHUNK_SAMPLES, input.length - from);
      for (let i = 0; i < count; i++) line[history + i] = input[from + i] as number;
      written = this.#filter(count, output, written);
      line.copyWithin(0, count, count + history);
    }
    return written;
  }

  /** Forgets what it heard: leaves no sample behind and starts over. */
  reset(): void {
    this.#line.fill(0);
    this.#ahead = 0;
  }

  /** Writes the outputs whose newest sample is among the `count` new ones. */
  #filter(count: number, output: Int16Array, at: number): number {
    const { up, down, phaseTaps, taps, first, end } = this.#kernel;
    const line = this.#line;
    const outputs = Math.max(0, Math.ceil((count * up - this.#ahead) / down)) | 0;
    // Outputs of one phase use the same taps and lie `down` inputs apart: four go through the loop together.
    for (let turn = 0; turn < up; turn++) {
      const place = (this.#ahead + turn * down) | 0;
      const phase = (place % up) | 0;
      const start = first[phase] as number;
      const stop = end[phase] as number;
      const tap = (phase * phaseTaps) | 0;
      let newest = (place / up) | 0;
      let k = turn;
      for (; k + 3 * up < outputs; k += 4 * up) {
        const b = (newest + down) | 0;
        const c = (b + down) | 0;
        const d = (c + down) | 0;
        let sum0 = 0;
        let sum1 = 0;
        let sum2 = 0;
        let sum3 = 0;
        for (let i = start; i < stop; i++) {
          const weight = taps[tap + i] as number;
          sum0 += weight * (line[newest + i] as number);
          sum1 += weight * (line[b + i] as number);
          sum2 += weight * (line[c + i] as number);
          sum3 += weight * (line[d + i] as number);
        }
        output[at + k] = toPcm(sum0);
        output[at + k + up] = toPcm(sum1);
        output[at + k + 2 * up] = toPcm(sum2);
        output[at + k + 3 * up] = toPcm(sum3);
        newest = (d + down) | 0;
      }
      for (; k < outputs; k += up) {
        let sum = 0;
        for (let i = start; i < stop; i++) sum += (taps[tap + i] as number) * (line[newest + i] as number);
        output[at + k] = toPcm(sum);
        newest = (newest + down) | 0;
      }
    }
    this.#ahead += outputs * down - count * up;
    return at + outputs;
  }
}

const toPcm = (value: number): number => round(value < -32_768 ? -32_768 : value > 32_767 ? 32_767 : value);

const kernels = new Map<string, Kernel>();

const kernelFor = (fromHz: SampleRate, toHz: SampleRate): Kernel => {
  const divisor = greatestCommonDivisor(fromHz, toHz);
  const up = toHz / divisor;
  const down = fromHz / divisor;
  const key = `${up}/${down}`;
  const kernel = kernels.get(key) ?? buildKernel(up, down);
  kernels.set(key, kernel);
  return kernel;
};

/** A windowed sinc that cuts at the lower Nyquist frequency, dealt out to the phases. */
const buildKernel = (up: number, down: number): Kernel => {
  const widest = Math.max(up, down);
  const half = HALF_TAPS * widest;
  const phaseTaps = Math.ceil((2 * half + 1) / up);
  const taps = new Float64Array(up * phaseTaps);
  const first = new Uint16Array(up);
  const end = new Uint16Array(up);
  for (let phase = 0; phase < up; phase++) {
    const own = taps.subarray(phase * phaseTaps, (phase + 1) * phaseTaps);
    for (let i = 0; i < phaseTaps; i++) {
      const x = phase + (phaseTaps - 1 - i) * up - half;
      if (Math.abs(x) <= half) own[i] = sinc(x / widest) * kaiser(x / half);
    }
    // Every phase passes a constant unchanged: no hum at the old sample rate.
    const gain = own.reduce((sum, tap) => sum + tap, 0);
    own.forEach((tap, i) => (own[i] = tap / gain));
    first[phase] = own.findIndex((tap) => tap !== 0);
    end[phase] = own.findLastIndex((tap) => tap !== 0) + 1;
  }
  return { up, down, phaseTaps, taps, first, end };
};

/** Exactly 0 at every whole number but 0, which rounding would spoil. */
const sinc = (x: number): number => {
  if (x === 0) return 1;
  return Number.isInteger(x) ? 0 : Math.sin(Math.PI * x) / (Math.PI * x);
};

const kaiser = (x: number): number =>
  besselI0(KAISER_BETA * Math.sqrt(Math.max(0, 1 - x * x))) / besselI0(KAISER_BETA);

const besselI0 = (x: number): number => {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-16; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
};

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);
