/**
 * One soak: calls of each kind come and go, so many at a time, and the server is looked at all the while.
 *
 *     look - one of each kind - look - |  calls, a sample now and then  | - until nothing more is held - look
 */
import { setTimeout as wait } from 'node:timers/promises';

import { Random } from '../dialogues/random.js';
import { afterwards, leaksOf, readHeld, rehearsed, type Held, type Leak } from './held.js';
import { KINDS } from './kinds.js';
import type { SoakedServer } from './soaked-server.js';
import { Stage, type StageOptions } from './stage.js';
import { readVitals, type Vitals } from './vitals.js';

export interface SoakOptions {
  /** At a time. */
  readonly calls: number;
  /** Whether to begin another call. @param begun so far */
  readonly goesOn: (begun: number) => boolean;
  /** Between samples. */
  readonly everyMs: number;
  readonly stage: Omit<StageOptions, 'port'>;
  /** How long the server may take to let go of what it holds when the calls are over. */
  readonly settleMs: number;
  readonly onSample?: (sample: Sample) => void;
}

export interface Sample {
  /** Since the first call. */
  readonly atMs: number;
  /** Calls that have ended. */
  readonly calls: number;
  readonly vitals: Vitals;
}

export interface Soaked {
  readonly samples: readonly Sample[];
  readonly played: Readonly<Record<string, number>>;
  /** Calls that did not go as they should, and why. */
  readonly failures: readonly string[];
  readonly before: Held;
  readonly after: Held;
  readonly leaks: readonly Leak[];
}

const SEED = 20_261;

export const soak = async (server: SoakedServer, options: SoakOptions): Promise<Soaked> => {
  const stage = new Stage({ ...options.stage, port: server.port });
  const played: Record<string, number> = {};
  const failures: string[] = [];
  let ended = 0;
  const play = async (n: number): Promise<void> => {
    const kind = KINDS[n % KINDS.length] as (typeof KINDS)[number];
    try {
      await kind.play(stage, `soak-${String(n)}`, new Random(SEED + n));
    } catch (error) {
      failures.push(`${kind.name}: ${(error as Error).message}`);
    }
    played[kind.name] = (played[kind.name] ?? 0) + 1;
    ended++;
  };

  const fresh = await readHeld(server.inspector);
  // What is loaded and made with the first call of a kind stays; what is open does not.
  await Promise.all(KINDS.map((_kind, n) => play(n)));
  const before = await rehearsed(server.inspector, fresh, options.settleMs);
  const samples: Sample[] = [];
  const startMs = performance.now();
  const over = new AbortController();
  const watching = watch(async () => {
    const vitals = await readVitals(server.inspector);
    const sample = { atMs: performance.now() - startMs, calls: ended, vitals };
    samples.push(sample);
    options.onSample?.(sample);
    // As a Prometheus would.
    await stage.page('/metrics');
  });
  const sampling = watching(options.everyMs, over.signal);
  let begun = KINDS.length;
  const line = async (): Promise<void> => {
    while (options.goesOn(begun - KINDS.length)) await play(begun++);
  };
  await Promise.all(Array.from({ length: options.calls }, line));
  over.abort();
  await sampling;
  const after = await afterwards(server.inspector, before, options.settleMs);
  return { samples, played, failures, before, after, leaks: leaksOf(before, after) };
};

const watch =
  (look: () => Promise<void>) =>
  async (everyMs: number, over: AbortSignal): Promise<void> => {
    while (!over.aborted) {
      await look();
      await wait(everyMs, undefined, { signal: over }).catch(() => undefined);
    }
  };
