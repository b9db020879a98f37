/**
 * The real clock, several times as fast: a recogniser's time-outs, a leg's pings and a call's pauses take a part of the
 * time that they take for callers, and in proportion to each other.
 */
import { every, systemClock, type Clock, type Timer } from '#tacet/core/clock.js';
import { millis, type Millis } from '#tacet/core/units.js';

export class QuickClock implements Clock {
  readonly #times: number;
  #wallOffsetMs = 0;

  constructor(times: number) {
    this.#times = times;
  }

  now(): Millis {
    return millis(systemClock.now() * this.#times);
  }

  wall(): Date {
    return new Date(systemClock.wall().getTime() + this.#wallOffsetMs);
  }

  /** Somebody sets the clock of the machine. */
  jump(ms: number): void {
    this.#wallOffsetMs += ms;
  }

  after(delayMs: number, run: () => void): Timer {
    return systemClock.after(delayMs / this.#times, run);
  }

  every(periodMs: number, run: () => void): Timer {
    return every(this, periodMs, run);
  }
}
