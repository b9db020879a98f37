/**
 * Takes the parties of a call apart where their samples alternate in one stream of bytes:
 *
 *     e0 i0 e1 i1 e2 i2 ...  ->  e0 e1 e2 ... | i0 i1 i2 ...  ->  frames of 20 ms, one TrackSource each
 *
 * Messages may be of any length; a frame that is not full waits for the next one. Positions count samples, and what
 * the sender left out. Owns one frame for each party and zeroes it.
 *
 * The frames of one message arrive together and 20 ms apart in the books: as they would have come one by one, with as
 * much delay as the first of them. Whoever takes a sender for silent too early would otherwise move the whole
 * conversation by the length of a message, at each pause.
 */
import { millis, type Millis } from '../core/units.js';
import { FRAME_MS } from './json-dialect.js';
import type { TrackSource } from './track-source.js';

/** Less than 5 ms is no packet. */
const SHORTEST_PART = 4;

export class Interleaved {
  readonly #sources: readonly TrackSource[];
  readonly #sampleBytes: number;
  readonly #frameSamples: number;
  readonly #frames: readonly Uint8Array[];
  /** Samples of the frame that are there. */
  #gathered = 0;
  /** Of the frame's first sample. */
  #position = 0;
  #arrivalMs: Millis = millis(0);

  /**
   * @param sources one for each channel, in the order of their samples
   * @param frameSamples of 20 ms
   */
  constructor(sources: readonly TrackSource[], sampleBytes: number, frameSamples: number) {
    this.#sources = sources;
    this.#sampleBytes = sampleBytes;
    this.#frameSamples = frameSamples;
    this.#frames = sources.map(() => new Uint8Array(sampleBytes * frameSamples));
  }

  /** Samples since the start, those that were left out included. */
  get position(): number {
    return this.#position + this.#gathered;
  }

  /** @returns false, with nothing taken, where the data end within a sample of all parties */
  take(data: Uint8Array, arrivalMs: Millis): boolean {
    const groupBytes = this.#sampleBytes * this.#frames.length;
    if (data.length % groupBytes !== 0) return false;
    const from = this.position;
    for (let at = 0; at < data.length;) {
      const samples = Math.min(this.#frameSamples - this.#gathered, (data.length - at) / groupBytes);
      this.#gather(data, at, samples, groupBytes);
      at += samples * groupBytes;
      if (this.#gathered < this.#frameSamples) continue;
      const sinceMs = (Math.max(0, this.#position - from) * FRAME_MS) / this.#frameSamples;
      this.#hand(millis(arrivalMs + sinceMs));
    }
    return true;
  }

  /** So many samples were left out. */
  skip(samples: number, arrivalMs: Millis): void {
    this.flush(arrivalMs);
    this.#position += samples;
  }

  /** What comes next may be long in coming: hands over what there is, unless it is too short for a packet. */
  flush(arrivalMs: Millis): void {
    if (this.#gathered * SHORTEST_PART >= this.#frameSamples) this.#hand(arrivalMs);
    this.#position += this.#gathered;
    this.#gathered = 0;
  }

  close(): void {
    for (const frame of this.#frames) frame.fill(0);
    this.#gathered = 0;
  }

  #gather(data: Uint8Array, at: number, samples: number, groupBytes: number): void {
    const bytes = this.#sampleBytes;
    for (let channel = 0; channel < this.#frames.length; channel++) {
      const frame = this.#frames[channel] as Uint8Array;
      let to = this.#gathered * bytes;
      let from = at + channel * bytes;
      for (let sample = 0; sample < samples; sample++, from += groupBytes) {
        for (let i = 0; i < bytes; i++) frame[to++] = data[from + i] as number;
      }
    }
    this.#gathered += samples;
  }

  #hand(arrivalMs: Millis): void {
    const bytes = this.#gathered * this.#sampleBytes;
    const timestamp = this.#position >>> 0;
    this.#arrivalMs = millis(Math.max(this.#arrivalMs, arrivalMs));
    for (let channel = 0; channel < this.#frames.length; channel++) {
      const frame = this.#frames[channel] as Uint8Array;
      const payload = bytes === frame.length ? frame : frame.subarray(0, bytes);
      this.#sources[channel]?.at(timestamp, payload, this.#arrivalMs);
      frame.fill(0);
    }
    this.#position += this.#gathered;
    this.#gathered = 0;
  }
}
