/**
 * The relay benchmark as one picture: latency on a logarithmic scale, and the CPU ratio with its noise.
 *
 *     p50    -o-  -o-                |    1
 *     p99        -o--   -o-          |    :  oo o
 *     p99.9          --o--  ---o--   |   .:..             (the floor beside itself)
 */
import { bar, colourOf, dot, line, picture, rule, text, ticksTo } from './drawing.js';
import { PERCENTILE_NAMES, type Percentile, type RelaySummary, type Summary } from './relay-summary.js';
import type { Spread } from './statistics.js';

const PANEL_WIDTH = 340;
const PANEL_HEIGHT = 190;
const MARGIN = 60;
const TITLE_HEIGHT = 44;
const ROW_HEIGHT = 46;

const FLOOR_COLOUR = colourOf(0);
const TACET_COLOUR = colourOf(1);
const LABELS: Readonly<Record<Percentile, string>> = { p50: 'p50', p99: 'p99', p999: 'p99.9' };

type Scale = (value: number) => number;

export const chart = (summaries: readonly Summary[]): string => {
  const width = 2 * (PANEL_WIDTH + MARGIN) + MARGIN;
  const height = summaries.length * (PANEL_HEIGHT + TITLE_HEIGHT) + MARGIN;
  const rows = summaries.map((summary, i) => row(summary, i * (PANEL_HEIGHT + TITLE_HEIGHT)));
  return picture(width, height, [...rows, legend(height - 18)]);
};

const row = (summary: Summary, top: number): string => {
  const { calls, lookAheadMs } = summary.scenario;
  const beyond = lookAheadMs > 0 ? `, beyond the look-ahead of ${lookAheadMs} ms` : '';
  return [
    text(MARGIN, top + 24, `${calls} calls: latency in ms, logarithmic${beyond}`, 'start', 'bold'),
    latencyPanel(summary, MARGIN, top + TITLE_HEIGHT),
    text(2 * MARGIN + PANEL_WIDTH, top + 24, 'CPU beside a bare ws relay, by pair of runs', 'start', 'bold'),
    ratioPanel(summary, 2 * MARGIN + PANEL_WIDTH, top + TITLE_HEIGHT),
  ].join('\n');
};

const latencyPanel = ({ floor, tacet }: Summary, left: number, top: number): string => {
  const all = [floor, tacet].flatMap(({ latencyMs }) => PERCENTILE_NAMES.map((name) => latencyMs[name]));
  const first = Math.floor(Math.log10(Math.max(0.01, Math.min(...all.map(({ low }) => low)))));
  const last = Math.ceil(Math.log10(Math.max(0.1, ...all.map(({ high }) => high))));
  const x: Scale = (ms) =>
    left + ((Math.log10(Math.max(ms, 10 ** first)) - first) / (last - first)) * PANEL_WIDTH;
  const marks = (relay: RelaySummary, colour: string, shift: number): string[] =>
    PERCENTILE_NAMES.map((name, i) =>
      whisker(relay.latencyMs[name], x, top + i * ROW_HEIGHT + 24 + shift, colour),
    );
  const decades = Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));
  return [
    ...decades.map((ms) => gridLine(x(ms), top, String(Number(ms.toPrecision(1))))),
    ...PERCENTILE_NAMES.map((name, i) => text(left - 8, top + i * ROW_HEIGHT + 28, LABELS[name], 'end')),
    ...marks(floor, FLOOR_COLOUR, -6),
    ...marks(tacet, TACET_COLOUR, 6),
  ].join('\n');
};

const ratioPanel = (
  { cpuRatio, cpuRatios, noiseRatio, noiseRatios }: Summary,
  left: number,
  top: number,
): string => {
  const all = [...cpuRatios, ...noiseRatios, ...(cpuRatio.interval ?? []), 1];
  const low = Math.min(...all) - 0.1;
  const high = Math.max(...all) + 0.1;
  const x: Scale = (ratio) => left + ((ratio - low) / (high - low)) * PANEL_WIDTH;
  const step = ticksTo(high - low)[1] ?? 1;
  const [firstMark, lastMark] = [Math.ceil(low / step), Math.floor(high / step)];
  const marks = Array.from({ length: lastMark - firstMark + 1 }, (_, i) => (firstMark + i) * step);
  const dots = (ratios: readonly number[], y: number, colour: string): string[] =>
    ratios.map((ratio) => dot(x(ratio), y, colour));
  // The interval of a few pairs may reach far beyond them.
  const within = (ratio: number): number => x(Math.min(high, Math.max(low, ratio)));
  const band = (interval: readonly [number, number] | undefined, y: number, colour: string): string => {
    if (interval === undefined) return '';
    const [from, to] = [within(interval[0]), within(interval[1])];
    return `<g opacity="0.2">${bar(from, y - 8, to - from, 16, colour)}</g>`;
  };
  return [
    ...marks.map((mark) => gridLine(x(mark), top, String(Number(mark.toPrecision(3))))),
    text(left, top + 34, 'Tacet', 'start'),
    band(cpuRatio.interval, top + 52, TACET_COLOUR),
    ...dots(cpuRatios, top + 52, TACET_COLOUR),
    text(x(cpuRatio.median), top + 38, cpuRatio.median.toFixed(2), 'middle', 'bold'),
    text(left, top + 94, 'the floor beside itself', 'start'),
    band(noiseRatio.interval, top + 112, FLOOR_COLOUR),
    ...dots(noiseRatios, top + 112, FLOOR_COLOUR),
  ].join('\n');
};

const legend = (y: number): string =>
  [
    dot(MARGIN, y - 4, FLOOR_COLOUR),
    text(MARGIN + 10, y, 'bare ws', 'start'),
    dot(MARGIN + 90, y - 4, TACET_COLOUR),
    text(MARGIN + 100, y, 'Tacet', 'start'),
    text(MARGIN + 170, y, 'dots: medians or single pairs; lines: range over runs; bands: 95 %', 'start'),
  ].join('\n');

const whisker = ({ median, low, high }: Spread, x: Scale, y: number, colour: string): string =>
  line(
    [
      [x(low), y],
      [x(high), y],
    ],
    colour,
  ) + dot(x(median), y, colour);

const gridLine = (x: number, top: number, label: string): string =>
  rule(x, top, x, top + PANEL_HEIGHT - 40) + text(x, top + PANEL_HEIGHT - 24, label, 'middle');
