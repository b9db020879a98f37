/**
 * `npm run bench:relay`: what Tacet costs beside a bare `ws` relay, on this machine, now.
 *
 *     npm run bench:relay -- --calls 100,400 --lookahead 0,200 --rounds 6 --seconds 10
 *
 * Runs A B B A with pairs of the floor beside itself between them, prints a table and writes JSON, markdown and
 * a picture. Loopback only; ends only processes it started. Exits 1 where a frame was lost or altered, or a call
 * record was not sealed: speed is reported, not judged.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';

import { ownCores } from './child.js';
import { circumstances } from './circumstances.js';
import { growthChart } from './growth-chart.js';
import { growthBody, type GrowthPoint } from './growth.js';
import { nginxProgram } from './nginx.js';
import { protocolFigures } from './protocols-report.js';
import { measureProtocol, type ProtocolCost } from './protocols-run.js';
import { FOLDER, publish } from './publish.js';
import { chart } from './relay-chart.js';
import { relayBody } from './relay-report.js';
import { run, type RelayName, type Run, type RunOptions, type Scenario } from './relay-run.js';
import { faults, PERCENTILES, summarize, type Pair, type Summary } from './relay-summary.js';

/** Before that V8 still compiles, on the same core, what a call of minutes runs compiled. */
const WARM_UP_SECONDS = 10;

interface Flags {
  readonly calls: readonly number[];
  readonly lookahead: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
  readonly out: string;
  readonly profile?: string;
  readonly inStep: boolean;
  readonly growth?: readonly number[];
  readonly protocol?: readonly string[];
}

const whole = (value: string, least: number): number => {
  const number = Number(value);
  if (!Number.isInteger(number) || number < least) {
    throw new InvalidArgumentError(`not a whole number from ${least}`);
  }
  return number;
};
const positive = (value: string): number => whole(value, 1);
const list =
  (least: number) =>
  (value: string): number[] =>
    value.split(',').map((item) => whole(item, least));

/** The rounds of one scenario: floor, Tacet, nginx, and the next one the other way round. */
const measure = async (scenario: Scenario, rounds: number, options: RunOptions): Promise<Pair[]> => {
  const others: readonly RelayName[] = nginxProgram() === undefined ? ['tacet'] : ['tacet', 'nginx'];
  if (others.length === 1) console.error('nginx is not installed (apt-get install nginx-light): left out');
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    const isTurned = round % 2 === 1;
    const order: RelayName[] = ['floor', ...others];
    const runs = new Map<RelayName, Run>();
    for (const relay of isTurned ? order.reverse() : order)
      runs.set(relay, await told(run(relay, scenario, options)));
    const floor = runs.get('floor') as Run;
    for (const relay of others)
      pairs.push({ kind: relay === 'nginx' ? 'nginx' : 'tacet', floor, other: runs.get(relay) as Run });
    if (isTurned || rounds === 1) {
      const again = await told(run('floor', scenario, options));
      // Turned, the floor was the last to run: it stands beside itself.
      const first = isTurned ? floor : await told(run('floor', scenario, options));
      pairs.push({ kind: 'noise', floor: first, other: again });
    }
  }
  return pairs;
};

const told = async (running: Promise<Run>): Promise<Run> => {
  const done = await running;
  const p99 = done.latency.percentileMs(PERCENTILES.p99).toFixed(2);
  console.error(
    `${done.relay.padEnd(6)} ${done.cpuMicrosPerFrame.toFixed(1)} us a frame (kernel ${done.systemMicrosPerFrame.toFixed(1)}), ` +
      `p99 ${p99} ms (${done.undisturbed.percentileMs(PERCENTILES.p99).toFixed(2)} ms of ${done.undisturbed.count} undisturbed), lost ${done.lost}, generator busy ${(done.generatorBusyShare * 100).toFixed(0)} %, late ${done.generatorLateP99Ms.toFixed(2)} ms` +
      (done.thrownAwayFor === undefined ? '' : ' (not clean)'),
  );
  return done;
};

const plainRun = ({ latency, undisturbed, ...rest }: Run): object => ({
  ...rest,
  undisturbedFrames: undisturbed.count,
  latencyMs: Object.fromEntries(
    Object.entries(PERCENTILES).map(([name, share]) => [name, latency.percentileMs(share)]),
  ),
  frames: latency.count,
});

/** With `--protocol`: each named protocol beside RTP, over the first number of calls. */
const benchProtocols = async (flags: Flags, names: readonly string[]): Promise<void> => {
  const cores = ownCores();
  const about = circumstances(
    `npm run bench:relay -- --protocol ${names.join(',')} --calls ${String(flags.calls[0])} ` +
      `--rounds ${String(flags.rounds)} --seconds ${String(flags.seconds)}`,
    cores.isPinned,
  );
  const scenario = {
    calls: flags.calls[0] ?? 1,
    seconds: flags.seconds,
    warmUpSeconds: WARM_UP_SECONDS,
    ...cores,
  };
  const costs: ProtocolCost[] = [];
  for (const name of names) {
    const cost = await measureProtocol(name, flags.rounds, scenario, (done) =>
      console.error(
        `${done.protocol.padEnd(10)} ${done.cpuMicrosPerFrame.toFixed(1)} us a frame, ` +
          `${String(done.received)} of ${String(done.sent)} frames, ${done.latestMs.toFixed(0)} ms late at worst`,
      ),
    );
    costs.push({ circumstances: about, ...cost });
  }
  // Those that were not measured now stay as they were.
  const before = await readFile(join(flags.out, 'protocols.json'), 'utf8').then(
    (text) => (JSON.parse(text) as { costs: ProtocolCost[] }).costs,
    () => [],
  );
  const all = [...before.filter(({ protocol }) => !names.includes(protocol)), ...costs];
  await publish(flags.out, 'protocols', { ...protocolFigures(all), circumstances: about });
};

/** With `--growth`: floor and Tacet at each number of calls, in rounds over all of them. */
const benchGrowth = async (flags: Flags, counts: readonly number[]): Promise<void> => {
  const cores = ownCores();
  const about = circumstances(
    `npm run bench:relay -- --growth ${counts.join(',')} --rounds ${String(flags.rounds)} ` +
      `--seconds ${String(flags.seconds)}${flags.inStep ? ' --in-step' : ''}`,
    cores.isPinned,
  );
  const points: GrowthPoint[] = [];
  for (let round = 0; round < flags.rounds; round++) {
    for (const calls of counts) {
      const scenario = {
        calls,
        lookAheadMs: 0,
        seconds: flags.seconds,
        warmUpSeconds: WARM_UP_SECONDS,
        isInStep: flags.inStep,
      };
      for (const relay of round % 2 === 0 ? (['floor', 'tacet'] as const) : (['tacet', 'floor'] as const)) {
        const { cpuMsPerCallSecond, memory } = await told(run(relay, scenario, cores));
        const heap = memory.after.heapBytes - memory.before.heapBytes;
        const buffers = memory.after.arrayBufferBytes - memory.before.arrayBufferBytes;
        points.push({
          relay,
          round,
          calls,
          cpuMsPerSecond: cpuMsPerCallSecond * calls,
          heldBytesPerCall: (heap + buffers) / calls,
        });
      }
    }
  }
  await publish(flags.out, 'growth', {
    title: 'Growth with the calls',
    source: 'bench/growth.ts',
    circumstances: about,
    data: { points },
    picture: { svg: growthChart(points), title: 'CPU by calls' },
    body: growthBody(points),
  });
};

const bench = async (flags: Flags): Promise<void> => {
  if (flags.protocol !== undefined) {
    await benchProtocols(flags, flags.protocol);
    return;
  }
  if (flags.growth !== undefined) {
    await benchGrowth(flags, flags.growth);
    return;
  }
  const cores = ownCores();
  const about = circumstances(
    `npm run bench:relay -- --calls ${flags.calls.join(',')} --lookahead ${flags.lookahead.join(',')} ` +
      `--rounds ${flags.rounds} --seconds ${flags.seconds}${flags.inStep ? ' --in-step' : ''}`,
    cores.isPinned,
  );
  const options: RunOptions = { ...cores, profileFolder: flags.profile };
  const results: { readonly summary: Summary; readonly pairs: readonly Pair[] }[] = [];
  for (const calls of flags.calls) {
    for (const lookAheadMs of flags.lookahead) {
      console.error(`${calls} calls, look-ahead ${lookAheadMs} ms`);
      const scenario = {
        calls,
        lookAheadMs,
        seconds: flags.seconds,
        warmUpSeconds: WARM_UP_SECONDS,
        isInStep: flags.inStep,
      };
      const pairs = await measure(scenario, flags.rounds, options);
      results.push({ summary: summarize(scenario, pairs), pairs });
    }
  }
  const summaries = results.map(({ summary }) => summary);
  const plain = results.map(({ summary, pairs }) => ({
    summary,
    pairs: pairs.map(({ kind, floor, other }) => ({ kind, floor: plainRun(floor), other: plainRun(other) })),
  }));
  await publish(flags.out, 'relay', {
    title: 'Relay benchmark',
    source: 'bench/relay-report.ts',
    circumstances: about,
    data: { results: plain },
    picture: { svg: chart(summaries), title: 'Latency and CPU ratio' },
    body: relayBody(summaries),
  });
  if (summaries.some((summary) => faults(summary).length > 0)) process.exitCode = 1;
};

await new Command('bench:relay')
  .description('Compares the CPU and the latency of Tacet with those of a bare ws relay.')
  .option('--calls <n,...>', 'calls at a time', list(1), [100])
  .option('--lookahead <ms,...>', "Tacet's look-ahead", list(0), [0])
  .option('--rounds <n>', 'pairs of runs', positive, 6)
  .option('--seconds <n>', 'measured in each run', positive, 10)
  .option('--in-step', 'on a busy machine: CPU only; a frame waits for the last one of its leg', false)
  .option('--out <folder>', 'where page, JSON and picture go', FOLDER)
  .option('--profile <folder>', 'write CPU profiles of the relays there')
  .option('--growth <n,...>', 'instead: how the cost grows with these numbers of calls', list(1))
  .option('--protocol <name,...>', 'instead: what these cost Tacet beside RTP', (names) => names.split(','))
  .action(bench)
  .parseAsync();
