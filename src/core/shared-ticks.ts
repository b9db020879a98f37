/**
 * Many that do something at the same rate, woken together.
 *
 *     of each period   |  1st tenth  |  2nd  |  3rd     |  ...
 *     woken in it      |  a, d       |  b    |  c, e, f |  ...
 *
 * With a timer of its own for each, a hundred calls wake the process a thousand times a second; this wakes it
 * `PHASES` times a period at most, and each time for a tenth of them. However many those are, no frame waits for them
 * long: after `MOST_MS` whatever else is due goes first, and the rest of them come after it. The first turn comes up to
 * a tenth of a period early, the others on the grid; turns that were missed are skipped. An exception ends the process
 * as it would out of a timer.
 */
import type { Clock, Timer } from './clock.js';

const PHASES = 10;
/** Of members one after the other: some ten frames take as long. */
const MOST_MS = 0.25;

interface Member {
  readonly run: () => void;
}

interface Phase {
  readonly members: Set<Member>;
  /** Those whose turn it is. */
  readonly waiting: Set<Member>;
  timer: Timer | undefined;
  /** For those who still wait. */
  rest: Timer | undefined;
}

export class SharedTicks {
  readonly #clock: Pick<Clock, 'now' | 'after'>;
  readonly #periodMs: number;
  readonly #phaseMs: number;
  readonly #phases: readonly Phase[];

  constructor(clock: Pick<Clock, 'now' | 'after'>, periodMs: number) {
    this.#clock = clock;
    this.#periodMs = periodMs;
    this.#phaseMs = periodMs / PHASES;
    this.#phases = Array.from({ length: PHASES }, () => ({
      members: new Set(),
      waiting: new Set(),
      timer: undefined,
      rest: undefined,
    }));
  }

  /** Runs it once a period until it is cancelled. */
  every(run: () => void): Timer {
    const n = Math.floor(this.#clock.now() / this.#phaseMs) % PHASES;
    const phase = this.#phases[n] as Phase;
    const member = { run };
    phase.members.add(member);
    if (phase.timer === undefined) this.#wake(phase, n * this.#phaseMs);
    return {
      cancel: () => {
        phase.waiting.delete(member);
        if (!phase.members.delete(member) || phase.members.size > 0) return;
        phase.timer?.cancel();
        phase.timer = undefined;
        phase.rest?.cancel();
        phase.rest = undefined;
      },
    };
  }

  /** @param at where in the period */
  #wake(phase: Phase, at: number): void {
    const now = this.#clock.now();
    // A timer may come a little early: the turn that it came for is not to come again.
    const passed = Math.floor((now - at + this.#phaseMs / 2) / this.#periodMs);
    const dueMs = at + (passed + 1) * this.#periodMs;
    phase.timer = this.#clock.after(dueMs - now, () => {
      this.#wake(phase, at);
      // Those who join meanwhile are not among them, and those who leave are no longer.
      for (const member of phase.members) phase.waiting.add(member);
      if (phase.rest === undefined) this.#run(phase);
    });
  }

  #run(phase: Phase): void {
    const untilMs = this.#clock.now() + MOST_MS;
    for (const member of phase.waiting) {
      phase.waiting.delete(member);
      member.run();
      if (phase.waiting.size > 0 && this.#clock.now() >= untilMs) {
        phase.rest = this.#clock.after(0, () => {
          phase.rest = undefined;
          this.#run(phase);
        });
        return;
      }
    }
  }
}
