/**
 * How far the recogniser is behind and how much of the core is used, by legs that speak, as one picture.
 *
 *     ms |        o          %  |        o
 *        |_____o________        |    o
 *          o o      300         | o
 */
import { colourOf, dot, line, picture, rule, text, ticksTo } from './drawing.js';
import type { CallsResult } from './calls-run.js';

const WIDTH = 340;
const HEIGHT = 220;
const MARGIN = 60;
const TITLE = 40;

interface Panel {
  readonly title: string;
  readonly of: (result: CallsResult) => number;
  readonly colour: string;
  /** Not to be crossed. */
  readonly limit: number;
}

export const callsChart = (stairs: readonly CallsResult[], limitMs: number): string => {
  const panels: readonly Panel[] = [
    {
      title: 'recogniser behind at p99, ms',
      of: ({ lagP99Ms }) => lagP99Ms,
      colour: colourOf(1),
      limit: limitMs,
    },
    { title: 'CPU of the core, %', of: ({ cpuShare }) => 100 * cpuShare, colour: colourOf(5), limit: 100 },
  ];
  return picture(
    2 * (WIDTH + MARGIN) + MARGIN,
    HEIGHT + TITLE + MARGIN,
    panels.flatMap((panel, i) => drawn(panel, stairs, MARGIN + i * (WIDTH + MARGIN))),
  );
};

const drawn = (
  { title, of, colour, limit }: Panel,
  stairs: readonly CallsResult[],
  left: number,
): string[] => {
  const bottom = TITLE + HEIGHT;
  const marks = ticksTo(Math.max(limit, ...stairs.map(of)));
  const most = marks.at(-1) ?? limit;
  const legs = Math.max(...stairs.map(({ calls }) => calls));
  const x = (calls: number): number => left + (calls / legs) * WIDTH;
  const y = (value: number): number => bottom - (value / most) * HEIGHT;
  const points = stairs.map((result) => [x(result.calls), y(of(result))] as const);
  return [
    text(left, TITLE - 16, title, 'start', 'bold'),
    ...marks.flatMap((mark) => [
      rule(left, y(mark), left + WIDTH, y(mark)),
      text(left - 6, y(mark) + 4, String(mark), 'end'),
    ]),
    ...stairs.map(({ calls }) => text(x(calls), bottom + 18, String(calls), 'middle')),
    text(left + WIDTH / 2, bottom + 38, 'legs that speak all the time', 'middle'),
    rule(left, y(limit), left + WIDTH, y(limit), colourOf(0)),
    line(points, colour),
    ...points.map(([atX, atY]) => dot(atX, atY, colour)),
  ];
};
