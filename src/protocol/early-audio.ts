/** Audio that comes before its format is known. Owns copies, one second of them at most, and zeroes them. */
import type { Millis } from '../core/units.js';

interface EarlyPiece {
  readonly payload: Uint8Array;
  readonly arrivalMs: Millis;
}

const MOST_MS = 1_000;
/** A second of 16-bit samples at 48 kHz. */
const MOST_BYTES = 96_000;

export class EarlyAudio {
  #pieces: EarlyPiece[] = [];
  #bytes = 0;

  /** @returns false where something had to be dropped: what is oldest, or all of a piece that is too long */
  push(payload: Uint8Array, arrivalMs: Millis): boolean {
    if (payload.length > MOST_BYTES) return false;
    this.#pieces.push({ payload: Uint8Array.from(payload), arrivalMs });
    this.#bytes += payload.length;
    const isTooMuch = (): boolean =>
      this.#bytes > MOST_BYTES || arrivalMs - (this.#pieces[0]?.arrivalMs ?? arrivalMs) > MOST_MS;
    const before = this.#pieces.length;
    while (isTooMuch()) this.#drop();
    return this.#pieces.length === before;
  }

  /** Hands over everything, in order. */
  drain(hand: (payload: Uint8Array, arrivalMs: Millis) => void): void {
    for (const { payload, arrivalMs } of this.#pieces) hand(payload, arrivalMs);
    this.close();
  }

  close(): void {
    while (this.#pieces.length > 0) this.#drop();
  }

  #drop(): void {
    const oldest = this.#pieces.shift();
    this.#bytes -= oldest?.payload.length ?? 0;
    oldest?.payload.fill(0);
  }
}
