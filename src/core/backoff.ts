/**
 * How long to wait before the next attempt: twice as long as before each, up to a limit, and never quite the same, so
 * that what failed together does not come back together.
 */

export interface BackoffLimits {
  readonly firstMs: number;
  readonly longestMs: number;
}

export class Backoff {
  readonly #limits: BackoffLimits;
  readonly #random: () => number;
  #failures = 0;

  /** @param random 0 to 1 */
  constructor(limits: BackoffLimits, random: () => number = Math.random) {
    this.#limits = limits;
    this.#random = random;
  }

  /** Milliseconds: 75 to 100 % of `firstMs * 2 ** failures`, or of the longest. */
  next(): number {
    const { firstMs, longestMs } = this.#limits;
    const fullMs = Math.min(longestMs, firstMs * 2 ** this.#failures++);
    return fullMs * (0.75 + this.#random() / 4);
  }

  /** It worked. */
  reset(): void {
    this.#failures = 0;
  }
}
