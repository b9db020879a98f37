/**
 * Blocks of samples that are used again and again.
 *
 * Fresh memory has to be taken from the system, zeroed and mapped page by page, and given back: for a recording that
 * costs more than all that is written into it. A block that comes back is zeroed, so that nothing of one call can be
 * seen in another one.
 */
export class BlockPool {
  readonly #samples: number;
  readonly #most: number;
  readonly #free: Int16Array[] = [];

  /**
   * @param samples in each block
   * @param most how many are kept for later
   */
  constructor(samples: number, most: number) {
    this.#samples = samples;
    this.#most = most;
  }

  /** A block of zeros. */
  take(): Int16Array {
    return this.#free.pop() ?? new Int16Array(this.#samples);
  }

  /** Takes it back and zeroes it: whoever gives it has no use for it any more. */
  give(block: Int16Array): void {
    block.fill(0);
    if (this.#free.length < this.#most) this.#free.push(block);
  }
}
