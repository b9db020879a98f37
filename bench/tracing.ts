/**
 * `npm run bench:tracing`: what spans of calls cost.
 *
 *     npm run bench:tracing -- --calls 100 --rounds 6 --seconds 10
 *
 * Twice: the spans of a call alone, and whole relays with and without them in turns. Loopback only; ends only processes it
 * started. Exits 1 where a frame or a span was lost or a call not sealed: speed is reported, not judged.
 */
import { Command } from 'commander';

import { ownCores } from './child.js';
import { circumstances } from './circumstances.js';
import { FOLDER, publish, type Figures } from './publish.js';
import { cpuOf, failOn, pairScenario, pairsOf, wholeRelayPanel } from './relay-pairs.js';
import type { Scenario } from './relay-run.js';
import { rowsChart } from './rows-chart.js';
import { costOfSpans, SPANS_A_CALL, type SpanCost } from './span-cost.js';
import { TakingReceiver } from './taking-receiver.js';
import { addedTold, compared, ratioTold, turnsPanel, turnsTable, type Turns } from './turns.js';

const NAMES = ['without', 'with traces'] as const;

interface Flags {
  readonly calls: string;
  readonly rounds: string;
  readonly seconds: string;
  readonly out: string;
}

const figuresOf = (scenario: Scenario, relays: Turns, alone: SpanCost): Omit<Figures, 'circumstances'> => {
  const [one, whole] = [compared(alone), compared(relays)];
  return {
    title: 'What traces cost',
    source: 'bench/tracing.ts',
    data: {
      scenario,
      spansPerCall: SPANS_A_CALL,
      alone: { ...one, runs: alone },
      relay: { ...whole, runs: relays },
    },
    picture: {
      title: 'CPU of the spans of a call and of whole relays, with and without traces',
      svg: rowsChart([
        turnsPanel('The events of a call alone', 'CPU, ms a call', NAMES, alone),
        wholeRelayPanel(scenario, NAMES, relays),
      ]),
    },
    body: [
      "CPU milliseconds, the lowest of the runs (and their median, which on a busy machine is more of the neighbours' doing):",
      '',
      ...turnsTable(NAMES, [
        {
          what: `the events of a call alone, ${String(SPANS_A_CALL)} spans, made and sent`,
          turns: one,
          told: `${addedTold(one)} a call`,
        },
        {
          what: `the whole relay, ${String(scenario.calls)} calls, a second and call`,
          turns: whole,
          told: `x ${ratioTold(whole.ratio)}`,
        },
      ]),
      '',
      `**The spans of a call cost ${one.added.toFixed(2)} ms of CPU, once in a call**, as much as ${((one.added / whole.before.low) * 1_000).toFixed(0)} ms of relaying it. None is made for a frame, so the relay`,
      `takes what it takes without: the ratio is of neighbouring runs, pairs of ${String(scenario.seconds)} s in turns, without a recogniser.`,
      `The spans alone: ${String(alone.calls)} calls a run, in turns, sent to a receiver in batches of 64; what the receiver takes counts with them.`,
    ],
  };
};

const bench = async ({ calls, rounds, seconds, out }: Flags): Promise<void> => {
  const cores = ownCores();
  const about = circumstances(
    `npm run bench:tracing -- --calls ${calls} --rounds ${rounds} --seconds ${seconds}`,
    cores.isPinned,
  );
  const scenario = pairScenario({ calls, seconds });
  const receiver = await TakingReceiver.open();
  const otlp = receiver.url('/v1/traces');
  const alone = await costOfSpans(otlp);
  const pairs = await pairsOf(['tacet', 'traced'], scenario, { ...cores, otlp }, Number(rounds));
  receiver.close();
  await publish(out, 'tracing', { ...figuresOf(scenario, cpuOf(pairs), alone), circumstances: about });
  failOn(pairs);
};

await new Command('bench:tracing')
  .description('Compares the CPU of Tacet with and without spans of its calls.')
  .option('--calls <n>', 'calls at a time', '100')
  .option('--rounds <n>', 'pairs of runs', '6')
  .option('--seconds <n>', 'measured in each run', '10')
  .option('--out <folder>', 'where page, JSON and picture go', FOLDER)
  .action(bench)
  .parseAsync();
