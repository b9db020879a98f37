/**
 * A token bucket for messages of one leg: a second's worth of burst, refilled by the clock.
 */
import type { Millis } from '../core/units.js';

export class RateLimit {
  readonly #perSecond: number;
  #tokens: number;
  #lastMs: Millis | undefined;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
    this.#tokens = perSecond;
  }

  /** @returns false where the message is one too many */
  take(nowMs: Millis): boolean {
    const elapsedMs = nowMs - (this.#lastMs ?? nowMs);
    this.#lastMs = nowMs;
    this.#tokens = Math.min(this.#perSecond, this.#tokens + (elapsedMs * this.#perSecond) / 1_000);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
