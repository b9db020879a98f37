/** docs/benchmarks/soak.md. */
import { machineOf, type Circumstances } from '../circumstances.js';
import { median } from '../statistics.js';
import { KINDS } from './kinds.js';
import { statusOf, type Judged, type JudgedVital } from './judged.js';
import type { Soaked } from './soak-run.js';
import { VITALS } from './vitals.js';

const MB = 1_048_576;
const A_DAY = 10_000;
const OUTCOMES = [
  'Everything is flat, and when the calls are over nothing is held that was not held before.',
  '**Something grows, is held, or went wrong.**',
  'Nothing was seen to grow, and nothing is held when the calls are over; the run was too short to rule out all growth.',
  '**Not judged: the machine was starved. What went wrong below may be for want of time.**',
];

const amount = (value: number, isBytes: boolean): string =>
  isBytes ? `${(value / MB).toFixed(1)} MB` : value.toFixed(0);

/** Of ten thousand calls, so that it is a figure that one can think of. */
const growth = ({ name, trend }: JudgedVital): string => {
  if (trend === undefined) return 'too few samples';
  const { isBytes } = VITALS[name];
  const of = (value: number): string =>
    isBytes ? ((value * A_DAY) / MB).toFixed(2) : (value * A_DAY).toFixed(1);
  return `${of(trend.slope)} (${of(trend.low)}..${of(trend.high)})${isBytes ? ' MB' : ''}`;
};

const limit = ({ name }: JudgedVital): string => {
  const { isBytes, limitPerCall } = VITALS[name];
  const most = limitPerCall * A_DAY;
  return isBytes ? `${(most / MB).toFixed(1)} MB` : most.toFixed(0);
};

export const soakPage = (
  about: Circumstances,
  soaked: Soaked,
  judged: Judged,
  { calls, engine }: { readonly calls: number; readonly engine: string },
): string => {
  const { samples, played, before, after } = soaked;
  const ended = samples.at(-1)?.calls ?? 0;
  const minutes = (samples.at(-1)?.atMs ?? 0) / 60_000;
  return [
    '# Soak',
    '',
    '<!-- Written by `npm run soak`: change bench/soak/soak-report.ts, not this file. -->',
    '',
    `- command: \`${about.command}\``,
    `- date: ${about.date}, commit ${about.commit}`,
    `- machine: ${machineOf(about)}; load average before the run ${about.loadAverage.toFixed(1)}`,
    ...(judged.waitedShare === undefined
      ? []
      : [
          `- the server waited for a core in ${(100 * judged.waitedShare).toFixed(0)} % of the time that it wanted one`,
        ]),
    '',
    `**${OUTCOMES[statusOf(judged)]?.replaceAll('**', '') ?? ''}**`,
    '',
    `A real \`tacet serve\` (recogniser \`${engine}\`, sealed recordings, ledger, webhooks, traces) took ${String(ended)} calls in`,
    `${minutes.toFixed(1)} minutes, ${String(calls)} at a time:`,
    '',
    '| kind | what happens | calls |',
    '| - | - | -: |',
    ...KINDS.map(({ name, what }) => `| ${name} | ${what} | ${String(played[name] ?? 0)} |`),
    '',
    'One of each kind came before everything: what is loaded with the first call stays. Then they came in waves, and what the',
    'server held was read when it had come to rest, after a collection in every thread. Growth is the slope of Theil and Sen',
    `over the calls that had ended (95 %), of the ${String(judged.samples)} rests after the first ${judged.fromCalls.toFixed(0)} calls; flat is what is shown to`,
    'grow by less than the limit.',
    '',
    '![What the server holds, by calls](soak.svg)',
    '',
    `| | before the calls | while they run | after them | growth in ${String(A_DAY)} calls | limit | |`,
    '| - | -: | -: | -: | -: | -: | - |',
    ...judged.vitals.map((vital) => {
      const { title, isBytes } = VITALS[vital.name];
      const running = median(samples.map(({ loaded }) => loaded[vital.name]));
      const shown = [before.vitals[vital.name], running, after.vitals[vital.name]].map((value) =>
        amount(value, isBytes),
      );
      const verdict = vital.verdict === 'grows' ? '**grows**' : vital.verdict;
      return `| ${[title, ...shown, growth(vital), limit(vital), verdict].join(' | ')} |`;
    }),
    '',
    judged.wrong.length === 0
      ? 'Of timers, handles, listeners, descriptors and the objects of every class of Tacet none is left when the calls are over.'
      : `**Wrong:**\n\n${judged.wrong.map((what) => `- ${what}`).join('\n')}`,
    '',
  ].join('\n');
};
