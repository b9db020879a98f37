/**
 * What is left of the machine, as this process sees it.
 *
 * Memory is what is used now and what calls that run have been promised: the ring of a call is part of the process
 * only once audio has been written to it, so a burst of calls would otherwise show a minute after it was let in.
 */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { totalmem } from 'node:os';

import type { ShortageName } from './admission.js';
import type { Call } from './call.js';
import type { Clock } from '../core/clock.js';
import { coalescing } from '../core/coalescing.js';
import { ticks, ticksToMillis } from '../core/units.js';
import type { SttPool } from '../sense/stt-pool.js';

export interface Headroom {
  /** Since the last time; in the units of `AdmissionLimits`. */
  measure(): Readonly<Record<ShortageName, number>>;
  close(): void;
}

/** Of what the process may use, this much is used before calls are turned away. */
const MEMORY_PART = 0.85;
const RESOLUTION_MS = 10;
const NANOS_IN_MS = 1e6;

/** Bytes this process may use before it takes no more calls: the limit of its container, or the machine's memory. */
export const memoryLimitBytes = (): number => {
  const constrained = process.constrainedMemory();
  const machine = totalmem();
  return MEMORY_PART * (constrained > 0 ? Math.min(constrained, machine) : machine);
};

export class MeasuredHeadroom implements Headroom {
  readonly #calls: () => readonly Call[];
  readonly #pool: Pick<SttPool, 'isReady'> | undefined;
  readonly #clock: Clock;
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  #use = loopUse();
  #hearsSinceMs: number;

  constructor(calls: () => readonly Call[], pool: Pick<SttPool, 'isReady'> | undefined, clock: Clock) {
    this.#calls = calls;
    this.#pool = pool;
    this.#clock = clock;
    this.#hearsSinceMs = clock.now();
    this.#delay.enable();
  }

  measure(): Readonly<Record<ShortageName, number>> {
    const use = loopUse();
    const activeMs = use.activeMs - this.#use.activeMs;
    const idleMs = use.idleMs - this.#use.idleMs;
    this.#use = use;
    const lateNanos = this.#delay.count === 0 ? 0 : this.#delay.percentile(99);
    this.#delay.reset();
    const now = this.#clock.now();
    if (this.#pool?.isReady ?? true) this.#hearsSinceMs = now;
    const calls = this.#calls();
    return {
      'event loop': Math.max(0, lateNanos / NANOS_IN_MS - RESOLUTION_MS),
      cpu: activeMs + idleMs > 0 ? activeMs / (activeMs + idleMs) : 0,
      'recogniser behind': ticksToMillis(ticks(median(calls.map((call) => call.backlog)))),
      'no recogniser': now - this.#hearsSinceMs,
      memory: residentBytes() + calls.reduce((sum, call) => sum + call.promisedBytes, 0),
    };
  }

  close(): void {
    this.#delay.disable();
  }
}

/** How long the event loop has worked and waited; where it rested it waited, though Node knows nothing of that. */
export const loopUse = (): { readonly activeMs: number; readonly idleMs: number } => {
  const { active, idle } = performance.eventLoopUtilization();
  const { restedMs } = coalescing;
  return { activeMs: active - restedMs, idleMs: idle + restedMs };
};

/** Asking takes a file descriptor: where none is left no memory is known of, which is as good as none. */
const residentBytes = (): number => {
  try {
    return process.memoryUsage.rss();
  } catch {
    return Infinity;
  }
};

/** One call whose recogniser is ill says nothing of the machine: half of those that are heard must be behind. */
const median = (values: readonly (number | undefined)[]): number => {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? 0;
};
