/**
 * The text part as one picture: card numbers found, and false card alarms, as the recogniser gets worse.
 *
 *     100 % o---o                  alarms an hour        o
 *           |     \o---o           |             o---o--/
 *           +-- WER ---            +-- WER ---
 */
import { PAN_RECALL, ALARMS_PER_HOUR } from '../detect/targets.js';
import { colourOf, dot, line, picture, rule, text, ticksTo, upright } from '../drawing.js';
import { FAMILIES } from './dialogue.js';
import type { Summary } from './tally.js';

const WIDTH = 1_080;
const HEIGHT = 450;
const TOP = 56;
const BOTTOM = 330;
const PANEL = 400;
const LEFT = 80;
const SECOND = 600;
const LEGEND_COLUMNS = 2;
const TARGET_COLOUR = '#b00020';

interface Point {
  readonly werPercent: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

interface Series {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly Point[];
}

interface Axis {
  readonly title: string;
  readonly left: number;
  readonly ticks: readonly number[];
  readonly target: number;
  readonly label: (value: number) => string;
}

export const textChart = (summaries: readonly Summary[]): string => {
  const recall = seriesOf(summaries, recallOf);
  const alarms = seriesOf(summaries, alarmsOf);
  const lowest = Math.min(0.98, ...recall.flatMap(({ points }) => points.map(({ low }) => low)));
  const most = Math.max(0.5, ...alarms.flatMap(({ points }) => points.map(({ high }) => high)));
  const wers = [...new Set(summaries.map(({ condition }) => condition.werPercent))].sort((a, b) => a - b);
  return picture(WIDTH, HEIGHT, [
    ...panel(
      {
        title: 'Card numbers found whole',
        left: LEFT,
        ticks: ticksTo(1 - lowest).map((under) => 1 - under),
        target: PAN_RECALL,
        label: (value) => `${(100 * value).toFixed(1)} %`,
      },
      wers,
      recall,
    ),
    ...panel(
      {
        title: 'False card alarms in an hour of calls without a card',
        left: SECOND,
        ticks: ticksTo(most),
        target: ALARMS_PER_HOUR,
        label: (value) => String(Number(value.toFixed(2))),
      },
      wers,
      alarms,
    ),
  ]);
};

/** One for each family, of all its languages and recognisers, in the same colour in both panels. */
const seriesOf = (
  summaries: readonly Summary[],
  pointOf: (summary: Summary) => Point | undefined,
): Series[] =>
  FAMILIES.map((family, i) => ({
    name: family,
    colour: colourOf(i),
    points: summaries
      .filter(({ condition }) => condition.family === family && condition.language === 'all')
      .map(pointOf)
      .filter((point) => point !== undefined),
  })).filter(({ points }) => points.length > 0);

const recallOf = ({ condition: { werPercent }, recall: { pan } }: Summary): Point | undefined =>
  pan === undefined || pan.whole.of === 0
    ? undefined
    : { werPercent, value: pan.whole.hits / pan.whole.of, low: pan.whole.low, high: pan.whole.high };

const alarmsOf = ({ condition: { werPercent }, innocence: { hours, alarms } }: Summary): Point | undefined =>
  hours > 0 ? { werPercent, value: alarms.perHour, low: alarms.low, high: alarms.high } : undefined;

const panel = (axis: Axis, wers: readonly number[], series: readonly Series[]): string[] => {
  const { left, ticks, target, title, label } = axis;
  const [low, high] = [Math.min(...ticks), Math.max(...ticks)];
  const widest = Math.max(1, ...wers);
  const x = (werPercent: number, i: number): number =>
    left + 14 + (werPercent / widest) * (PANEL - 28) + 3 * (i - (series.length - 1) / 2);
  const y = (value: number): number => BOTTOM - ((value - low) / (high - low)) * (BOTTOM - TOP);
  return [
    text(left, 28, `${title} (lines: 95 %)`, 'start', 'bold'),
    ...ticks.flatMap((step) => [
      rule(left, y(step), left + PANEL, y(step)),
      text(left - 8, y(step) + 4, label(step), 'end'),
    ]),
    ...wers.map((wer) => text(x(wer, (series.length - 1) / 2), BOTTOM + 18, `${wer} %`, 'middle')),
    text(left + PANEL / 2, BOTTOM + 36, 'word error rate of the recogniser', 'middle'),
    rule(left, y(target), left + PANEL, y(target), TARGET_COLOUR),
    text(left + PANEL + 6, y(target) + 4, 'target'),
    ...series.flatMap(({ colour, points, name }, i) => {
      const places = points.map(({ werPercent, value }) => [x(werPercent, i), y(value)] as const);
      const column = i % LEGEND_COLUMNS;
      const row = Math.floor(i / LEGEND_COLUMNS);
      const [legendX, legendY] = [left + column * (PANEL / LEGEND_COLUMNS), BOTTOM + 60 + row * 18];
      return [
        line(places, colour),
        ...points.map((point) => upright(x(point.werPercent, i), y(point.low), y(point.high), colour)),
        ...places.map(([px, py]) => dot(px, py, colour)),
        dot(legendX + 4, legendY - 4, colour),
        text(legendX + 13, legendY, name),
      ];
    }),
  ];
};
