/**
 * `npm run bench:workers`: what the front and a second process cost beside one process, for the same calls.
 *
 *     npm run bench:workers -- --calls 100 --rounds 4 --seconds 10
 *
 * Runs A B B A, each a server of its own (tacet.ts), and adds up the CPU of all its processes (Linux: /proc). All share one
 * core, the generator has the other: on two cores it says what a frame costs, not how many calls more processes carry.
 */
import { Command } from 'commander';

import { Child } from './child.js';
import { Histogram } from './histogram.js';
import type { CpuSample, FromGenerator, FromRelay, ToGenerator, ToRelay } from './messages.js';
import { median } from './statistics.js';

const RELAY_CORE = 0;
const GENERATOR_CORE = 1;
const WARM_UP_SECONDS = 3;
const FRAMES_PER_CALL_SECOND = 100;
const PATIENCE_MS = 180_000;
const GONE_MS = 5_000;

const measure = async (workers: number, calls: number, seconds: number): Promise<number> => {
  const relay = new Child<ToRelay, FromRelay>({
    module: new URL('./tacet.js', import.meta.url),
    core: RELAY_CORE,
    arguments: ['0', ...(workers === 1 ? [] : ['workers', String(workers)])],
  });
  const generator = new Child<ToGenerator, FromGenerator>({
    module: new URL('./generator.js', import.meta.url),
    core: GENERATOR_CORE,
  });
  const sampled = async (): Promise<CpuSample> => (await relay.ask({ kind: 'sample' }, 'sample')).sample;
  try {
    const { port } = await relay.next('listening', PATIENCE_MS);
    const load = {
      port,
      calls,
      warmUpSeconds: WARM_UP_SECONDS,
      seconds,
      lookAheadMs: 0,
      isInStep: false,
      isProxied: false,
    };
    await generator.ask({ kind: 'connect', load }, 'connected', PATIENCE_MS);
    await generator.ask({ kind: 'run' }, 'window-opened', PATIENCE_MS);
    const from = await sampled();
    await generator.next('window-closed', PATIENCE_MS);
    const to = await sampled();
    const { outcome } = await generator.next('done', PATIENCE_MS);
    await generator.ask({ kind: 'close' }, 'closed');
    await relay.ask({ kind: 'stop', calls }, 'stopped', PATIENCE_MS);
    const frames = (calls * FRAMES_PER_CALL_SECOND * (to.atMs - from.atMs)) / 1_000;
    const micros = ((to.cpuMs - from.cpuMs) * 1_000) / frames;
    const p99 = new Histogram(outcome.latency).percentileMs(0.99);
    console.error(
      `${String(workers)} processes: ${micros.toFixed(1)} us a frame, p99 ${p99.toFixed(2)} ms, ` +
        `lost ${String(outcome.sent - outcome.received)} of ${String(outcome.sent)}`,
    );
    return micros;
  } finally {
    await Promise.all([relay.gone(GONE_MS), generator.gone(GONE_MS)]);
  }
};

const { calls, rounds, seconds } = new Command()
  .option('--calls <number>', 'calls at a time', '100')
  .option('--rounds <number>', 'pairs of runs', '4')
  .option('--seconds <number>', 'of each window', '10')
  .parse()
  .opts<{ readonly calls: string; readonly rounds: string; readonly seconds: string }>();
const cost: Record<1 | 2, number[]> = { 1: [], 2: [] };
for (let round = 0; round < Number(rounds); round++)
  for (const workers of round % 2 === 0 ? ([1, 2] as const) : ([2, 1] as const))
    cost[workers].push(await measure(workers, Number(calls), Number(seconds)));
const [one, two] = [median(cost[1]), median(cost[2])];
console.log(
  `${calls} calls: one process ${one.toFixed(1)} us a frame, front and two processes ${two.toFixed(1)} us: ` +
    `${(two / one).toFixed(2)} times (median of ${rounds} each)`,
);
