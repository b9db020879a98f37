/**
 * Counts of durations in microseconds, exact to 1.6 % at any size, in the manner of HdrHistogram.
 *
 *     bucket      0 .. 127 | 128 .. 191 | 192 .. 255 | ...
 *     width       1 us     | 2 us       | 4 us       | ...      64 buckets for each power of two
 *
 * Plain arrays of counts go between processes and are added up over runs.
 */
const EXACT_BELOW = 128;
const PER_OCTAVE = 64;
const FIRST_EXPONENT = 7;
const LAST_EXPONENT = 30;
const BUCKETS = EXACT_BELOW + (LAST_EXPONENT - FIRST_EXPONENT + 1) * PER_OCTAVE;

export class Histogram {
  readonly #counts: Float64Array;

  constructor(counts: readonly number[] = []) {
    this.#counts = new Float64Array(BUCKETS);
    this.#counts.set(counts);
  }

  get count(): number {
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  /** Less than nothing counts as nothing. */
  record(durationMs: number): void {
    const bucket = bucketOf(Math.max(0, Math.round(durationMs * 1_000)));
    this.#counts[bucket] = (this.#counts[bucket] as number) + 1;
  }

  add(other: Histogram): void {
    for (let i = 0; i < BUCKETS; i++) {
      this.#counts[i] = (this.#counts[i] as number) + (other.#counts[i] as number);
    }
  }

  /** @returns the duration in ms that `share` of all do not exceed; NaN of none */
  percentileMs(share: number): number {
    const rank = Math.max(1, Math.ceil(this.count * share));
    let seen = 0;
    for (let i = 0; i < BUCKETS; i++) {
      seen += this.#counts[i] as number;
      if (seen >= rank) return middleOf(i) / 1_000;
    }
    return Number.NaN;
  }

  toJSON(): number[] {
    const last = this.#counts.findLastIndex((count) => count > 0);
    return [...this.#counts.subarray(0, last + 1)];
  }
}

const bucketOf = (micros: number): number => {
  if (micros < EXACT_BELOW) return micros;
  const exponent = Math.min(31 - Math.clz32(micros), LAST_EXPONENT);
  const step = Math.min(PER_OCTAVE - 1, (micros >>> (exponent - 6)) - PER_OCTAVE);
  return EXACT_BELOW + (exponent - FIRST_EXPONENT) * PER_OCTAVE + step;
};

const middleOf = (bucket: number): number => {
  if (bucket < EXACT_BELOW) return bucket;
  const exponent = FIRST_EXPONENT + Math.floor((bucket - EXACT_BELOW) / PER_OCTAVE);
  const step = (bucket - EXACT_BELOW) % PER_OCTAVE;
  const width = 2 ** (exponent - 6);
  return (PER_OCTAVE + step) * width + (width - 1) / 2;
};
