/**
 * Time as a dependency: every timer in Tacet comes from a Clock and has an owner that cancels it.
 *
 * `ManualClock` is the same contract moved by hand; tests use it so that none of them sleeps.
 */
import { millis, type Millis } from './units.js';

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Monotonic; only differences mean anything. */
  now(): Millis;
  /** Wall time, for labels only. */
  wall(): Date;
  after(delayMs: number, run: () => void): Timer;
  /** Absolute deadlines `start + n * period`: no drift, and missed ticks are skipped, not made up for. */
  every(periodMs: number, run: () => void): Timer;
}

/** What a clock's `every` is, by its `now` and `after`. */
export const every = (clock: Clock, periodMs: number, run: () => void): Timer => {
  let due = clock.now() + periodMs;
  const tick = (): void => {
    const now = clock.now();
    due += periodMs * Math.max(1, Math.floor((now - due) / periodMs) + 1);
    pending = clock.after(Math.max(0, due - now), tick);
    run();
  };
  let pending = clock.after(periodMs, tick);
  return { cancel: () => pending.cancel() };
};

export const systemClock: Clock = {
  now: () => millis(performance.now()),
  wall: () => new Date(),
  after(delayMs, run) {
    const handle = setTimeout(run, delayMs);
    return { cancel: () => clearTimeout(handle) };
  },
  every(periodMs, run) {
    return every(systemClock, periodMs, run);
  },
};

interface Appointment {
  readonly atMs: number;
  readonly run: () => void;
}

export class ManualClock implements Clock {
  #nowMs = 0;
  readonly #appointments = new Set<Appointment>();

  now(): Millis {
    return millis(this.#nowMs);
  }

  wall(): Date {
    return new Date(this.#nowMs);
  }

  after(delayMs: number, run: () => void): Timer {
    const appointment = { atMs: this.#nowMs + delayMs, run };
    this.#appointments.add(appointment);
    return { cancel: () => void this.#appointments.delete(appointment) };
  }

  every(periodMs: number, run: () => void): Timer {
    return every(this, periodMs, run);
  }

  /** Timers not yet run or cancelled: a closed owner must leave none. */
  get pending(): number {
    return this.#appointments.size;
  }

  /** Moves time on, running what falls due in order of its deadline. */
  advance(byMs: number): void {
    const until = this.#nowMs + byMs;
    for (;;) {
      const next = [...this.#appointments].sort((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined || next.atMs > until) break;
      this.#appointments.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.run();
    }
    this.#nowMs = until;
  }
}
