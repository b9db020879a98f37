/**
 * The speech tap: brings a leg's frames to a rate the recogniser takes, and hands them to its stream.
 *
 * Recognisers run at 8 or 16 kHz; other rates are resampled to 16 kHz. The resampler's delay is taken out of
 * the positions, so that a word is found where it was said.
 */
import type { SttStream } from './stt-stream.js';
import type { Tap } from './tap.js';
import { span } from '../core/span.js';
import { samplesToTicks, type SampleRate } from '../core/units.js';
import type { Frame } from '../media/frame.js';
import { Resampler } from '../media/resampler.js';

/** The rate at which a leg of this rate is heard. */
export const hearingRate = (rateHz: SampleRate): SampleRate => (rateHz === 8_000 ? 8_000 : 16_000);

/** Longest frame: 200 ms at 16 kHz, and what the resampler rounds up. */
const LONGEST_FRAME = 3_200 + 16;

export class SpeechTap implements Tap {
  readonly #stream: SttStream;
  readonly #rateHz: SampleRate;
  readonly #resampler: Resampler | undefined;
  readonly #resampled: Int16Array;
  #at: number | undefined;

  constructor(stream: SttStream, rateHz: SampleRate) {
    this.#stream = stream;
    this.#rateHz = hearingRate(rateHz);
    this.#resampler = rateHz === this.#rateHz ? undefined : new Resampler(rateHz, this.#rateHz);
    this.#resampled = new Int16Array(this.#resampler === undefined ? 0 : LONGEST_FRAME);
  }

  push(frame: Frame): void {
    if (this.#resampler === undefined) {
      this.#stream.push(frame);
      return;
    }
    this.#at ??= frame.span.from - this.#resampler.groupDelay;
    const count = this.#resampler.process(frame.pcm, this.#resampled);
    const from = this.#at;
    this.#at = from + samplesToTicks(count, this.#rateHz);
    this.#stream.push({
      span: span(from, this.#at),
      rateHz: this.#rateHz,
      pcm: this.#resampled.subarray(0, count),
      origin: frame.origin,
    });
  }

  close(): void {
    this.#resampled.fill(0);
  }
}
