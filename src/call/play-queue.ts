/**
 * What a peer has been sent and has not played yet, as far as one can tell from here.
 *
 * Bridges without timestamps play what they get one frame after the other and never catch up: a burst after a
 * stall would delay the call to its end. Frames that would lie too far ahead are dropped instead.
 */
import type { Millis } from '../core/units.js';

/** As much as the socket may hold: what is later than that is no conversation. */
const AHEAD_MS = 200;

export class PlayQueue {
  #playedOutMs = -Infinity;

  /** @returns false where a frame of this length would come too late: it is dropped */
  take(nowMs: Millis, durationMs: number): boolean {
    const from = Math.max(nowMs, this.#playedOutMs);
    if (from - nowMs > AHEAD_MS) return false;
    this.#playedOutMs = from + durationMs;
    return true;
  }

  /** The peer has dropped what it had. */
  clear(): void {
    this.#playedOutMs = -Infinity;
  }
}
