/**
 * `npm run bench:workers`: what the front and a second process cost beside one process, for the same calls.
 *
 *     npm run bench:workers -- --calls 100 --rounds 4 --seconds 10
 *
 * Runs A B B A, each a `tacet serve` of its own, and adds up the CPU of all its processes (Linux: /proc). All share one
 * core, the generator has the other: on two cores it says what a frame costs, not how many calls more processes carry.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';

import { Child } from './child.js';
import { Histogram } from './histogram.js';
import type { FromGenerator, ToGenerator } from './messages.js';

const MAIN = fileURLToPath(new URL('../cli/main.js', import.meta.url));
const RELAY_CORE = 0;
const GENERATOR_CORE = 1;
const WARM_UP_SECONDS = 3;
const FRAMES_PER_CALL_SECOND = 100;
const TICKS_PER_SECOND = 100;
const PATIENCE_MS = 180_000;

const config = (folder: string): string => `
engines: {}
recording: { directory: ${join(folder, 'records')}, unencrypted: true }
limits: { calls: 10000, loopDelayMs: 600000, loopUse: 1, backlogMs: 600000, deafMs: 600000, shutdownMs: 0 }
auth: { upgradesPerSecond: 100000 }
`;

const started = async (workers: number, folder: string): Promise<{ relay: ChildProcess; port: number }> => {
  const file = join(folder, 'config.yaml');
  await writeFile(file, config(folder));
  const flags = ['serve', '--port', '0', '--workers', String(workers), '--config', file];
  const command = ['-c', String(RELAY_CORE), process.execPath, MAIN, ...flags];
  const relay = spawn('taskset', command, { stdio: ['ignore', 'ignore', 'pipe'] });
  for await (const line of createInterface(relay.stderr)) {
    const port = /"port":(\d+),.*"msg":"listening"/.exec(line)?.[1];
    if (port === undefined) continue;
    relay.stderr.resume();
    return { relay, port: Number(port) };
  }
  throw new Error('it did not start');
};

/** Milliseconds of CPU of a process and its children (proc_pid_stat(5): utime and stime). */
const cpuMs = async (pid: number): Promise<number> => {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  let sum = ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND;
  for (const task of await readdir(`/proc/${String(pid)}/task`)) {
    const children = await readFile(`/proc/${String(pid)}/task/${task}/children`, 'utf8');
    for (const child of children.split(' ').filter(Boolean)) sum += await cpuMs(Number(child));
  }
  return sum;
};

const measure = async (workers: number, calls: number, seconds: number): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), 'tacet-bench-'));
  const { relay, port } = await started(workers, folder);
  const generator = new Child<ToGenerator, FromGenerator>({
    module: new URL('./generator.js', import.meta.url),
    core: GENERATOR_CORE,
  });
  try {
    const pid = relay.pid ?? 0;
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
    const [from, fromMs] = [await cpuMs(pid), performance.now()];
    await generator.next('window-closed', PATIENCE_MS);
    const [to, toMs] = [await cpuMs(pid), performance.now()];
    const { outcome } = await generator.next('done', PATIENCE_MS);
    await generator.ask({ kind: 'close' }, 'closed');
    const frames = (calls * FRAMES_PER_CALL_SECOND * (toMs - fromMs)) / 1_000;
    const micros = ((to - from) * 1_000) / frames;
    const p99 = new Histogram(outcome.latency).percentileMs(0.99);
    console.error(
      `${String(workers)} processes: ${micros.toFixed(1)} us a frame, p99 ${p99.toFixed(2)} ms, ` +
        `lost ${String(outcome.sent - outcome.received)} of ${String(outcome.sent)}`,
    );
    return micros;
  } finally {
    relay.kill('SIGTERM');
    if (relay.exitCode === null) await once(relay, 'exit');
    await generator.gone(3_000);
    await rm(folder, { recursive: true, force: true });
  }
};

const middle = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
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
const [one, two] = [middle(cost[1]), middle(cost[2])];
console.log(
  `${calls} calls: one process ${one.toFixed(1)} us a frame, front and two processes ${two.toFixed(1)} us: ` +
    `${(two / one).toFixed(2)} times (median of ${rounds} each)`,
);
