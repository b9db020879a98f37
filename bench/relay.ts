/**
 * `npm run bench:relay`: what Tacet costs beside a bare `ws` relay, on this machine, now.
 *
 *     npm run bench:relay -- --calls 100,400 --lookahead 0,200 --rounds 6 --seconds 10
 *
 * Runs A B B A with pairs of the floor beside itself between them, prints a table and writes JSON, markdown and
 * a picture. Loopback only; ends only processes it started. Exits 1 where a frame was lost or altered, or a call
 * record was not sealed: speed is reported, not judged.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { arch, availableParallelism, cpus, loadavg, platform } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';

import { canPin } from './child.js';
import { protocolMarkdown } from './protocols-report.js';
import { measureProtocol, type ProtocolCost } from './protocols-run.js';
import { chart } from './relay-chart.js';
import { markdown, type Circumstances } from './relay-report.js';
import { run, type Run, type RunOptions, type Scenario } from './relay-run.js';
import { faults, PERCENTILES, summarize, type Pair, type Summary } from './relay-summary.js';

const RELAY_CORE = 0;
const GENERATOR_CORE = 1;
const WARM_UP_SECONDS = 3;

interface Flags {
  readonly calls: readonly number[];
  readonly lookahead: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
  readonly out: string;
  readonly profile?: string;
  readonly inStep: boolean;
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

/** The rounds of one scenario. */
const measure = async (scenario: Scenario, rounds: number, options: RunOptions): Promise<Pair[]> => {
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    pairs.push(await pairOf('tacet', scenario, options, round % 2 === 1));
    const isNoiseDue = round % 2 === 1 || rounds === 1;
    if (isNoiseDue) pairs.push(await pairOf('noise', scenario, options, false));
  }
  return pairs;
};

const pairOf = async (
  kind: Pair['kind'],
  scenario: Scenario,
  options: RunOptions,
  isTurned: boolean,
): Promise<Pair> => {
  const other = kind === 'tacet' ? 'tacet' : 'floor';
  const early = isTurned ? await told(run(other, scenario, options)) : undefined;
  const floor = await told(run('floor', scenario, options));
  return { kind, floor, other: early ?? (await told(run(other, scenario, options))) };
};

const told = async (running: Promise<Run>): Promise<Run> => {
  const done = await running;
  const p99 = done.latency.percentileMs(PERCENTILES.p99).toFixed(2);
  console.error(
    `${done.relay.padEnd(6)} ${done.cpuMicrosPerFrame.toFixed(1)} us a frame (kernel ${done.systemMicrosPerFrame.toFixed(1)}), ` +
      `p99 ${p99} ms, lost ${done.lost}, generator busy ${(done.generatorBusyShare * 100).toFixed(0)} %, late ${done.generatorLateP99Ms.toFixed(2)} ms` +
      (done.thrownAwayFor === undefined ? '' : ' (not clean)'),
  );
  return done;
};

const plainRun = ({ latency, ...rest }: Run): object => ({
  ...rest,
  latencyMs: Object.fromEntries(
    Object.entries(PERCENTILES).map(([name, share]) => [name, latency.percentileMs(share)]),
  ),
  frames: latency.count,
});

const circumstances = (flags: Flags, isPinned: boolean): Circumstances => ({
  command:
    `npm run bench:relay -- --calls ${flags.calls.join(',')} --lookahead ${flags.lookahead.join(',')} ` +
    `--rounds ${flags.rounds} --seconds ${flags.seconds}`,
  date: new Date().toISOString(),
  node: process.version,
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  platform: `${platform()} ${arch()}`,
  loadAverage: loadavg()[0] ?? 0,
  isPinned,
});

/** With `--protocol`: each named protocol beside RTP, over the first number of calls. */
const benchProtocols = async (flags: Flags, names: readonly string[]): Promise<void> => {
  const isPinned = canPin([RELAY_CORE, GENERATOR_CORE]);
  const about = {
    ...circumstances(flags, isPinned),
    command:
      `npm run bench:relay -- --protocol ${names.join(',')} --calls ${String(flags.calls[0])} ` +
      `--rounds ${String(flags.rounds)} --seconds ${String(flags.seconds)}`,
  };
  const scenario = {
    calls: flags.calls[0] ?? 1,
    seconds: flags.seconds,
    warmUpSeconds: WARM_UP_SECONDS,
    relayCore: isPinned ? RELAY_CORE : undefined,
    generatorCore: isPinned ? GENERATOR_CORE : undefined,
  };
  const costs: ProtocolCost[] = [];
  for (const name of names) {
    const cost = await measureProtocol(name, flags.rounds, scenario, (done) =>
      console.error(
        `${done.protocol.padEnd(10)} ${done.cpuMicrosPerFrame.toFixed(1)} us a frame, ` +
          `${String(done.received)} of ${String(done.sent)} frames, ${done.latestMs.toFixed(0)} ms late at worst`,
      ),
    );
    costs.push({ command: about.command, date: about.date, ...cost });
  }
  await mkdir(flags.out, { recursive: true });
  const path = join(flags.out, 'protocols.json');
  // Those that were not measured now stay as they were.
  const before = await readFile(path, 'utf8').then(
    (text) => (JSON.parse(text) as { costs: ProtocolCost[] }).costs,
    () => [],
  );
  const all = [...before.filter(({ protocol }) => !names.includes(protocol)), ...costs];
  const report = protocolMarkdown(about, all);
  await writeFile(path, `${JSON.stringify({ circumstances: about, costs: all }, null, 2)}\n`);
  await writeFile(join(flags.out, 'protocols.md'), report);
  console.log(report);
};

const bench = async (flags: Flags): Promise<void> => {
  if (flags.protocol !== undefined) {
    await benchProtocols(flags, flags.protocol);
    return;
  }
  const isPinned = canPin([RELAY_CORE, GENERATOR_CORE]);
  const about = circumstances(flags, isPinned);
  const options: RunOptions = {
    relayCore: isPinned ? RELAY_CORE : undefined,
    generatorCore: isPinned ? GENERATOR_CORE : undefined,
    profileFolder: flags.profile,
  };
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
  const report = markdown(about, summaries);
  await mkdir(flags.out, { recursive: true });
  const plain = results.map(({ summary, pairs }) => ({
    summary,
    pairs: pairs.map(({ kind, floor, other }) => ({ kind, floor: plainRun(floor), other: plainRun(other) })),
  }));
  await writeFile(
    join(flags.out, 'relay.json'),
    `${JSON.stringify({ circumstances: about, results: plain }, null, 2)}\n`,
  );
  await writeFile(join(flags.out, 'relay.md'), report);
  await writeFile(join(flags.out, 'relay.svg'), chart(summaries));
  console.log(report);
  if (summaries.some((summary) => faults(summary).length > 0)) process.exitCode = 1;
};

await new Command('bench:relay')
  .description('Compares the CPU and the latency of Tacet with those of a bare ws relay.')
  .option('--calls <n,...>', 'calls at a time', list(1), [100])
  .option('--lookahead <ms,...>', "Tacet's look-ahead", list(0), [0])
  .option('--rounds <n>', 'pairs of runs', positive, 6)
  .option('--seconds <n>', 'measured in each run', positive, 10)
  .option('--in-step', 'on a busy machine: CPU only; a frame waits for the last one of its leg', false)
  .option('--out <folder>', 'where JSON, markdown and SVG go', 'docs/benchmarks')
  .option('--profile <folder>', 'write CPU profiles of the relays there')
  .option('--protocol <name,...>', 'instead: what these cost Tacet beside RTP', (names) => names.split(','))
  .action(bench)
  .parseAsync();
