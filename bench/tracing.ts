/**
 * `npm run bench:tracing`: what spans of calls cost.
 *
 *     npm run bench:tracing -- --calls 100 --rounds 6 --seconds 10
 *
 * Twice: the spans of a call alone, and whole relays with and without them in turns. Loopback only; ends only processes it
 * started. Exits 1 where a frame or a span was lost or a call not sealed: speed is reported, not judged.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';

import { canPin } from './child.js';
import { circumstances, machineOf, type Circumstances } from './circumstances.js';
import { faultsOf, pairsOf, type RunPair } from './relay-pairs.js';
import { costOfSpans, SPANS_A_CALL, type SpanCost } from './span-cost.js';
import { ratioSpread, spread, type Spread } from './statistics.js';
import { TakingReceiver } from './taking-receiver.js';

const RELAY_CORE = 0;
const GENERATOR_CORE = 1;
const WARM_UP_SECONDS = 3;

interface Flags {
  readonly calls: string;
  readonly rounds: string;
  readonly seconds: string;
  readonly out: string;
}

const ms = ({ low, median }: Spread): string => `${low.toFixed(3)} (${median.toFixed(3)})`;

const pageOf = (about: Circumstances, alone: SpanCost, pairs: readonly RunPair[], flags: Flags): string => {
  const relay = (which: 0 | 1): Spread => spread(pairs.map((pair) => pair[which].cpuMsPerCallSecond));
  const ratio = ratioSpread(
    pairs.map(([without, traced]) => traced.cpuMsPerCallSecond / without.cpuMsPerCallSecond),
  );
  const interval =
    ratio.interval === undefined
      ? ''
      : ` (95 %: ${ratio.interval[0].toFixed(2)} to ${ratio.interval[1].toFixed(2)})`;
  const added = alone.traced.low - alone.without.low;
  return `# What traces cost

<!-- Written by \`npm run bench:tracing\`: change bench/tracing.ts, not this file. -->

- command: \`${about.command}\`
- date: ${about.date}, commit ${about.commit}
- machine: ${machineOf(about)}; load average before the run ${about.loadAverage.toFixed(1)}

CPU milliseconds, the lowest of the runs (and their median, which on a busy machine is more of the neighbours' doing):

| | without | with traces | |
| - | -: | -: | -: |
| the events of a call alone, ${String(SPANS_A_CALL)} spans, made and sent | ${ms(alone.without)} | ${ms(alone.traced)} | +${added.toFixed(3)} a call |
| the whole relay, ${flags.calls} calls, a second and call | ${ms(relay(0))} | ${ms(relay(1))} | x ${ratio.median.toFixed(3)}${interval} |

**The spans of a call cost ${added.toFixed(2)} ms of CPU, once in a call**, as much as ${((added / relay(0).low) * 1_000).toFixed(0)} ms of relaying it. None is made for a frame, so the relay
takes what it takes without: the ratio is of neighbouring runs, ${String(pairs.length)} pairs of ${flags.seconds} s in turns, without a recogniser.
The spans alone: ${String(alone.calls)} calls a run, ${String(alone.rounds)} times each in turns, sent to a receiver in batches of 64; what the receiver takes counts with them.
`;
};

const bench = async (flags: Flags): Promise<void> => {
  const isPinned = canPin([RELAY_CORE, GENERATOR_CORE]);
  const { calls, rounds, seconds } = flags;
  const about = circumstances(
    `npm run bench:tracing -- --calls ${calls} --rounds ${rounds} --seconds ${seconds}`,
  );
  const receiver = await TakingReceiver.open();
  const otlp = receiver.url('/v1/traces');
  const alone = await costOfSpans(otlp);
  console.error(`spans alone: ${ms(alone.without)} without, ${ms(alone.traced)} with, ms a call`);
  const pairs = await pairsOf(
    ['tacet', 'traced'],
    { calls: Number(calls), lookAheadMs: 0, seconds: Number(seconds), warmUpSeconds: WARM_UP_SECONDS },
    {
      relayCore: isPinned ? RELAY_CORE : undefined,
      generatorCore: isPinned ? GENERATOR_CORE : undefined,
      profileFolder: undefined,
      otlp,
    },
    Number(rounds),
  );
  receiver.close();
  const page = pageOf(about, alone, pairs, flags);
  await mkdir(flags.out, { recursive: true });
  await writeFile(join(flags.out, 'tracing.md'), page);
  console.log(page);
  for (const fault of faultsOf(pairs)) {
    console.error(fault);
    process.exitCode = 1;
  }
};

await new Command('bench:tracing')
  .description('Compares the CPU of Tacet with and without spans of its calls.')
  .option('--calls <n>', 'calls at a time', '100')
  .option('--rounds <n>', 'pairs of runs', '6')
  .option('--seconds <n>', 'measured in each run', '10')
  .option('--out <folder>', 'where the page goes', 'docs/benchmarks')
  .action(bench)
  .parseAsync();
