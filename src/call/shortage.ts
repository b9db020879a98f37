/**
 * One measure against its limit, slow to change its mind: a single bad moment is no shortage, and a shortage is not
 * over before it has been calm for a while.
 */
import type { Millis } from '../core/units.js';

/** Measures over the limit, one after the other, that make a shortage. */
const RUNNING = 2;
/** Calm is what lies below this part of the limit. */
const CALM_BELOW = 0.8;

export class Shortage {
  readonly #limit: number;
  readonly #calmMs: number;
  #over = 0;
  #isShort = false;
  #calmSinceMs: Millis | undefined;

  /** @param calmMs how long it must have been calm */
  constructor(limit: number, calmMs: number) {
    this.#limit = limit;
    this.#calmMs = calmMs;
  }

  get isShort(): boolean {
    return this.#isShort;
  }

  note(value: number, now: Millis): void {
    this.#over = value > this.#limit ? this.#over + 1 : 0;
    if (this.#over >= RUNNING) this.#isShort = true;
    if (value > this.#limit * CALM_BELOW) this.#calmSinceMs = undefined;
    else this.#calmSinceMs ??= now;
    if (this.#calmSinceMs !== undefined && now - this.#calmSinceMs >= this.#calmMs) this.#isShort = false;
  }
}
