/**
 * The real clock, several times as fast: a recogniser's time-outs, a leg's pings and a call's pauses take a part of the
 * time that they take for callers, and in proportion to each other.
 */
import { systemClock, type Clock, type Timer } from '#tacet/core/clock.js';
import { millis, type Millis } from '#tacet/core/units.js';

export class QuickClock implements Clock {
  readonly #times: number;
  #wallOffsetMs = 0;
  readonly #pending = new Set<object>();

  constructor(times: number) {
    this.#times = times;
  }

  /** Timers not yet run or cancelled. */
  get pending(): number {
    return this.#pending.size;
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
    const own = {};
    const timer = systemClock.after(delayMs / this.#times, () => {
      this.#pending.delete(own);
      run();
    });
    this.#pending.add(own);
    return {
      cancel: () => {
        this.#pending.delete(own);
        timer.cancel();
      },
    };
  }

  every(periodMs: number, run: () => void): Timer {
    let due = this.now() + periodMs;
    const tick = (): void => {
      const now = this.now();
      due += periodMs * Math.max(1, Math.floor((now - due) / periodMs) + 1);
      pending = this.after(Math.max(0, due - now), tick);
      run();
    };
    let pending = this.after(periodMs, tick);
    return { cancel: () => pending.cancel() };
  }

  /** So many milliseconds of this clock. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }
}
