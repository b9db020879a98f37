/**
 * The delay line: the only long-lived home of a leg's raw audio, a ring of samples on the leg's timeline.
 *
 *      zeroed        kept                      free
 *   ...........|###########################|..............   (wraps)
 *             tail                         head
 *
 * Writers append at `head`; the live gate and the clearance gate read behind it; `release` zeroes what both
 * have passed. Allocated once, never grown, never swapped out of memory by us, never handed out by reference.
 */
export class DelayLine {
  readonly capacity: number;
  readonly #ring: Int16Array;
  #head = 0;
  #tail = 0;

  /** @param capacity in samples */
  constructor(capacity: number) {
    this.capacity = capacity;
    this.#ring = new Int16Array(capacity);
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

  /** @throws RangeError where there is no room: the owner releases first. */
  write(pcm: Int16Array): void {
    if (pcm.length > this.free) throw new RangeError('delay line is full');
    const at = this.#head % this.capacity;
    const first = Math.min(pcm.length, this.capacity - at);
    if (first === pcm.length) {
      this.#ring.set(pcm, at);
    } else {
      this.#ring.set(pcm.subarray(0, first), at);
      this.#ring.set(pcm.subarray(first), 0);
    }
    this.#head += pcm.length;
  }

  /**
   * Copies `out.length` samples that start at `from`.
   * @throws RangeError where any of them is not kept.
   */
  read(from: number, out: Int16Array): void {
    if (from < this.#tail || from + out.length > this.#head) throw new RangeError('not in the delay line');
    const at = from % this.capacity;
    const first = Math.min(out.length, this.capacity - at);
    out.set(this.#ring.subarray(at, at + first));
    if (first < out.length) out.set(this.#ring.subarray(0, out.length - first), first);
  }

  /** Zeroes everything before `to`. */
  release(to: number): void {
    const end = Math.min(to, this.#head);
    if (end <= this.#tail) return;
    const at = this.#tail % this.capacity;
    const count = end - this.#tail;
    const first = Math.min(count, this.capacity - at);
    this.#ring.fill(0, at, at + first);
    if (first < count) this.#ring.fill(0, 0, count - first);
    this.#tail = end;
  }

  /** Zeroes everything. */
  close(): void {
    this.release(this.#head);
  }

  /** Non-zero samples held anywhere in the ring: 0 after `close`. For tests and self-checks. */
  residue(): number {
    let count = 0;
    for (const sample of this.#ring) if (sample !== 0) count++;
    return count;
  }
}
