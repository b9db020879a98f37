/**
 * `npm run bench:record`: what it costs to keep recordings encrypted.
 *
 *     npm run bench:record -- --calls 50 --rounds 4 --seconds 20
 *
 * Twice: the record of a call alone, plain and sealed, and whole relays, plain and sealed in turns. Loopback only; ends
 * only processes it started. Exits 1 where a frame was lost or a call not sealed: speed is reported, not judged.
 */
import { Command } from 'commander';

import { ownCores } from './child.js';
import { circumstances } from './circumstances.js';
import { FOLDER, publish, type Figures } from './publish.js';
import { costOfRecords, type RecordCost } from './record-cost.js';
import { cpuOf, failOn, pairScenario, pairsOf, wholeRelayPanel } from './relay-pairs.js';
import type { Scenario } from './relay-run.js';
import { rowsChart } from './rows-chart.js';
import { addedTold, compared, ratioTold, turnsPanel, turnsTable, type Turns } from './turns.js';

const TARGET = 0.1;
const NAMES = ['plain', 'encrypted, with ledger'] as const;

interface Flags {
  readonly calls: string;
  readonly rounds: string;
  readonly seconds: string;
  readonly out: string;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const figuresOf = (scenario: Scenario, relays: Turns, alone: RecordCost): Omit<Figures, 'circumstances'> => {
  const [one, whole] = [compared(alone), compared(relays)];
  const share = one.added / whole.before.low;
  return {
    title: 'What encrypted recordings cost',
    source: 'bench/record.ts',
    data: {
      scenario,
      target: TARGET,
      share,
      alone: { ...one, runs: alone },
      relay: { ...whole, runs: relays },
    },
    picture: {
      title: 'CPU of records alone and of whole relays, plain and encrypted',
      svg: rowsChart([
        turnsPanel('The record of a call alone', 'CPU, ms a second and call', NAMES, alone),
        wholeRelayPanel(scenario, NAMES, relays),
      ]),
    },
    body: [
      'CPU milliseconds a second and call, all threads, hashes, signatures and system calls included; the lowest of the runs',
      "(and their median, which on a busy machine is more of the neighbours' doing):",
      '',
      ...turnsTable(NAMES, [
        { what: 'the record of a call alone', turns: one, told: addedTold(one) },
        {
          what: `the whole relay, ${String(scenario.calls)} calls`,
          turns: whole,
          told: `x ${ratioTold(whole.ratio)}`,
        },
      ]),
      '',
      `**What is added for a record is ${percent(share)} of what the plain relay takes for a call** (asked: at most ${percent(TARGET)}): ${share <= TARGET ? 'pass' : '**fail**'}.`,
      '',
      `The record alone: ${String(alone.seconds)} s of stereo at 8 kHz, both legs, in turns, in parts of ${String(alone.segmentSeconds)} s, into`,
      'a folder of this machine. It tells the difference more exactly than two whole relays do, whose figures on a busy machine',
      `move by more than what is looked for. The whole relay: pairs of ${String(scenario.seconds)} s in turns, no recogniser (which would`,
      'make the share smaller); the ratio is of neighbouring runs.',
    ],
  };
};

const bench = async ({ calls, rounds, seconds, out }: Flags): Promise<void> => {
  const cores = ownCores();
  const about = circumstances(
    `npm run bench:record -- --calls ${calls} --rounds ${rounds} --seconds ${seconds}`,
    cores.isPinned,
  );
  const scenario = pairScenario({ calls, seconds });
  const alone = await costOfRecords();
  const pairs = await pairsOf(['tacet', 'sealed'], scenario, cores, Number(rounds));
  await publish(out, 'record', { ...figuresOf(scenario, cpuOf(pairs), alone), circumstances: about });
  failOn(pairs);
};

await new Command('bench:record')
  .description('Compares the CPU of Tacet with plain and with encrypted recordings.')
  .option('--calls <n>', 'calls at a time', '50')
  .option('--rounds <n>', 'pairs of runs', '4')
  .option('--seconds <n>', 'measured in each run', '20')
  .option('--out <folder>', 'where page, JSON and picture go', FOLDER)
  .action(bench)
  .parseAsync();
