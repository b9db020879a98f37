/**
 * A token bucket for messages of one leg: a second's worth of burst, refilled by the clock.
 *
 * Kept as the time at which the bucket will be full again (the generic cell rate algorithm, ITU-T I.371, annex A): one
 * number for each leg that is written for every message.
 */
import type { Millis } from '../core/units.js';

const BURST_MS = 1_000;
/** What adding up a second of costs may be off by. */
const ROUNDING_MS = 1e-6;

export class RateLimit {
  readonly #perSecond: number;
  #fullAtMs = -Infinity;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** @returns false where the message is one too many */
  take(nowMs: Millis): boolean {
    // Divided anew: a fraction that is kept lies beside the object, and would be fetched for each message.
    const fullAtMs = Math.max(this.#fullAtMs, nowMs) + BURST_MS / this.#perSecond;
    if (fullAtMs - nowMs > BURST_MS + ROUNDING_MS) return false;
    this.#fullAtMs = fullAtMs;
    return true;
  }
}
