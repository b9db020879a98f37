/**
 * The CPU of both relays by calls: a dot a run, a line through the medians, and the straight line of all.
 */
import { bar, colourOf, dot, line, picture, rule, text, ticksTo } from './drawing.js';
import { countsOf, cpuOf, lineOf, pointsOf, type GrowthPoint } from './growth.js';

const WIDTH = 560;
const HEIGHT = 300;
const LEFT = 60;
const TOP = 44;
const RIGHT = 30;
const BOTTOM = 76;

const RELAYS = [
  { relay: 'floor', name: 'bare ws', colour: colourOf(0) },
  { relay: 'tacet', name: 'Tacet', colour: colourOf(1) },
] as const;

export const growthChart = (points: readonly GrowthPoint[]): string => {
  const counts = countsOf(points);
  const most = Math.max(...counts);
  const ticks = ticksTo(Math.max(...points.map(({ cpuMsPerSecond }) => cpuMsPerSecond)));
  const x = (calls: number): number => LEFT + (calls / most) * WIDTH;
  const y = (ms: number): number => TOP + HEIGHT - (ms / (ticks.at(-1) ?? 1)) * HEIGHT;
  const below = TOP + HEIGHT;
  return picture(LEFT + WIDTH + RIGHT, below + BOTTOM, [
    text(LEFT, 22, 'CPU, ms a second (dots: runs; thick: medians; thin: straight line)', 'start', 'bold'),
    ...ticks.flatMap((tick) => [
      rule(LEFT, y(tick), LEFT + WIDTH, y(tick)),
      text(LEFT - 6, y(tick) + 4, String(tick), 'end'),
    ]),
    ...counts.map((calls) => text(x(calls), below + 18, String(calls), 'middle')),
    text(LEFT + WIDTH / 2, below + 38, 'calls at a time', 'middle'),
    ...RELAYS.flatMap(({ relay, name, colour }, i) => {
      const { fixed, perCall } = lineOf(points, relay);
      return [
        rule(x(0), y(fixed), x(most), y(fixed + perCall * most), colour),
        line(
          counts.map((calls) => [x(calls), y(cpuOf(pointsOf(points, relay, calls)))]),
          colour,
        ),
        ...points
          .filter((point) => point.relay === relay)
          .map(({ calls, cpuMsPerSecond }) => dot(x(calls), y(cpuMsPerSecond), colour, 3)),
        bar(LEFT + i * 100, below + 54, 10, 10, colour),
        text(LEFT + 16 + i * 100, below + 63, name),
      ];
    }),
  ]);
};
