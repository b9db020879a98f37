/**
 * Puts audio in order by the number that its sender gave it, before it is cut into frames.
 *
 *     1 2 4 5 3 6   ->   1 2 3 4 5 6        4 and 5 wait for 3, at most 100 ms and at most five of them
 *
 * What is waited for too long is given up; what comes after that is dropped. Owns copies of what waits and zeroes
 * them.
 */
import type { Millis } from '../core/units.js';

interface Waiting {
  readonly number: number;
  readonly timestampMs: number;
  readonly arrivalMs: Millis;
  readonly payload: Uint8Array;
}

export type InOrder = (timestampMs: number, payload: Uint8Array, arrivalMs: Millis) => void;

const MOST_WAITING = 5;
const LONGEST_WAIT_MS = 100;
/** A number so far off the count begins another one. */
const LEAP = 1_000;
const FIRST_NUMBER = 1;

export class ReorderWindow {
  readonly #emit: InOrder;
  /** By number. */
  #waiting: Waiting[] = [];
  #next: number | undefined;
  /** Came again, or too late. */
  dropped = 0;

  constructor(emit: InOrder) {
    this.#emit = emit;
  }

  push(number: number, timestampMs: number, payload: Uint8Array, arrivalMs: Millis): void {
    // Counts begin at 1, but one may have come in the middle.
    this.#next ??= number <= MOST_WAITING ? FIRST_NUMBER : number;
    if (Math.abs(number - this.#next) >= LEAP) {
      this.flush();
      this.#next = number;
    }
    if (number < this.#next || this.#waiting.some((each) => each.number === number)) {
      this.dropped++;
    } else if (number === this.#next) {
      this.#next++;
      this.#emit(timestampMs, payload, arrivalMs);
      this.#drain();
    } else {
      this.#waiting.push({ number, timestampMs, arrivalMs, payload: Uint8Array.from(payload) });
      this.#waiting.sort((a, b) => a.number - b.number);
      if (this.#waiting.length > MOST_WAITING) this.#giveUp();
    }
    this.tick(arrivalMs);
  }

  /** Gives up on what has been waited for too long. */
  tick(nowMs: Millis): void {
    while (this.#waiting.some(({ arrivalMs }) => nowMs - arrivalMs >= LONGEST_WAIT_MS)) this.#giveUp();
  }

  /** Nothing more comes. */
  flush(): void {
    while (this.#waiting.length > 0) this.#giveUp();
  }

  close(): void {
    for (const { payload } of this.#waiting) payload.fill(0);
    this.#waiting = [];
  }

  #giveUp(): void {
    this.#next = this.#waiting[0]?.number;
    this.#drain();
  }

  #drain(): void {
    for (;;) {
      const first = this.#waiting[0];
      if (first === undefined || first.number !== this.#next) return;
      this.#waiting.shift();
      this.#next++;
      this.#emit(first.timestampMs, first.payload, first.arrivalMs);
      first.payload.fill(0);
    }
  }
}
