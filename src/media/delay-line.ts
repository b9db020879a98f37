/**
 * The delay line: the only long-lived home of a leg's raw audio, in blocks on the leg's timeline.
 *
 *      zeroed        kept                      free
 *   ...........|###########################|..............
 *             tail                         head
 *       |  spare   |  block  |  block  |  block  |
 *
 * Writers append at `head`; the live gate and the clearance gate read behind it; `release` zeroes what both
 * have passed. A block that lies wholly behind `tail` is zero and is the next to be written: what waits for its
 * clearance has its memory, a bound keeps it, and a leg whose audio is cleared at once stays within a few blocks (it is
 * released half a second at a time). Never swapped out of memory by us, never handed out by reference.
 */

/** 128 ms at 8 kHz. A power of two, so that a place in a block is cheap to find. */
const BLOCK_SAMPLES = 1_024;

export class DelayLine {
  readonly capacity: number;
  /** Those with kept samples, and the one that `head` is in. */
  readonly #blocks: Int16Array[] = [];
  /** Zeroed ones; the last was used last. */
  readonly #spare: Int16Array[] = [];
  /** Where the first block begins. */
  #first = 0;
  /** The block that `head` is in, at hand, and where it ends; none where it has still to be taken. */
  #last: Int16Array | undefined;
  #lastEnd = 0;
  #head = 0;
  #tail = 0;

  /** @param capacity in samples */
  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** Position of the next sample to be written. */
  get head(): number {
    return this.#head;
  }

  /** Position of the oldest sample still kept. */
  get tail(): number {
    return this.#tail;
  }

  get free(): number {
    return this.capacity - (this.#head - this.#tail);
  }

  /** Samples that memory is held for: the most that were kept at a time, in whole blocks. */
  get allocated(): number {
    return (this.#blocks.length + this.#spare.length) * BLOCK_SAMPLES;
  }

  /** @throws RangeError where there is no room: the owner releases first. */
  write(pcm: Int16Array): void {
    const { length } = pcm;
    if (length > this.free) throw new RangeError('delay line is full');
    for (let done = 0; done < length;) {
      if (this.#head === this.#lastEnd) this.#more();
      const block = this.#last as Int16Array;
      const at = BLOCK_SAMPLES - (this.#lastEnd - this.#head);
      const count = Math.min(length - done, BLOCK_SAMPLES - at);
      block.set(count === length ? pcm : pcm.subarray(done, done + count), at);
      done += count;
      this.#head += count;
    }
  }

  /**
   * Copies `out.length` samples that start at `from`.
   * @throws RangeError where any of them is not kept.
   */
  read(from: number, out: Int16Array): void {
    const { length } = out;
    if (from < this.#tail || from + length > this.#head) throw new RangeError('not in the delay line');
    for (let done = 0; done < length;) {
      const place = from + done - this.#first;
      const at = place % BLOCK_SAMPLES;
      const count = Math.min(length - done, BLOCK_SAMPLES - at);
      const block = this.#blocks[(place - at) / BLOCK_SAMPLES] as Int16Array;
      out.set(block.subarray(at, at + count), done);
      done += count;
    }
  }

  /** Zeroes everything before `to`. */
  release(to: number): void {
    const end = Math.min(to, this.#head);
    while (this.#tail < end) {
      const block = this.#blocks[0] as Int16Array;
      const at = this.#tail - this.#first;
      const until = Math.min(end - this.#first, BLOCK_SAMPLES);
      block.fill(0, at, until);
      this.#tail = this.#first + until;
      if (until < BLOCK_SAMPLES) return;
      this.#blocks.shift();
      this.#spare.push(block);
      this.#first += BLOCK_SAMPLES;
    }
  }

  /** Zeroes everything. */
  close(): void {
    this.release(this.#head);
  }

  /** Non-zero samples held anywhere: 0 after `close`. For tests and self-checks. */
  residue(): number {
    let count = 0;
    for (const block of [...this.#blocks, ...this.#spare])
      for (const sample of block) if (sample !== 0) count++;
    return count;
  }

  #more(): void {
    this.#last = this.#spare.pop() ?? new Int16Array(BLOCK_SAMPLES);
    this.#lastEnd += BLOCK_SAMPLES;
    this.#blocks.push(this.#last);
  }
}
