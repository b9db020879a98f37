/**
 * Recall against false alarms as the detector is made more or less ready to believe in a secret: one point a bias.
 *
 *     recall   |      o----o--o        each point: all dialogues of one family once more, with another bias
 *              |  o
 *              +-------------- false card alarms an hour
 */
import { colourOf, dot, line, picture, rule, text, ticksTo } from '../drawing.js';
import type { Family } from './dialogue.js';
import { proportion, type Proportion } from './proportion.js';
import type { DialogueScore } from './score.js';
import { rate, type Rate } from './tally.js';

export interface CurvePoint {
  readonly family: Family;
  readonly bias: number;
  readonly werPercent: number;
  readonly panWhole: Proportion;
  readonly alarms: Rate;
  /** Speech masked in the recording that is no secret, of calls without a card; records of old have none. */
  readonly maskedSeconds?: Rate;
  /** What measured it. */
  readonly command?: string;
}

/** Of all languages and recognisers together. */
export const curvePoint = (
  family: Family,
  bias: number,
  werPercent: number,
  scores: readonly DialogueScore[],
): CurvePoint => {
  const innocent = scores.filter(({ hasCard }) => !hasCard);
  const pans = scores.flatMap(({ secrets }) => secrets.filter(({ entity }) => entity === 'pan'));
  return {
    family,
    bias,
    werPercent,
    panWhole: proportion(pans.filter(({ found, digits }) => found === digits).length, pans.length),
    alarms: rate(innocent, ({ cardAlarms }) => cardAlarms),
    maskedSeconds: rate(innocent, ({ wronglyMaskedMs }) => wronglyMaskedMs / 1_000),
  };
};

const WIDTH = 720;
const HEIGHT = 420;
const LEFT = 80;
const RIGHT = 690;
const TOP = 50;
const BOTTOM = 340;
/** The target: 99.5 % of card numbers, one alarm in ten hours. */
const TARGET = { recall: 0.995, perHour: 0.1 } as const;

/** One line a family; the biases stand beside the points. */
export const curveChart = (points: readonly CurvePoint[]): string => {
  const across = ticksTo(Math.max(2 * TARGET.perHour, ...points.map(({ alarms }) => alarms.perHour)));
  const up = ticksTo(1 - Math.min(0.98, ...points.map(({ panWhole }) => panWhole.share))).map(
    (under) => 1 - under,
  );
  const [most, lowest] = [Math.max(...across), Math.min(...up)];
  const x = (perHour: number): number => LEFT + (perHour / most) * (RIGHT - LEFT);
  const y = (recall: number): number => BOTTOM - ((recall - lowest) / (1 - lowest)) * (BOTTOM - TOP);
  const families = [...new Set(points.map(({ family }) => family))];
  const wer = points[0]?.werPercent ?? 0;
  return picture(WIDTH, HEIGHT, [
    text(
      LEFT,
      28,
      `Card numbers found whole against false card alarms, ${wer} % word errors`,
      'start',
      'bold',
    ),
    ...up.flatMap((recall) => [
      rule(LEFT, y(recall), RIGHT, y(recall)),
      text(LEFT - 8, y(recall) + 4, `${(100 * recall).toFixed(1)} %`, 'end'),
    ]),
    ...across.map((perHour) => text(x(perHour), BOTTOM + 18, String(Number(perHour.toFixed(2))), 'middle')),
    rule(x(TARGET.perHour), TOP, x(TARGET.perHour), BOTTOM, '#d55e00'),
    rule(LEFT, y(TARGET.recall), RIGHT, y(TARGET.recall), '#d55e00'),
    text(x(TARGET.perHour) + 6, TOP + 16, 'targets: left of and above the lines'),
    text((LEFT + RIGHT) / 2, BOTTOM + 38, 'false card alarms an hour of calls without a card', 'middle'),
    ...families.flatMap((family, i) => {
      const own = points.filter((point) => point.family === family).toSorted((a, b) => a.bias - b.bias);
      const places = own.map(({ alarms, panWhole }) => [x(alarms.perHour), y(panWhole.share)] as const);
      const legendY = BOTTOM + 58;
      return [
        line(places, colourOf(i + 1)),
        ...places.flatMap(([px, py], at) => [
          dot(px, py, colourOf(i + 1)),
          text(px + 7, py + 14, String(own[at]?.bias ?? '')),
        ]),
        dot(LEFT + 150 * i + 5, legendY - 4, colourOf(i + 1)),
        text(LEFT + 150 * i + 16, legendY, family),
      ];
    }),
  ]);
};
