/**
 * How long two processes have waited for a core, as Linux counts it: what a busy machine adds to every latency, and what
 * says nothing of the relay.
 *
 *     relay      |##|  wait   |####|      |##|
 *     generator  |####|    |##|   |#######|
 *     frames due    x    x   x  x   | quiet ->       from so much later on that what has piled up is gone
 *
 * /proc/PID/task/TID/schedstat: time on a core, time in the queue for one, both in ns (Documentation/scheduler/sched-stats).
 * Only the threads are asked about that move frames. Where the relay's own other threads may have been what it waited
 * for, that is its own doing and no excuse.
 */
import { openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { pid as ownPid } from 'node:process';

const NANOS_IN_MS = 1e6;
/** A wake-up takes as long. */
const LEAST_MS = 0.03;
/** A relay that is busy for three quarters of the time has caught up after three times as long as it stood. */
const CATCH_UP = 3;
const LEAST_CALM_MS = 1;

export class CoreWaits {
  readonly #relay: number;
  readonly #files: readonly number[];
  readonly #buffer = Buffer.alloc(128);
  #waitedMs: number[];
  #othersRanMs: number;
  #quietFromMs = 0;

  private constructor(relay: number) {
    this.#relay = relay;
    this.#files = [relay, ownPid].map((pid) =>
      openSync(`/proc/${String(pid)}/task/${String(pid)}/schedstat`, 'r'),
    );
    this.#waitedMs = this.#files.map((file) => this.#waitOf(file));
    this.#othersRanMs = this.#othersRun();
  }

  /** @returns undefined where the system does not count */
  static of(relay: number): CoreWaits | undefined {
    try {
      const waits = new CoreWaits(relay);
      return waits.#waitedMs.every(Number.isFinite) ? waits : undefined;
    } catch {
      return undefined;
    }
  }

  /** Asks the system, and moves `quietFromMs`. */
  look(nowMs: number): void {
    this.#files.forEach((file, i) => {
      const waitedMs = this.#waitOf(file);
      const lastMs = waitedMs - (this.#waitedMs[i] as number);
      this.#waitedMs[i] = waitedMs;
      if (lastMs < LEAST_MS || (i === 0 && this.#isOwnDoing(lastMs))) return;
      const calmMs = Math.max(LEAST_CALM_MS, CATCH_UP * lastMs);
      this.#quietFromMs = Math.max(this.#quietFromMs, nowMs + calmMs);
    });
  }

  /** A frame that was due after this, and is back, was held up by nobody else. */
  get quietFromMs(): number {
    return this.#quietFromMs;
  }

  #isOwnDoing(waitedMs: number): boolean {
    const ranMs = this.#othersRun();
    const sinceMs = ranMs - this.#othersRanMs;
    this.#othersRanMs = ranMs;
    return sinceMs >= waitedMs;
  }

  #waitOf(file: number): number {
    const length = readSync(file, this.#buffer, 0, this.#buffer.length, 0);
    return Number(this.#buffer.toString('latin1', 0, length).split(' ')[1]) / NANOS_IN_MS;
  }

  /** For how long the relay's threads that move no frames have run. */
  #othersRun(): number {
    const folder = `/proc/${String(this.#relay)}/task`;
    return readdirSync(folder).reduce((sum, thread) => {
      if (thread === String(this.#relay)) return sum;
      try {
        return (
          sum + Number(readFileSync(`${folder}/${thread}/schedstat`, 'latin1').split(' ')[0]) / NANOS_IN_MS
        );
      } catch {
        // It has just ended.
        return sum;
      }
    }, 0);
  }
}
