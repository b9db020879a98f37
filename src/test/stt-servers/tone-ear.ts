/**
 * A recogniser that can be foretold: every word of a small vocabulary is a loudness of its own, held while the word
 * lasts. What comes out depends on the samples alone, so a sample that is lost, doubled or moved shows.
 */

const VOCABULARY = 'zero one two three four five six seven eight nine my card number is hello thanks'.split(
  ' ',
);
/** The softest word, and how much louder the next one is: more than a codec or a resampler changes. */
const SOFTEST = 600;
const STEP = 1.26;
const SILENCE = 300;
/** A word that goes on shows after so long. */
const SHOWS_AFTER_SECONDS = 0.06;

export interface SaidWord {
  readonly text: string;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface HeardWord {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** 16-bit samples in which these words are said. */
export const say = (words: readonly SaidWord[], durationMs: number, rateHz = 8_000): Int16Array => {
  const pcm = new Int16Array((durationMs * rateHz) / 1_000);
  for (const { text, fromMs, toMs } of words) {
    const level = Math.round(SOFTEST * STEP ** VOCABULARY.indexOf(text));
    pcm.fill(level, (fromMs * rateHz) / 1_000, (toMs * rateHz) / 1_000);
  }
  return pcm;
};

const wordAt = (level: number): string =>
  VOCABULARY[Math.round(Math.log(level / SOFTEST) / Math.log(STEP))] ?? '[unk]';

/** Times in seconds since the first sample. */
export class ToneEar {
  readonly #rateHz: number;
  #samples = 0;
  #words: HeardWord[] = [];
  #run: { readonly from: number; readonly levels: number[] } | undefined;
  #quietSince = 0;

  constructor(rateHz: number) {
    this.#rateHz = rateHz;
  }

  get heardTo(): number {
    return this.#samples / this.#rateHz;
  }

  get quietFor(): number {
    return this.#run === undefined ? this.heardTo - this.#quietSince : 0;
  }

  /** What was said since it was last taken. */
  get words(): readonly HeardWord[] {
    const open = this.#open();
    return open !== undefined && open.to - open.from >= SHOWS_AFTER_SECONDS
      ? [...this.#words, open]
      : this.#words;
  }

  hear(samples: ArrayLike<number>): void {
    for (let i = 0; i < samples.length; i++) {
      const level = Math.abs(samples[i] ?? 0);
      if (level >= SILENCE) (this.#run ??= { from: this.heardTo, levels: [] }).levels.push(level);
      else if (this.#run !== undefined) this.#end();
      this.#samples++;
    }
  }

  /** The words since the last time; a word that goes on is cut in two. */
  take(): readonly HeardWord[] {
    if (this.#run !== undefined) this.#end();
    return this.#words.splice(0);
  }

  #end(): void {
    const open = this.#open();
    // Less than 10 ms is the edge of something, not a word.
    if (open !== undefined && open.to - open.from >= 0.01) this.#words.push(open);
    this.#run = undefined;
    this.#quietSince = this.heardTo;
  }

  #open(): HeardWord | undefined {
    const run = this.#run;
    if (run === undefined) return undefined;
    const middle = [...run.levels].sort((a, b) => a - b)[run.levels.length >> 1] ?? 0;
    return { text: wordAt(middle), from: run.from, to: this.heardTo };
  }
}
