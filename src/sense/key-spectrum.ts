/**
 * The ear behind the DTMF tap: how strong the eight key frequencies (ITU-T Q.23) are in the newest 12.75 ms.
 *
 *     8 kHz samples   |--51--|--51--|--51--|--51--|      half-blocks, one Goertzel pass each
 *     windows         [---- 102 ---]                     two half-blocks added in phase,
 *                            [---- 102 ---]              one window every 6.375 ms at no extra cost
 *
 * It owns the samples and the phasors of the last three half-blocks; `clear` zeroes them all. It knows nothing of keys,
 * and what it measures does not depend on how the audio was cut into frames. Columns are measured where a row is
 * strong enough to be half of a pair, or somebody asks for them: elsewhere nobody looks at them. All that a frame
 * touches lies in two arrays, because with hundreds of legs it is fetching it into the caches that costs.
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

/**
 * The weakest row beside which a column can make a pair, as a share of the most that a pure tone has: the pair has
 * 0.55 of the energy and the column is at most four times as strong (`dtmf.ts`). Lower, so that it never decides.
 */
const ROW_SHARE = 0.1;

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

/** Half-blocks that are kept. */
const HALVES = 3;
/** Eight real parts, then eight imaginary ones. */
const PHASORS = 2 * KEY_FREQUENCIES_HZ.length;
const IMAGINARY = KEY_FREQUENCIES_HZ.length;
/** Behind the phasors: of the half-block that is being filled, the newest one and the one before it. */
const FILLED_ENERGY = HALVES * PHASORS;
const FILLED_SUM = FILLED_ENERGY + 1;
const ENERGY_0 = FILLED_ENERGY + 2;
const SUM_0 = FILLED_ENERGY + 3;
const ENERGY_1 = FILLED_ENERGY + 4;
const SUM_1 = FILLED_ENERGY + 5;
const WINDOW_ENERGY = FILLED_ENERGY + 6;
const STATE_SIZE = FILLED_ENERGY + 7;

/** Of the newest window that anybody made: it stays in the caches. */
const POWER = new Float64Array(KEY_FREQUENCIES_HZ.length);

export class KeySpectrum {
  /** How far, in Ticks, what is measured lies behind what was taken. */
  readonly delay: number;

  readonly #factor: number;
  readonly #taps: Float64Array;
  /** The decimator's last inputs, twice in a row, so that any stretch of them lies in one piece. */
  readonly #history: Float64Array;
  #head = 0;
  #phase = 0;

  /** One complex amplitude for each key frequency and half-block, its phase counted from its last sample; then sums. */
  readonly #state = new Float64Array(STATE_SIZE);
  readonly #samples = new Int16Array(HALVES * HALF_SAMPLES);
  /** The half-block that is being filled, which is the oldest until it is full; the next one is older. */
  #slot = 0;
  #filled = 0;
  /** A bit for each half-block whose columns are measured. */
  #measured = 0;

  constructor(rateHz: SampleRate) {
    this.#factor = rateHz / ANALYSIS_RATE_HZ;
    this.delay = this.#factor === 1 ? 0 : DECIMATOR_DELAY_TICKS;
    this.#taps = lowPass(TAPS_PER_FACTOR * this.#factor, DECIMATOR_CUTOFF_HZ / rateHz);
    this.#history = new Float64Array(2 * this.#taps.length);
  }

  /** Energy of the newest window, of all frequencies but 0 Hz: an offset must not count beside the tones. */
  get energy(): number {
    return this.#state[WINDOW_ENERGY] as number;
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

  /**
   * Turns the full half-block into a new window.
   * @returns its squared amplitude sums by frequency, valid until anybody's next hop; a pure tone of energy E has E * 102 / 2
   */
  hop(): Float64Array {
    const state = this.#state;
    const slot = this.#slot;
    const energy1 = state[ENERGY_0] as number;
    const energy0 = state[FILLED_ENERGY] as number;
    const sum1 = state[SUM_0] as number;
    const sum0 = state[FILLED_SUM] as number;
    state[ENERGY_1] = energy1;
    state[ENERGY_0] = energy0;
    state[SUM_1] = sum1;
    state[SUM_0] = sum0;
    state[FILLED_ENERGY] = state[FILLED_SUM] = 0;
    const sum = sum0 + sum1;
    const energy = energy0 + energy1 - (sum * sum) / WINDOW_SAMPLES;
    state[WINDOW_ENERGY] = energy;
    this.#filled = 0;
    this.#slot = slot === 0 ? HALVES - 1 : slot - 1;
    if (energy0 < SILENT_ENERGY) {
      state.fill(0, slot * PHASORS, (slot + 1) * PHASORS);
      this.#measured |= 1 << slot;
    } else {
      measure(this.#samples, slot * HALF_SAMPLES, state, slot * PHASORS, 0);
      this.#measured &= ~(1 << slot);
    }
    const before = this.#offset(1);
    addTurned(state, before, slot * PHASORS, POWER, 0);
    if (strongestRow(POWER) < (ROW_SHARE * energy * WINDOW_SAMPLES) / 2) POWER.fill(0, FIRST_COLUMN);
    else {
      this.#measureColumns(0);
      this.#measureColumns(1);
      addTurned(state, before, slot * PHASORS, POWER, FIRST_COLUMN);
    }
    return POWER;
  }

  /** Whether a tone stayed on its nominal frequency from the window before to the newest. */
  isSteady(index: number): boolean {
    if (index >= FIRST_COLUMN) for (let age = 0; age < HALVES; age++) this.#measureColumns(age);
    return isInStep(this.#state, this.#offset(2), this.#offset(1), this.#offset(0), index);
  }

  /** Amplitude of a pair in the newest half-block (0) or one of the two before it (1, 2). */
  pairAmplitude(age: 0 | 1 | 2, row: number, column: number): number {
    this.#measureColumns(age);
    const at = this.#offset(age);
    return Math.sqrt(Math.sqrt(powerOf(this.#state, at + row) * powerOf(this.#state, at + column)));
  }

  clear(): void {
    this.#history.fill(0);
    this.#samples.fill(0);
    this.#state.fill(0);
    POWER.fill(0);
    this.#head = this.#phase = this.#filled = 0;
    this.#measured = (1 << HALVES) - 1;
  }

  /** Which half-block is so old. */
  #slotOf(age: number): number {
    return (this.#slot + 1 + age) % HALVES;
  }

  #offset(age: number): number {
    return this.#slotOf(age) * PHASORS;
  }

  #measureColumns(age: number): void {
    const slot = this.#slotOf(age);
    if ((this.#measured & (1 << slot)) !== 0) return;
    this.#measured |= 1 << slot;
    measure(this.#samples, slot * HALF_SAMPLES, this.#state, slot * PHASORS, FIRST_COLUMN);
  }

  #copy(pcm: Int16Array, at: number): number {
    const samples = this.#samples;
    const state = this.#state;
    const end = Math.min(pcm.length, at + HALF_SAMPLES - this.#filled);
    let to = this.#slot * HALF_SAMPLES + this.#filled;
    let energy = 0;
    let otherEnergy = 0;
    let sum = 0;
    let i = at;
    // Two at a time: each addition would wait for the one before. All are whole numbers, so their order does not matter.
    for (; i + 1 < end; i += 2) {
      const x = pcm[i] as number;
      const y = pcm[i + 1] as number;
      samples[to] = x;
      samples[to + 1] = y;
      to += 2;
      energy += x * x;
      otherEnergy += y * y;
      sum = (sum + x + y) | 0;
    }
    if (i < end) {
      const x = pcm[i] as number;
      samples[to] = x;
      energy += x * x;
      sum = (sum + x) | 0;
    }
    this.#filled += end - at;
    state[FILLED_ENERGY] = (state[FILLED_ENERGY] as number) + energy + otherEnergy;
    state[FILLED_SUM] = (state[FILLED_SUM] as number) + sum;
    return end;
  }

  #decimate(pcm: Int16Array, at: number): number {
    const history = this.#history;
    const taps = this.#taps;
    const length = taps.length;
    const state = this.#state;
    const first = this.#slot * HALF_SAMPLES;
    let i = at;
    while (i < pcm.length && this.#filled < HALF_SAMPLES) {
      const sample = pcm[i++] as number;
      history[this.#head] = history[this.#head + length] = sample;
      this.#head = this.#head + 1 === length ? 0 : this.#head + 1;
      if (++this.#phase < this.#factor) continue;
      this.#phase = 0;
      const head = this.#head;
      let sum = 0;
      for (let k = 0; k < length; k++) sum += (taps[k] as number) * (history[head + k] as number);
      const x = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
      this.#samples[first + this.#filled++] = x;
      state[FILLED_ENERGY] = (state[FILLED_ENERGY] as number) + x * x;
      state[FILLED_SUM] = (state[FILLED_SUM] as number) + x;
    }
    return i;
  }
}

const powerOf = (state: Float64Array, at: number): number => {
  const re = state[at] as number;
  const im = state[at + IMAGINARY] as number;
  return re * re + im * im;
};

const strongestRow = (power: Float64Array): number =>
  Math.max(power[0] as number, power[1] as number, power[2] as number, power[3] as number);

/** The real part of two half-blocks added in phase, of one frequency: they begin at `older` and `newer`. */
const windowRe = (state: Float64Array, older: number, newer: number, i: number): number =>
  (state[older + i] as number) * (TURN_RE[i] as number) -
  (state[older + IMAGINARY + i] as number) * (TURN_IM[i] as number) +
  (state[newer + i] as number);

/** The imaginary part likewise. */
const windowIm = (state: Float64Array, older: number, newer: number, i: number): number =>
  (state[older + i] as number) * (TURN_IM[i] as number) +
  (state[older + IMAGINARY + i] as number) * (TURN_RE[i] as number) +
  (state[newer + IMAGINARY + i] as number);

/** The power of four frequencies in the window that two half-blocks make. */
const addTurned = (
  state: Float64Array,
  older: number,
  newer: number,
  power: Float64Array,
  first: number,
): void => {
  for (let i = first; i < first + 4; i++) {
    const re = windowRe(state, older, newer, i);
    const im = windowIm(state, older, newer, i);
    power[i] = re * re + im * im;
  }
};

/** Whether the tone turned on by its nominal phase from one window to the next, of three half-blocks. */
const isInStep = (
  state: Float64Array,
  oldest: number,
  middle: number,
  newest: number,
  index: number,
): boolean => {
  const re = windowRe(state, oldest, middle, index);
  const im = windowIm(state, oldest, middle, index);
  const nowRe = windowRe(state, middle, newest, index);
  const nowIm = windowIm(state, middle, newest, index);
  const turnRe = TURN_RE[index] as number;
  const turnIm = TURN_IM[index] as number;
  const dot = (re * turnRe - im * turnIm) * nowRe + (re * turnIm + im * turnRe) * nowIm;
  const power = (re * re + im * im) * (nowRe * nowRe + nowIm * nowIm);
  return dot >= (DRIFT_COS[index] as number) * Math.sqrt(power);
};

/**
 * Four Goertzel filters in one pass over one half-block, unrolled: a loop over the filters costs five times
 * more, and the state of eight does not fit the registers. The coefficients come out of an array because the
 * compiler would build constants anew in every turn of the loop.
 */
const measure = (
  samples: Int16Array,
  from: number,
  state: Float64Array,
  out: number,
  first: number,
): void => {
  const c0 = COEFFICIENTS[first] as number;
  const c1 = COEFFICIENTS[first + 1] as number;
  const c2 = COEFFICIENTS[first + 2] as number;
  const c3 = COEFFICIENTS[first + 3] as number;
  let a0 = 0, a1 = 0, a2 = 0, a3 = 0; // prettier-ignore
  let b0 = 0, b1 = 0, b2 = 0, b3 = 0; // prettier-ignore
  const end = from + HALF_SAMPLES;
  for (let i = from; i < end; i++) {
    const x = samples[i] as number;
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
  settle(state, out, first, a0, b0);
  settle(state, out, first + 1, a1, b1);
  settle(state, out, first + 2, a2, b2);
  settle(state, out, first + 3, a3, b3);
};

const settle = (state: Float64Array, out: number, index: number, last: number, beforeLast: number): void => {
  state[out + index] = last - (COS[index] as number) * beforeLast;
  state[out + IMAGINARY + index] = (SIN[index] as number) * beforeLast;
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
