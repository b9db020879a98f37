/**
 * Takes apart 16-bit samples of one or two channels, in messages of any length.
 *
 *     L L R R L L R R L L | R R L L R R ...       two channels, two bytes a sample
 *                         ^ a message may end here: the next one goes on
 *
 * What is left of a broken sample waits for the next message, unless that one is whole by itself: then a byte was
 * lost, and to join the two would turn all that follows into noise, in which no digit is heard and masked. Owns
 * its buffers and zeroes them on close.
 */
const SAMPLE_BYTES = 2;

export class InterleavedPcm {
  readonly #channels: number;
  readonly #hand: (channel: number, pcm: Uint8Array) => void;
  readonly #unit: number;
  readonly #rest: Uint8Array;
  #restBytes = 0;
  #joined = new Uint8Array(0);
  #parts: Uint8Array[] = [];

  /** @param hand gets whole samples of one channel, in a view that is valid only during the call */
  constructor(channels: 1 | 2, hand: (channel: number, pcm: Uint8Array) => void) {
    this.#channels = channels;
    this.#hand = hand;
    this.#unit = channels * SAMPLE_BYTES;
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
    this.#parts.forEach((part, channel) => {
      let from = channel * SAMPLE_BYTES;
      for (let to = 0; to < length; to += SAMPLE_BYTES, from += this.#unit) {
        part[to] = input[from] ?? 0;
        part[to + 1] = input[from + 1] ?? 0;
      }
      this.#hand(channel, part.subarray(0, length));
    });
  }
}
