/**
 * Messages to a peer that counts them: so many at once, so many a second. What is too much waits its turn, in order.
 */
import type { Millis } from '../core/units.js';

/** More than this can only be answers to a flood. */
const MOST_WAITING = 100;

export class PacedMessages {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #send: (message: string) => void;
  readonly #waiting: string[] = [];
  #tokens: number;
  #lastMs: Millis | undefined;

  constructor(perSecond: number, burst: number, send: (message: string) => void) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#tokens = burst;
    this.#send = send;
  }

  /** Whether a message that nobody waits for would leave at once, and leave room for an answer. */
  get hasRoom(): boolean {
    return this.#waiting.length === 0 && this.#tokens >= 2;
  }

  /** Whether too many wait already. */
  get isFull(): boolean {
    return this.#waiting.length >= MOST_WAITING;
  }

  push(message: string): void {
    this.#waiting.push(message);
    this.#leave();
  }

  /** Time has passed. */
  advance(nowMs: Millis): void {
    const elapsedMs = Math.max(0, nowMs - (this.#lastMs ?? nowMs));
    this.#lastMs = nowMs;
    this.#tokens = Math.min(this.#burst, this.#tokens + (elapsedMs * this.#perSecond) / 1_000);
    this.#leave();
  }

  /** Sends what waits, whatever the peer says: nothing follows. */
  flush(): void {
    for (const message of this.#waiting.splice(0)) this.#send(message);
  }

  #leave(): void {
    while (this.#tokens >= 1) {
      const message = this.#waiting.shift();
      if (message === undefined) return;
      this.#tokens--;
      this.#send(message);
    }
  }
}
