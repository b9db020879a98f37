/**
 * The real clock, for tests of a whole Tacet: its timers are counted, and a test can make time stand still.
 *
 * While it stands, nothing is given up, tried again or started again, however slow the machine is: what a test does
 * meanwhile happens, as the server sees it, in one moment.
 */
import { systemClock, type Clock, type Timer } from '../../core/clock.js';
import { millis, type Millis } from '../../core/units.js';

export class TestClock implements Clock {
  readonly #pending = new Set<object>();
  /** Fell due while time stood still, in that order. */
  #due: (() => void)[] = [];
  #stoppedAtMs: number | undefined;
  #stoodForMs = 0;

  /** Timers not yet run or cancelled. */
  get pending(): number {
    return this.#pending.size;
  }

  now(): Millis {
    return millis((this.#stoppedAtMs ?? systemClock.now()) - this.#stoodForMs);
  }

  wall(): Date {
    return systemClock.wall();
  }

  after(delayMs: number, run: () => void): Timer {
    const owed = (): void => {
      if (this.#pending.delete(timer)) run();
    };
    const timer = systemClock.after(delayMs, () => {
      if (this.#stoppedAtMs === undefined) owed();
      else this.#due.push(owed);
    });
    return this.#counted(timer);
  }

  every(periodMs: number, run: () => void): Timer {
    return this.#counted(
      systemClock.every(periodMs, () => {
        if (this.#stoppedAtMs === undefined) run();
      }),
    );
  }

  /** Time stands still from here on. */
  stop(): void {
    this.#stoppedAtMs ??= systemClock.now();
  }

  /** It goes on from where it stood. */
  go(): void {
    if (this.#stoppedAtMs === undefined) return;
    this.#stoodForMs += systemClock.now() - this.#stoppedAtMs;
    this.#stoppedAtMs = undefined;
    for (const owed of this.#due.splice(0)) owed();
  }

  #counted(timer: Timer): Timer {
    const counted: Timer = {
      cancel: () => {
        this.#pending.delete(timer);
        timer.cancel();
      },
    };
    this.#pending.add(timer);
    return counted;
  }
}
