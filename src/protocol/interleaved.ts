/**
 * Takes the parties of a call apart where their samples alternate in one stream of bytes:
 *
 *     e0 i0 e1 i1 e2 i2 ...  ->  e0 e1 e2 ... | i0 i1 i2 ...
 *
 * `Interleaved` does that for messages of any length, also one that ends within a sample. `InterleavedFrames` makes
 * frames of it, at positions that count samples. Both own their buffers and zero them on close.
 */
import { millis, type Millis } from '../core/units.js';
import { FRAME_MS } from './json-dialect.js';
import type { TrackSource } from './track-source.js';

/**
 * What is left of a broken sample waits for the next message, unless that one is whole by itself: then a byte was
 * lost, and to join the two would turn all that follows into noise, in which no digit is heard and masked.
 */
export class Interleaved {
  readonly #channels: number;
  readonly #sampleBytes: number;
  readonly #hand: (channel: number, samples: Uint8Array) => void;
  /** Bytes of one sample of each party. */
  readonly #unit: number;
  readonly #rest: Uint8Array;
  #restBytes = 0;
  #joined = new Uint8Array(0);
  #parts: Uint8Array[] = [];

  /** @param hand gets whole samples of one channel, as many of each, in views that are valid until the next message */
  constructor(channels: number, sampleBytes: number, hand: (channel: number, samples: Uint8Array) => void) {
    this.#channels = channels;
    this.#sampleBytes = sampleBytes;
    this.#hand = hand;
    this.#unit = channels * sampleBytes;
    this.#rest = new Uint8Array(this.#unit);
  }

  /** @returns false where bytes had to be left out */
  push(bytes: Uint8Array): boolean {
    const isBroken = this.#restBytes > 0 && bytes.length > 0 && bytes.length % this.#unit === 0;
    if (isBroken) this.#restBytes = 0;
    const input = this.#restBytes === 0 ? bytes : this.#join(bytes);
    const end = input.length - (input.length % this.#unit);
    if (end > 0) this.#split(input.subarray(0, end));
    this.#rest.set(input.subarray(end));
    this.#restBytes = input.length - end;
    return !isBroken;
  }

  close(): void {
    this.#rest.fill(0);
    this.#joined.fill(0);
    for (const part of this.#parts) part.fill(0);
    this.#restBytes = 0;
  }

  #join(bytes: Uint8Array): Uint8Array {
    const length = this.#restBytes + bytes.length;
    if (length > this.#joined.length) {
      this.#joined.fill(0);
      this.#joined = new Uint8Array(length);
    }
    this.#joined.set(this.#rest.subarray(0, this.#restBytes));
    this.#joined.set(bytes, this.#restBytes);
    return this.#joined.subarray(0, length);
  }

  #split(input: Uint8Array): void {
    if (this.#channels === 1) {
      this.#hand(0, input);
      return;
    }
    const length = input.length / this.#channels;
    if (length > (this.#parts[0]?.length ?? 0)) {
      for (const part of this.#parts) part.fill(0);
      this.#parts = Array.from({ length: this.#channels }, () => new Uint8Array(length));
    }
    const bytes = this.#sampleBytes;
    this.#parts.forEach((part, channel) => {
      let from = channel * bytes;
      for (let to = 0; to < length; from += this.#unit) {
        for (let i = 0; i < bytes; i++) part[to++] = input[from + i] as number;
      }
      this.#hand(channel, part.subarray(0, length));
    });
  }
}

/** Less than 5 ms is no packet. */
const SHORTEST_PART = 4;

/**
 * Frames of 20 ms, one TrackSource for each party; a frame that is not full waits for the next message. Positions
 * count samples, and what the sender left out.
 *
 * The frames of one message arrive together and 20 ms apart in the books: as they would have come one by one, with as
 * much delay as the first of them. Whoever takes a sender for silent too early would otherwise move the whole
 * conversation by the length of a message, at each pause.
 */
export class InterleavedFrames {
  readonly #sources: readonly TrackSource[];
  readonly #sampleBytes: number;
  readonly #frameSamples: number;
  readonly #frames: readonly Uint8Array[];
  readonly #samples: Interleaved;
  /** Of the message that is being taken. */
  readonly #parts: Uint8Array[] = [];
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
    this.#samples = new Interleaved(sources.length, sampleBytes, (channel, part) => {
      this.#parts[channel] = part;
    });
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
    const all = data.length / groupBytes;
    this.#samples.push(data);
    for (let at = 0; at < all;) {
      const count = Math.min(this.#frameSamples - this.#gathered, all - at);
      this.#gather(at, count);
      at += count;
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
    this.#samples.close();
    for (const frame of this.#frames) frame.fill(0);
    this.#gathered = 0;
  }

  #gather(at: number, count: number): void {
    const bytes = this.#sampleBytes;
    this.#frames.forEach((frame, channel) => {
      const part = this.#parts[channel]?.subarray(at * bytes, (at + count) * bytes);
      if (part !== undefined) frame.set(part, this.#gathered * bytes);
    });
    this.#gathered += count;
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
