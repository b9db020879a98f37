/**
 * Whether the machine had time for the server and its callers: once a second a health check is due, and is answered so much
 * later. It is late where the callers have no core, or the server has none, or is stuck: whatever the reason, what is then
 * late or not done in the time that it is given looks like something that is held.
 */
import { setTimeout as wait } from 'node:timers/promises';

import { percentile } from '../detect/statistics.js';

const EVERY_MS = 1_000;
/** Half of the shortest time that a peer is given: to answer a ping. */
const LATE_MS = 1_000;
/** Of all checks. */
const STARVED_SHARE = 0.01;

export interface Promptness {
  readonly checks: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  /** Part of the checks that were answered more than a second after they were due. */
  readonly lateShare: number;
}

export class HealthChecks {
  readonly #check: () => Promise<unknown>;
  readonly #tookMs: number[] = [];

  /** @param check one request; it resolves with its answer */
  constructor(check: () => Promise<unknown>) {
    this.#check = check;
  }

  /** Checks until the work is done. */
  async during<Result>(work: Promise<Result>): Promise<Result> {
    const done = new AbortController();
    const checks = this.#until(done.signal);
    return work.finally(() => {
      done.abort();
      return checks;
    });
  }

  get promptness(): Promptness {
    const { length } = this.#tookMs;
    return {
      checks: length,
      medianMs: percentile(this.#tookMs, 0.5) ?? Number.NaN,
      p99Ms: percentile(this.#tookMs, 0.99) ?? Number.NaN,
      lateShare: this.#tookMs.filter((ms) => ms > LATE_MS).length / Math.max(1, length),
    };
  }

  async #until(signal: AbortSignal): Promise<void> {
    for (let dueMs = performance.now() + EVERY_MS; ; dueMs += EVERY_MS) {
      // One that is overdue has been late already.
      const inMs = Math.max(0, dueMs - performance.now());
      await wait(inMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await this.#check();
      // A timer may fire a little early.
      this.#tookMs.push(Math.max(0, performance.now() - dueMs));
    }
  }
}

export const isStarved = ({ lateShare }: Pick<Promptness, 'lateShare'>): boolean => lateShare > STARVED_SHARE;
