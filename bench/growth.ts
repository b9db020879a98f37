/**
 * How the cost of a relay grows with its calls: the straight line through all points, the exponent b of
 * `cost = a * calls ** b`, and a table.
 *
 *     CPU   |          . '        b = 1: twice the calls, twice the cost
 *           |     . '             less: a frame costs less among many, because several are read in one turn
 *           | . '                 more: something is done for each call on behalf of each other one
 *           '-----------> calls
 *
 * One exponent for each round, by least squares on logarithms; their interval is Student's over the rounds.
 */
import { median, meanInterval } from './statistics.js';

/** One run: CPU of all its threads in ms a second. */
export interface GrowthPoint {
  readonly relay: 'floor' | 'tacet';
  readonly round: number;
  readonly calls: number;
  readonly cpuMsPerSecond: number;
  readonly heldBytesPerCall: number;
}

/** `cost = fixed + perCall * calls`, in CPU ms a second. */
export interface Line {
  readonly fixed: number;
  readonly perCall: number;
  /** 95 %, over the rounds; undefined of one. */
  readonly interval: readonly [low: number, high: number] | undefined;
  /** Part of the variance of all points that the line explains. */
  readonly explained: number;
}

export interface Exponent {
  readonly mean: number;
  /** 95 %; undefined of one round. */
  readonly interval: readonly [low: number, high: number] | undefined;
}

const KILO = 1_024;

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** By least squares. */
const fitted = (xs: readonly number[], ys: readonly number[]): { slope: number; start: number } => {
  const [meanX, meanY] = [meanOf(xs), meanOf(ys)];
  const covariance = xs.reduce((sum, x, i) => sum + (x - meanX) * ((ys[i] as number) - meanY), 0);
  const slope = covariance / xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
  return { slope, start: meanY - slope * meanX };
};

export const lineOf = (points: readonly GrowthPoint[], relay: GrowthPoint['relay']): Line => {
  const own = points.filter((point) => point.relay === relay);
  const line = ofPoints(own);
  const rounds = [...new Set(own.map(({ round }) => round))];
  const meanCpu = meanOf(own.map(({ cpuMsPerSecond }) => cpuMsPerSecond));
  const squares = (expected: (calls: number) => number): number =>
    own.reduce((sum, { calls, cpuMsPerSecond }) => sum + (cpuMsPerSecond - expected(calls)) ** 2, 0);
  return {
    fixed: line.start,
    perCall: line.slope,
    interval: meanInterval(
      rounds.map((round) => ofPoints(own.filter((point) => point.round === round)).slope),
    ),
    explained: 1 - squares((calls) => line.start + line.slope * calls) / squares(() => meanCpu),
  };
};

const ofPoints = (points: readonly GrowthPoint[]): { slope: number; start: number } =>
  fitted(
    points.map(({ calls }) => calls),
    points.map(({ cpuMsPerSecond }) => cpuMsPerSecond),
  );

/** The slope of the line through the logarithms. */
export const exponentOf = (points: readonly Pick<GrowthPoint, 'calls' | 'cpuMsPerSecond'>[]): number => {
  return fitted(
    points.map(({ calls }) => Math.log(calls)),
    points.map(({ cpuMsPerSecond }) => Math.log(cpuMsPerSecond)),
  ).slope;
};

export const exponent = (points: readonly GrowthPoint[], relay: GrowthPoint['relay']): Exponent => {
  const rounds = [...new Set(points.map(({ round }) => round))];
  const slopes = rounds.map((round) =>
    exponentOf(points.filter((point) => point.round === round && point.relay === relay)),
  );
  return {
    mean: meanOf(slopes),
    interval: meanInterval(slopes),
  };
};

export const pointsOf = (
  points: readonly GrowthPoint[],
  relay: GrowthPoint['relay'],
  calls: number,
): GrowthPoint[] => points.filter((point) => point.relay === relay && point.calls === calls);
export const countsOf = (points: readonly GrowthPoint[]): number[] =>
  [...new Set(points.map(({ calls }) => calls))].sort((a, b) => a - b);
export const cpuOf = (points: readonly GrowthPoint[]): number =>
  median(points.map(({ cpuMsPerSecond }) => cpuMsPerSecond));

const told = ({ mean, interval }: Exponent): string =>
  `${mean.toFixed(2)}${interval === undefined ? '' : ` (95 %: ${interval[0].toFixed(2)}..${interval[1].toFixed(2)})`}`;

const toldLine = ({ fixed, perCall, interval, explained }: Line): string =>
  `${fixed.toFixed(1)} + ${perCall.toFixed(2)} x calls ms a second` +
  `${interval === undefined ? '' : ` (95 % of the slope: ${interval[0].toFixed(2)}..${interval[1].toFixed(2)})`}, R2 ${explained.toFixed(3)}`;

export const growthBody = (points: readonly GrowthPoint[]): string[] => [
  `**The straight line: CPU = ${toldLine(lineOf(points, 'tacet'))}**; bare \`ws\`: ${toldLine(lineOf(points, 'floor'))}.`,
  '',
  `**Cost grows with calls to the power of ${told(exponent(points, 'tacet'))}** (bare \`ws\`: ${told(exponent(points, 'floor'))});`,
  '1 is linear, and less is cheaper a call among many: what the process does anyway is shared, and several frames are read in one',
  'turn of the event loop.',
  '',
  '| calls | bare `ws`, CPU ms/s a call | Tacet, CPU ms/s a call | ratio | Tacet, KB a call |',
  '| -: | -: | -: | -: | -: |',
  ...countsOf(points).map((calls) => {
    const floor = cpuOf(pointsOf(points, 'floor', calls)) / calls;
    const tacet = cpuOf(pointsOf(points, 'tacet', calls)) / calls;
    const held = median(pointsOf(points, 'tacet', calls).map(({ heldBytesPerCall }) => heldBytesPerCall));
    return `| ${String(calls)} | ${floor.toFixed(2)} | ${tacet.toFixed(2)} | ${(tacet / floor).toFixed(2)} | ${(held / KILO).toFixed(0)} |`;
  }),
  '',
  'Memory is heap and buffers after a collection, with the audio that waits for its clearance; what the process has anyway',
  'is taken off. Of few calls it tells of what is loaded with the first.',
];
