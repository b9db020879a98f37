/**
 * `npm run bench:calls`: how many legs the embedded recogniser hears on one core, and what silence costs.
 *
 *     npm run bench:calls -- --legs 2,4,8,12,16 --rounds 3 --seconds 20
 *
 * Tacet with its recogniser, and those who speak to it, are one process on one core (calls-run.ts).
 */
import { Command, InvalidArgumentError } from 'commander';

import { callsChart } from './calls-chart.js';
import { canPin, Child } from './child.js';
import { circumstances } from './circumstances.js';
import type { CallsRequest, CallsResult, Manner } from './calls-run.js';
import { FOLDER, publish } from './publish.js';
import { ratioSpread, type RatioSpread } from './statistics.js';

const CORE = 0;
const WARM_UP_SECONDS = 4;
const TARGET_LAG_MS = 300;
const SLACK_MS = 60_000;

interface Flags {
  readonly legs: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
  readonly ratioCalls: number;
  readonly out: string;
}

const whole = (value: string): number => {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('not a whole number from 1');
  return number;
};

const runOnce = async (manner: Manner, calls: number, seconds: number): Promise<CallsResult> => {
  const child = new Child<CallsRequest, CallsResult>({
    module: new URL('./calls-run.js', import.meta.url),
    core: canPin([CORE]) ? CORE : undefined,
  });
  try {
    const result = await child.ask(
      { kind: 'run', manner, calls, warmUpSeconds: WARM_UP_SECONDS, seconds },
      'done',
      (WARM_UP_SECONDS + seconds) * 1_000 + SLACK_MS,
    );
    console.error(
      `${manner.padEnd(5)} ${String(calls)} calls: ${(result.cpuShare * 100).toFixed(0)} % of a core, recogniser ` +
        `${result.lagP99Ms.toFixed(0)} ms behind at p99, frames ${result.lateP99Ms.toFixed(1)} ms late`,
    );
    return result;
  } finally {
    await child.gone(3_000);
  }
};

/** Rounds A B C, C B A: each manner beside the others of its round. */
const compare = async (flags: Flags): Promise<CallsResult[][]> => {
  const rounds: CallsResult[][] = [];
  for (let round = 0; round < flags.rounds; round++) {
    const order: Manner[] = ['alone', 'turns', 'both'];
    const results: CallsResult[] = [];
    for (const manner of round % 2 === 0 ? order : order.reverse())
      results.push(await runOnce(manner, flags.ratioCalls, flags.seconds));
    rounds.push(results);
  }
  return rounds;
};

const ratioOf = (rounds: readonly (readonly CallsResult[])[], a: Manner, b: Manner): RatioSpread =>
  ratioSpread(
    rounds.map((round) => {
      const of = (manner: Manner): number =>
        round.find((result) => result.manner === manner)?.cpuShare ?? Number.NaN;
      return of(a) / of(b);
    }),
  );

const told = ({ median, interval }: RatioSpread): string =>
  `${median.toFixed(2)}${interval === undefined ? '' : ` (95 %: ${interval[0].toFixed(2)}..${interval[1].toFixed(2)})`}`;

const bench = async (flags: Flags): Promise<void> => {
  const about = circumstances(
    `npm run bench:calls -- --legs ${flags.legs.join(',')} --rounds ${String(flags.rounds)} ` +
      `--seconds ${String(flags.seconds)} --ratio-calls ${String(flags.ratioCalls)}`,
  );
  const stairs: CallsResult[] = [];
  for (const legs of flags.legs) stairs.push(await runOnce('alone', legs, flags.seconds));
  const rounds = await compare(flags);
  const carried = stairs.filter(({ lagP99Ms }) => lagP99Ms < TARGET_LAG_MS).map(({ calls }) => calls);
  const turns = ratioOf(rounds, 'turns', 'alone');
  const both = ratioOf(rounds, 'both', 'alone');
  const body = [
    'Tacet with the embedded recogniser, and those who speak to it, on one core in real time; digits of real voices without a',
    'pause in each leg that speaks, the other leg of its call quiet. `behind`: how far the recogniser is behind the audio',
    'that came in, every 20 ms.',
    '',
    '| legs that speak | CPU of the core | behind p50, ms | behind p99, ms | frames late p99, ms |',
    '| -: | -: | -: | -: | -: |',
    ...stairs.map(
      ({ calls, cpuShare, lagP50Ms, lagP99Ms, lateP99Ms }) =>
        `| ${String(calls)} | ${(cpuShare * 100).toFixed(0)} % | ${lagP50Ms.toFixed(0)} | ${lagP99Ms.toFixed(0)} | ${lateP99Ms.toFixed(1)} |`,
    ),
    '',
    carried.length === 0
      ? `**No number of legs that was tried stays less than ${String(TARGET_LAG_MS)} ms behind at p99.**`
      : `**${String(Math.max(...carried))} legs that speak all the time stay less than ${String(TARGET_LAG_MS)} ms behind at p99.**`,
    '',
    `**A call whose parties take turns costs ${told(turns)} of one in which one party speaks all the time**; one in which both`,
    `speak all the time costs ${told(both)}. ${String(flags.ratioCalls)} calls, ${String(flags.rounds)} rounds; turns of 8 s, of which the recogniser hears 1.5 s more than`,
    'was said: so long it waits before it skips.',
  ];
  await publish(flags.out, 'calls', {
    title: 'Calls that are heard',
    source: 'bench/calls.ts',
    circumstances: about,
    data: { stairs, rounds, turns, both },
    picture: {
      svg: callsChart(stairs, TARGET_LAG_MS),
      title: 'How far the recogniser is behind, and CPU, by legs that speak',
    },
    body,
  });
};

await new Command('bench:calls')
  .description('How many legs the embedded recogniser hears on one core, and what silence costs.')
  .option(
    '--legs <n,...>',
    'legs that speak at a time',
    (value) => value.split(',').map(whole),
    [2, 4, 8, 12, 16],
  )
  .option('--rounds <n>', 'of the comparison', whole, 3)
  .option('--ratio-calls <n>', 'calls of the comparison', whole, 2)
  .option('--seconds <n>', 'measured in each run', whole, 16)
  .option('--out <folder>', 'where page, JSON and picture go', FOLDER)
  .action(bench)
  .parseAsync();
