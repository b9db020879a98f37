/**
 * `npm run bench:workers`: what the front and a second process cost beside one process, for the same calls.
 *
 *     npm run bench:workers -- --calls 100 --rounds 4 --seconds 10
 *
 * Runs A B B A, each a server of its own (tacet.ts), and adds up the CPU of all its processes (Linux: /proc). All share one
 * core, the generator has the other: on two cores it says what a frame costs, not how many calls more processes carry.
 */
import { Command } from 'commander';

import { Child, ownCores } from './child.js';
import { circumstances } from './circumstances.js';
import { Histogram } from './histogram.js';
import type { CpuSample, FromGenerator, FromRelay, ToGenerator, ToRelay } from './messages.js';
import { FOLDER, publish } from './publish.js';
import { spread, type Spread } from './statistics.js';
import { compared, ratioTold } from './turns.js';

const WARM_UP_SECONDS = 3;
const FRAMES_PER_CALL_SECOND = 100;
const PATIENCE_MS = 180_000;
const GONE_MS = 5_000;

const cores = ownCores();

interface Measured {
  readonly workers: 1 | 2;
  readonly microsPerFrame: number;
  readonly p99Ms: number;
  readonly sent: number;
  readonly lost: number;
}

const measure = async (workers: 1 | 2, calls: number, seconds: number): Promise<Measured> => {
  const relay = new Child<ToRelay, FromRelay>({
    module: new URL('./tacet.js', import.meta.url),
    core: cores.relayCore,
    arguments: ['0', ...(workers === 1 ? [] : ['workers', String(workers)])],
  });
  const generator = new Child<ToGenerator, FromGenerator>({
    module: new URL('./generator.js', import.meta.url),
    core: cores.generatorCore,
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
    const microsPerFrame = ((to.cpuMs - from.cpuMs) * 1_000) / frames;
    const p99Ms = new Histogram(outcome.latency).percentileMs(0.99);
    console.error(
      `${String(workers)} processes: ${microsPerFrame.toFixed(1)} us a frame, p99 ${p99Ms.toFixed(2)} ms, ` +
        `lost ${String(outcome.sent - outcome.received)} of ${String(outcome.sent)}`,
    );
    return { workers, microsPerFrame, p99Ms, sent: outcome.sent, lost: outcome.sent - outcome.received };
  } finally {
    await Promise.all([relay.gone(GONE_MS), generator.gone(GONE_MS)]);
  }
};

const range = ({ median, low, high }: Spread, digits: number): string =>
  `${median.toFixed(digits)} (${low.toFixed(digits)}..${high.toFixed(digits)})`;

const { calls, rounds, seconds, out } = new Command('bench:workers')
  .description('What the front and a second process cost beside one process.')
  .option('--calls <number>', 'calls at a time', '100')
  .option('--rounds <number>', 'pairs of runs', '4')
  .option('--seconds <number>', 'of each window', '10')
  .option('--out <folder>', 'where page and JSON go', FOLDER)
  .parse()
  .opts<{
    readonly calls: string;
    readonly rounds: string;
    readonly seconds: string;
    readonly out: string;
  }>();
const about = circumstances(
  `npm run bench:workers -- --calls ${calls} --rounds ${rounds} --seconds ${seconds}`,
  cores.isPinned,
);
const runs: Measured[] = [];
for (let round = 0; round < Number(rounds); round++)
  for (const workers of round % 2 === 0 ? ([1, 2] as const) : ([2, 1] as const))
    runs.push(await measure(workers, Number(calls), Number(seconds)));
const of = (workers: 1 | 2): Measured[] => runs.filter((each) => each.workers === workers);
const micros = (workers: 1 | 2): number[] => of(workers).map(({ microsPerFrame }) => microsPerFrame);
const { ratio } = compared({ before: micros(1), after: micros(2) });
await publish(out, 'workers', {
  title: 'What a second process costs',
  source: 'bench/workers.ts',
  circumstances: about,
  data: { calls: Number(calls), seconds: Number(seconds), ratio, runs },
  body: [
    `${calls} calls, CPU of all processes of the server for one frame of 20 ms in and out; all share one core, so it says what a`,
    `frame costs, not how many calls more processes carry. Medians of ${rounds} runs each in turns, of ${seconds} s (and their range):`,
    '',
    '| | CPU a frame, us | latency p99, ms | frames lost |',
    '| - | -: | -: | -: |',
    ...([1, 2] as const).map((workers) => {
      const own = of(workers);
      const sum = (one: (run: Measured) => number): number => own.reduce((total, run) => total + one(run), 0);
      const cells = [
        workers === 1 ? 'one process' : 'the front and two processes',
        range(spread(micros(workers)), 1),
        range(spread(own.map(({ p99Ms }) => p99Ms)), 2),
        `${String(sum(({ lost }) => lost))} of ${String(sum(({ sent }) => sent))}`,
      ];
      return `| ${cells.join(' | ')} |`;
    }),
    '',
    `**The front and two processes take ${ratioTold(ratio)} times the CPU of one process**, by pairs of neighbouring runs.`,
  ],
});
