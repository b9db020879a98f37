/** docs/benchmarks/soak.md. */
import { median } from '../statistics.js';
import { KINDS } from './kinds.js';
import { statusOf, type Judged, type JudgedVital } from './judged.js';
import type { Soaked } from './soak-run.js';
import { isShallow, VITALS } from './vitals.js';

const MB = 1_048_576;
const A_DAY = 10_000;
const OUTCOMES = [
  'Everything is flat, and when the calls are over nothing is held that was not held before.',
  '**Something grows, is held, or went wrong.**',
  'Nothing was seen to grow, and nothing is held when the calls are over; the run was too short to rule out all growth.',
  '**Not judged: the machine was starved. What went wrong below may be for want of time.**',
];

const ms = (value: number): string => `${value.toFixed(0)} ms`;
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
  if (limitPerCall === undefined) return '';
  const most = limitPerCall * A_DAY;
  return isBytes ? `${(most / MB).toFixed(1)} MB` : most.toFixed(0);
};

export const soakBody = (
  soaked: Soaked,
  judged: Judged,
  { calls, engine }: { readonly calls: number; readonly engine: string },
): string[] => {
  const { samples, played, before, after, promptness } = soaked;
  const ended = samples.at(-1)?.calls ?? 0;
  const minutes = (samples.at(-1)?.atMs ?? 0) / 60_000;
  return [
    `A health check each second was answered ${ms(promptness.medianMs)} after it was due (median; 99 %: ${ms(promptness.p99Ms)}); later than 1 s: ${(100 * promptness.lateShare).toFixed(1)} %, of ${String(promptness.checks)}.`,
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
    'server held was read when it had come to rest, after a collection in every thread: nothing was open that had not been',
    'before the first call. Growth is the slope of Theil and Sen over the calls that had ended (95 %), of the',
    `${String(judged.samples)} rests after the first ${judged.fromCalls.toFixed(0)} calls; flat is what is shown to grow by less than the limit. Objects are what a`,
    'program can keep, by heap snapshots; what V8 keeps of the program itself (machine code, feedback, shapes) is shown beside',
    'them and not judged: it grows for thousands of calls, then has an end.',
    '',
    `| | before the calls | while they run | after them | growth in ${String(A_DAY)} calls | limit | |`,
    '| - | -: | -: | -: | -: | -: | - |',
    ...judged.vitals.map((vital) => {
      const { name } = vital;
      const { title, isBytes } = VITALS[name];
      const running = isShallow(name) ? median(samples.map(({ loaded }) => loaded[name])) : undefined;
      const shown = [before.vitals[name], running, after.vitals[name]].map((value) =>
        value === undefined ? '' : amount(value, isBytes),
      );
      const verdict = vital.verdict === 'grows' ? '**grows**' : vital.verdict;
      return `| ${[title, ...shown, growth(vital), limit(vital), verdict].join(' | ')} |`;
    }),
    '',
    ...grownLines(judged),
    judged.wrong.length === 0
      ? 'Of timers, handles, listeners, descriptors and the objects of every class of Tacet none is left when the calls are over.'
      : `**Wrong:**\n\n${judged.wrong.map((what) => `- ${what}`).join('\n')}`,
  ];
};

/** Where to look, where something grows. */
const grownLines = ({ vitals, grown }: Judged): readonly string[] => {
  const isGrowth = vitals.some(({ name, verdict }) => /objects/i.test(name) && verdict !== 'flat');
  if (!isGrowth || grown.length === 0) return [];
  const lines = grown.map(
    ({ name, bytesPerCall }) => `- \`${name}\`: ${bytesPerCall.toFixed(0)} bytes a call`,
  );
  return ['Objects that grew most from the first of these rests to the last:', '', ...lines, ''];
};
