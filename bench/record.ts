/**
 * `npm run bench:record`: what it costs to keep recordings encrypted.
 *
 *     npm run bench:record -- --calls 50 --rounds 4 --seconds 20
 *
 * Twice: the record of a call alone, plain and sealed, and whole relays, plain and sealed in turns. Loopback only; ends
 * only processes it started. Exits 1 where a frame was lost or a call not sealed: speed is reported, not judged.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';

import { canPin } from './child.js';
import { circumstances, machineOf } from './circumstances.js';
import { costOfRecords, type RecordCost } from './record-cost.js';
import { faultsOf, pairsOf, type RunPair } from './relay-pairs.js';
import type { RunOptions, Scenario } from './relay-run.js';
import { ratioSpread, spread, type Spread } from './statistics.js';

const RELAY_CORE = 0;
const GENERATOR_CORE = 1;
const WARM_UP_SECONDS = 3;
const TARGET = 0.1;

interface Flags {
  readonly calls: string;
  readonly rounds: string;
  readonly seconds: string;
  readonly out: string;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const ms = ({ low, median }: Spread): string => `${low.toFixed(3)} (${median.toFixed(3)})`;

const reportOf = (
  about: ReturnType<typeof circumstances>,
  scenario: Scenario,
  pairs: readonly RunPair[],
  alone: RecordCost,
): string => {
  const relay = (which: 0 | 1): Spread => spread(pairs.map((pair) => pair[which].cpuMsPerCallSecond));
  const [plain, sealed] = [relay(0), relay(1)];
  const ratio = ratioSpread(
    pairs.map(([before, after]) => after.cpuMsPerCallSecond / before.cpuMsPerCallSecond),
  );
  const added = alone.sealed.low - alone.plain.low;
  const share = added / plain.low;
  const [low, high] = ratio.interval ?? [ratio.low, ratio.high];
  return `# What encrypted recordings cost

<!-- Written by \`npm run bench:record\`: change bench/record.ts, not this file. -->

- command: \`${about.command}\`
- date: ${about.date}, commit ${about.commit}
- machine: ${machineOf(about)}; load average before the run ${about.loadAverage.toFixed(1)}

CPU milliseconds a second and call, all threads, hashes, signatures and system calls included; the lowest of the runs
(and their median, which on a busy machine is more of the neighbours' doing):

| | plain | encrypted, with ledger | |
| - | -: | -: | -: |
| the record of a call alone | ${ms(alone.plain)} | ${ms(alone.sealed)} | +${added.toFixed(3)} |
| the whole relay, ${scenario.calls} calls | ${ms(plain)} | ${ms(sealed)} | x ${ratio.median.toFixed(3)} (95 %: ${low.toFixed(2)} to ${high.toFixed(2)}) |

**What is added for a record is ${percent(share)} of what the plain relay takes for a call** (asked: at most ${percent(TARGET)}): ${share <= TARGET ? 'pass' : 'fail'}.

The record alone: ${alone.seconds} s of stereo at 8 kHz, both legs, ${alone.rounds} times each in turns, in parts of ${alone.segmentSeconds} s, into
a folder of this machine. It tells the difference more exactly than two whole relays do, whose figures on a busy machine
move by more than what is looked for. The whole relay: ${pairs.length} pairs of ${scenario.seconds} s in turns, no recogniser (which would
make the share smaller); the ratio is of neighbouring runs.
`;
};

const bench = async (flags: Flags): Promise<void> => {
  const isPinned = canPin([RELAY_CORE, GENERATOR_CORE]);
  const about = circumstances(
    `npm run bench:record -- --calls ${flags.calls} --rounds ${flags.rounds} --seconds ${flags.seconds}`,
  );
  const options: RunOptions = {
    relayCore: isPinned ? RELAY_CORE : undefined,
    generatorCore: isPinned ? GENERATOR_CORE : undefined,
    profileFolder: undefined,
  };
  const scenario = {
    calls: Number(flags.calls),
    lookAheadMs: 0,
    seconds: Number(flags.seconds),
    warmUpSeconds: WARM_UP_SECONDS,
  };
  const alone = await costOfRecords();
  console.error(`record alone: plain ${ms(alone.plain)}, sealed ${ms(alone.sealed)} ms a second`);
  const pairs = await pairsOf(['tacet', 'sealed'], scenario, options, Number(flags.rounds));
  const report = reportOf(about, scenario, pairs, alone);
  await mkdir(flags.out, { recursive: true });
  await writeFile(join(flags.out, 'record.md'), report);
  console.log(report);
  for (const fault of faultsOf(pairs)) {
    console.error(fault);
    process.exitCode = 1;
  }
};

await new Command('bench:record')
  .description('Compares the CPU of Tacet with plain and with encrypted recordings.')
  .option('--calls <n>', 'calls at a time', '50')
  .option('--rounds <n>', 'pairs of runs', '4')
  .option('--seconds <n>', 'measured in each run', '20')
  .option('--out <folder>', 'where the report goes', 'docs/benchmarks')
  .action(bench)
  .parseAsync();
