/**
 * Lets frames come in together while there are many, as a network card does with its interrupts.
 *
 *     each for itself   wake f sleep  wake f sleep  wake f sleep  wake f sleep
 *     coalesced         wake f        rest          wake f f f    rest          at most one wake-up in PERIOD_MS
 *
 * To wake a thread for one frame costs about as much as the frame. With hundreds of legs one comes every few dozen
 * microseconds, so the event loop rests for what is left of a quarter of a millisecond before it looks for more: that
 * saves much of the relay's cost (docs/benchmarks/relay.md) for a wait that nobody hears. With few legs, or when the loop is behind, it never rests.
 */
import type { Millis } from './units.js';

/** The longest that a frame waits for others; the system's timer adds some 0.07 ms to it. */
export const PERIOD_MS = 0.25;
/** A shorter rest is not worth its own wake-up. */
const SHORTEST_MS = 0.03;
/** So many frames are counted before it is known how many come ... */
const COUNTED = 256;
/** ... and from so many in PERIOD_MS on, one that comes finds others. */
const WORTH_IT = 1.5;

export interface EventLoop {
  now(): number;
  /** Blocks the thread. */
  rest(ms: number): void;
  /** Once what is at hand has been dealt with. */
  afterwards(run: () => void): void;
}

/** Nobody wakes it: it is there to be waited for. */
const NEVER = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

const ownLoop: EventLoop = {
  now: () => performance.now(),
  rest: (ms) => void Atomics.wait(NEVER, 0, 0, ms),
  afterwards: (run) => void setImmediate(run),
};

export class Coalescing {
  readonly #loop: EventLoop;
  readonly #rest = (): void => this.#restNow();
  #count = 0;
  #countedFromMs = -Infinity;
  #areMany = false;
  #isExpected = false;
  #wokeAtMs = -Infinity;
  #restedMs = 0;

  constructor(loop: EventLoop = ownLoop) {
    this.#loop = loop;
  }

  /** How long it has rested: to whoever asks Node, the event loop was at work. */
  get restedMs(): number {
    return this.#restedMs;
  }

  /** A frame has come in. */
  arrived(nowMs: Millis): void {
    if (++this.#count === COUNTED) this.#judge(nowMs);
    if (!this.#areMany || this.#isExpected) return;
    this.#isExpected = true;
    this.#loop.afterwards(this.#rest);
  }

  #judge(nowMs: Millis): void {
    this.#areMany = this.#count * PERIOD_MS >= WORTH_IT * (nowMs - this.#countedFromMs);
    this.#count = 0;
    this.#countedFromMs = nowMs;
  }

  #restNow(): void {
    this.#isExpected = false;
    const from = this.#loop.now();
    const left = PERIOD_MS - (from - this.#wokeAtMs);
    this.#wokeAtMs = from;
    if (left < SHORTEST_MS) return;
    this.#loop.rest(left);
    this.#wokeAtMs = this.#loop.now();
    this.#restedMs += this.#wokeAtMs - from;
  }
}

/** There is one event loop. */
export const coalescing = new Coalescing();
