/**
 * Many that do something at the same rate, woken together.
 *
 *     of each period   |  1st tenth  |  2nd  |  3rd     |  ...
 *     woken in it      |  a, d       |  b    |  c, e, f |  ...
 *
 * With a timer of its own for each, a hundred calls wake the process a thousand times a second; this wakes it
 * `PHASES` times a period at most, and each time for a tenth of them, so that no frame waits for it long. The first
 * turn comes up to a tenth of a period early, the others on the grid; turns that were missed are skipped. An exception
 * ends the process as it would out of a timer.
 */
import type { Clock, Timer } from './clock.js';

const PHASES = 10;

interface Member {
  readonly run: () => void;
}

interface Phase {
  readonly members: Set<Member>;
  timer: Timer | undefined;
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
    this.#phases = Array.from({ length: PHASES }, () => ({ members: new Set(), timer: undefined }));
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
        if (!phase.members.delete(member) || phase.members.size > 0) return;
        phase.timer?.cancel();
        phase.timer = undefined;
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
      // Those who join meanwhile wait for their turn, and those who leave have had it.
      for (const member of [...phase.members]) if (phase.members.has(member)) member.run();
    });
  }
}
