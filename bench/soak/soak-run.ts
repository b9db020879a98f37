/**
 * One soak: calls of each kind come and go in waves, so many at a time, and the server is looked at when it has come to rest.
 *
 *     look - one of each kind - look - | a wave of calls - rest, a sample | a wave ... | - until nothing more is held - look
 *
 * At rest there are no calls whose number moves the figures from sample to sample: what grows is seen early.
 */
import { Random } from '../dialogues/random.js';
import { afterwards, leaksOf, readHeld, rehearsed, rested, type Held, type Leak } from './held.js';
import { KINDS } from './kinds.js';
import { HealthChecks, type Promptness } from './promptness.js';
import type { SoakedServer } from './soaked-server.js';
import { Stage, type StageOptions } from './stage.js';
import { readDeep, readVitals, UNTOLD, type Deep, type ShallowVitals, type Vitals } from './vitals.js';

export interface SoakOptions {
  /** At a time. */
  readonly calls: number;
  /** Whether another wave is to come. @param waves so far */
  readonly goesOn: (waves: number) => boolean;
  /** Calls of each kind in a wave. */
  readonly rounds: number;
  /** By snapshots, whose objects grow; without, those vitals are not told. */
  readonly isDeep: boolean;
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
  /** Whether the server had come to rest: otherwise some of a call is still there. */
  readonly isAtRest: boolean;
  /** At rest. */
  readonly vitals: Vitals;
  /** Bytes of objects by type and name, of all threads. */
  readonly objects: ReadonlyMap<string, number>;
  /** In the middle of the wave before. */
  readonly loaded: ShallowVitals;
}

export interface Soaked {
  readonly samples: readonly Sample[];
  readonly played: Readonly<Record<string, number>>;
  /** Calls that did not go as they should, and why. */
  readonly failures: readonly string[];
  readonly before: Held & { readonly vitals: Vitals };
  readonly after: Held & { readonly vitals: Vitals };
  readonly promptness: Promptness;
  readonly leaks: readonly Leak[];
}

const SEED = 20_261;
/** Connections that are kept go within seconds; what stays longer is held, or the machine has no time. */
const REST_MS = 60_000;

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

  const lookDeep = (): Promise<Deep> =>
    options.isDeep ? readDeep(server.inspector) : Promise.resolve(UNTOLD);
  const withDeep = async ({ vitals, counts }: Held): Promise<Held & { readonly vitals: Vitals }> => ({
    vitals: { ...vitals, ...(await lookDeep()).vitals },
    counts,
  });
  const fresh = await readHeld(server.inspector);
  // What is loaded and made with the first call of a kind stays; what is open does not.
  await Promise.all(KINDS.map((_kind, n) => play(n)));
  await stage.drained(options.settleMs);
  const before = await withDeep(await rehearsed(server.inspector, fresh, options.settleMs));
  const health = new HealthChecks(() => stage.page('/healthz'));
  const samples: Sample[] = [];
  const startMs = performance.now();
  let begun = KINDS.length;
  /** @returns what was held when half of its calls had begun */
  const wave = async (): Promise<ShallowVitals> => {
    const from = begun;
    const calls = options.rounds * KINDS.length;
    let loaded: Promise<ShallowVitals> | undefined;
    const line = async (): Promise<void> => {
      while (begun < from + calls) {
        if (begun - from >= calls / 2) loaded ??= readVitals(server.inspector);
        await play(begun++);
      }
    };
    await Promise.all(Array.from({ length: options.calls }, line));
    // Events go one after the other: what calls have left to tell is no growth.
    await stage.drained(options.settleMs);
    return loaded ?? readVitals(server.inspector);
  };
  for (let waves = 0; options.goesOn(waves); waves++) {
    const loaded = await health.during(wave());
    const atMs = performance.now() - startMs;
    const { vitals, isReached } = await rested(server.inspector, before, REST_MS);
    const deep = await lookDeep();
    const sample: Sample = {
      atMs,
      calls: ended,
      isAtRest: isReached,
      vitals: { ...vitals, ...deep.vitals },
      objects: deep.objects,
      loaded,
    };
    samples.push(sample);
    options.onSample?.(sample);
  }
  const after = await withDeep(await afterwards(server.inspector, before, options.settleMs));
  const { promptness } = health;
  return { samples, played, failures, before, after, promptness, leaks: leaksOf(before, after) };
};
