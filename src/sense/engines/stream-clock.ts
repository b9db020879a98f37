/**
 * Where on the leg's timeline the samples of one recogniser stream lie.
 *
 * A recogniser counts its own samples; skipped silence makes the leg's time run ahead of it:
 *
 *     stream   0 ------------ 9600 | 9600 ---------- 14400
 *     leg      t0 ----- t0 + 1.2 s | t1 ---- t1 + 0.6 s
 *
 * One row per jump; the recogniser is flushed at each, so no word crosses one.
 */
import { ticks, ticksPerSample, type SampleRate, type Ticks } from '../../core/units.js';

interface Row {
  readonly sample: number;
  readonly at: Ticks;
}

/** Final words reach back one utterance; rows older than these are never asked for. */
const MAX_ROWS = 64;

export class StreamClock {
  readonly #ticksPerSample: number;
  readonly #rows: Row[] = [];
  #samples = 0;
  #end: Ticks | undefined;

  constructor(rateHz: SampleRate) {
    this.#ticksPerSample = ticksPerSample(rateHz);
  }

  /** Where the next sample is expected; undefined before the first. */
  get end(): Ticks | undefined {
    return this.#end;
  }

  append(from: Ticks, sampleCount: number): void {
    if (from !== this.#end) {
      this.#rows.push({ sample: this.#samples, at: from });
      if (this.#rows.length > MAX_ROWS) this.#rows.shift();
    }
    this.#samples += sampleCount;
    this.#end = ticks(from + sampleCount * this.#ticksPerSample);
  }

  /** The recogniser was given so many samples more that are not on the leg's timeline. */
  pad(sampleCount: number): void {
    this.#samples += sampleCount;
    this.#end = undefined;
  }

  /** Where what came before a sample ends: never behind a jump that follows it. */
  endOf(sample: number): Ticks {
    return this.spanOf(Math.max(0, sample - 1), sample).to;
  }

  /** Both ends by the row of the start: a word never crosses a jump. */
  spanOf(fromSample: number, toSample: number): { readonly from: Ticks; readonly to: Ticks } {
    const row = this.#rows.findLast((candidate) => candidate.sample <= fromSample) ?? this.#rows[0] ?? NO_ROW;
    const from = row.at + (fromSample - row.sample) * this.#ticksPerSample;
    return { from: ticks(from), to: ticks(from + (toSample - fromSample) * this.#ticksPerSample) };
  }
}

const NO_ROW: Row = { sample: 0, at: ticks(0) };
