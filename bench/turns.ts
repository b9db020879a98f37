/**
 * The same thing with something more and without it, in turns: A B, B A, ...
 */
import type { Panel } from './rows-chart.js';
import { meanInterval, ratioSpread, spread, type RatioSpread, type Spread } from './statistics.js';

/** One figure a run; those of the same index were neighbours. */
export interface Turns {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Of what is measured without the thing and with it. */
export type TurnNames = readonly [before: string, after: string];

export interface Comparison {
  readonly before: Spread;
  readonly after: Spread;
  /** Between the lowest, which a busy machine disturbs least. */
  readonly added: number;
  /** Of neighbours, mean and 95 %; the interval is undefined of fewer than two. */
  readonly addedInterval: readonly [low: number, high: number] | undefined;
  readonly ratio: RatioSpread;
}

export const compared = ({ before, after }: Turns): Comparison => {
  const beside = (one: (after: number, before: number) => number): number[] =>
    after.map((value, i) => one(value, before[i] ?? Number.NaN));
  const [first, second] = [spread(before), spread(after)];
  return {
    before: first,
    after: second,
    added: second.low - first.low,
    addedInterval: meanInterval(beside((a, b) => a - b)),
    ratio: ratioSpread(beside((a, b) => a / b)),
  };
};

interface TurnsRow {
  readonly what: string;
  readonly turns: Comparison;
  /** What the last cell says. */
  readonly told: string;
}

/** The lowest of the runs and, in brackets, their median. */
export const turnsTable = (names: readonly string[], rows: readonly TurnsRow[]): string[] => [
  `| | runs of each | ${names.join(' | ')} | |`,
  '| - | -: | -: | -: | -: |',
  ...rows.map(({ what, turns: { before, after }, told }) => {
    const cells = [before, after].map(({ low, median }) => `${low.toFixed(3)} (${median.toFixed(3)})`);
    return `| ${[what, before.count, ...cells, told].join(' | ')} |`;
  }),
];

/** +0.315 (95 % of the mean of neighbours: +0.301..+0.330) */
export const addedTold = ({ added, addedInterval }: Comparison): string =>
  `${signed(added)}${addedInterval === undefined ? '' : ` (95 % of the mean of neighbours: ${addedInterval.map(signed).join('..')})`}`;

/** 1.225 (95 %: 1.10..1.31) */
export const ratioTold = ({ median, interval }: RatioSpread): string =>
  `${median.toFixed(3)}${interval === undefined ? '' : ` (95 %: ${interval.map((end) => end.toFixed(2)).join('..')})`}`;

const signed = (value: number): string => `${value < 0 ? '' : '+'}${value.toFixed(3)}`;

/** Every run as a dot, the median as a bar. */
export const turnsPanel = (
  title: string,
  axis: string,
  names: TurnNames,
  { before, after }: Turns,
): Panel => ({
  title: `${title} (bars: medians; dots: runs)`,
  axis,
  shape: 'bar',
  series: [''],
  rows: [before, after].map((runs, i) => {
    const { median } = spread(runs);
    return { label: names[i] ?? '', marks: [{ value: median, runs, told: median.toPrecision(3) }] };
  }),
});
