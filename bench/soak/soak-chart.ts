/** What a server held, by calls that had ended: a panel a vital, with the line of its trend. */
import { dot, picture, rule, text, ticksTo } from '../drawing.js';
import { median } from '../statistics.js';
import type { Judged, JudgedVital } from './judged.js';
import type { Sample } from './soak-run.js';
import { VITALS } from './vitals.js';

const COLUMNS = 3;
const PANEL = { width: 420, height: 150 };
const MARGIN = { left: 50, top: 34, right: 14, bottom: 26 };
const MB = 1_048_576;
const COLOURS = { flat: '#0072b2', grows: '#d55e00', 'not told': '#5b6770', shown: '#5b6770' };

export const soakChart = (samples: readonly Sample[], judged: Judged): string => {
  const rows = Math.ceil(judged.vitals.length / COLUMNS);
  const panels = judged.vitals.flatMap((vital, i) =>
    panel(
      samples,
      judged.fromCalls,
      vital,
      (i % COLUMNS) * PANEL.width,
      Math.floor(i / COLUMNS) * PANEL.height,
    ),
  );
  return picture(COLUMNS * PANEL.width, rows * PANEL.height, panels);
};

const panel = (
  samples: readonly Sample[],
  fromCalls: number,
  { name, trend, verdict }: JudgedVital,
  left: number,
  top: number,
): string[] => {
  const { title, isBytes } = VITALS[name];
  const valueOf = (value: number): number => (isBytes ? value / MB : value);
  const points = samples.map(({ calls, vitals }): [number, number] => [calls, valueOf(vitals[name])]);
  const mostCalls = Math.max(1, ...points.map(([calls]) => calls));
  const ticks = ticksTo(Math.max(isBytes ? 0.1 : 1, ...points.map(([, value]) => value)));
  const most = ticks.at(-1) ?? 1;
  const x = (calls: number): number =>
    left + MARGIN.left + (calls / mostCalls) * (PANEL.width - MARGIN.left - MARGIN.right);
  const y = (value: number): number =>
    top + PANEL.height - MARGIN.bottom - (value / most) * (PANEL.height - MARGIN.top - MARGIN.bottom);
  const right = x(mostCalls);
  const judgedPoints = points.filter(([calls]) => calls >= fromCalls);
  const middle = [
    median(judgedPoints.map(([calls]) => calls)),
    median(judgedPoints.map(([, value]) => value)),
  ];
  const at = (calls: number): number =>
    (middle[1] ?? 0) + valueOf(trend?.slope ?? 0) * (calls - (middle[0] ?? 0));
  return [
    text(left + 8, top + 18, `${title}${isBytes ? ', MB' : ''}: ${verdict}`, 'start', 'bold'),
    ...[0, most].flatMap((value) => [
      rule(x(0), y(value), right, y(value)),
      text(x(0) - 6, y(value) + 4, String(Number(value.toPrecision(3))), 'end'),
    ]),
    rule(x(fromCalls), y(0), x(fromCalls), y(most)),
    ...points.map(([calls, value]) => dot(x(calls), y(value), COLOURS[verdict], 1.5)),
    ...(trend === undefined
      ? []
      : [rule(x(fromCalls), y(at(fromCalls)), right, y(at(mostCalls)), '#202020')]),
    text(right, y(0) + 16, `${String(mostCalls)} calls`, 'end'),
  ];
};
