/**
 * What ends one request: its time is up, or whoever asked closes.
 *
 * Not by `AbortSignal.any`: a signal keeps a weak reference to each that was ever made of it (Node 20: 53 bytes, for as long
 * as it lives), and that of an owner lives as long as the server does.
 */
import type { Clock, Timer } from './clock.js';

export class Deadline {
  readonly #ending = new AbortController();
  readonly #owner: AbortSignal;
  readonly #limit: Timer;
  #isLate = false;

  /** @param owner aborted when whoever asks closes: then, and if it has done so already, the request is ended */
  constructor(clock: Clock, limitMs: number, owner: AbortSignal) {
    this.#owner = owner;
    this.#limit = clock.after(limitMs, () => {
      this.#isLate = true;
      this.#end();
    });
    if (owner.aborted) this.#end();
    else owner.addEventListener('abort', this.#end);
  }

  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** Whether it was for want of time. */
  get isLate(): boolean {
    return this.#isLate;
  }

  /** The request is over: nothing of it is held any more. */
  cancel(): void {
    this.#limit.cancel();
    this.#owner.removeEventListener('abort', this.#end);
  }

  readonly #end = (): void => this.#ending.abort();
}
