/**
 * How the cost of a relay grows with its calls: the straight line through all points, the exponent b of
 * `cost = a * calls ** b`, a picture and a table.
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
const COLOURS = { floor: '#7a7a7a', tacet: '#0b62a4' } as const;
const WIDTH = 640;
const HEIGHT = 400;
const MARGIN = 60;

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

const of = (points: readonly GrowthPoint[], relay: GrowthPoint['relay'], calls: number): GrowthPoint[] =>
  points.filter((point) => point.relay === relay && point.calls === calls);
const countsOf = (points: readonly GrowthPoint[]): number[] =>
  [...new Set(points.map(({ calls }) => calls))].sort((a, b) => a - b);
const cpuOf = (points: readonly GrowthPoint[]): number =>
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
    const floor = cpuOf(of(points, 'floor', calls)) / calls;
    const tacet = cpuOf(of(points, 'tacet', calls)) / calls;
    const held = median(of(points, 'tacet', calls).map(({ heldBytesPerCall }) => heldBytesPerCall));
    return `| ${String(calls)} | ${floor.toFixed(2)} | ${tacet.toFixed(2)} | ${(tacet / floor).toFixed(2)} | ${(held / KILO).toFixed(0)} |`;
  }),
  '',
  'Memory is heap and buffers after a collection, with the audio that waits for its clearance; what the process has anyway',
  'is taken off. Of few calls it tells of what is loaded with the first.',
];

export const growthChart = (points: readonly GrowthPoint[]): string => {
  const mostCalls = Math.max(...points.map(({ calls }) => calls));
  const mostCpu = Math.max(...points.map(({ cpuMsPerSecond }) => cpuMsPerSecond));
  const x = (calls: number): string => (MARGIN + (calls / mostCalls) * (WIDTH - 2 * MARGIN)).toFixed(1);
  const y = (ms: number): string => (HEIGHT - MARGIN - (ms / mostCpu) * (HEIGHT - 2 * MARGIN)).toFixed(1);
  const text = (atX: string, atY: string, content: string, anchor: string): string =>
    `<text x="${atX}" y="${atY}" text-anchor="${anchor}" fill="#202020">${content}</text>`;
  const straight = (name: GrowthPoint['relay']): string => {
    const { fixed, perCall } = lineOf(points, name);
    return (
      `<line x1="${x(0)}" y1="${y(fixed)}" x2="${x(mostCalls)}" y2="${y(fixed + perCall * mostCalls)}" ` +
      `stroke="${COLOURS[name]}" stroke-dasharray="4 4"/>`
    );
  };
  const relay = (name: GrowthPoint['relay']): string[] => [
    `<polyline fill="none" stroke="${COLOURS[name]}" stroke-width="2" points="` +
      `${countsOf(points)
        .map((calls) => `${x(calls)},${y(cpuOf(of(points, name, calls)))}`)
        .join(' ')}"/>`,
    straight(name),
    ...points
      .filter((point) => point.relay === name)
      .map(
        ({ calls, cpuMsPerSecond }) =>
          `<circle cx="${x(calls)}" cy="${y(cpuMsPerSecond)}" r="3" fill="${COLOURS[name]}"/>`,
      ),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}" font-family="sans-serif" font-size="12">`,
    `<rect width="${String(WIDTH)}" height="${String(HEIGHT)}" fill="#ffffff"/>`,
    text(
      String(MARGIN),
      '24',
      'CPU, ms a second, by calls: lines join medians, dashes are the straight line of all',
      'start',
    ),
    ...countsOf(points).map((calls) => text(x(calls), String(HEIGHT - MARGIN + 18), String(calls), 'middle')),
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
      `<line x1="${String(MARGIN)}" x2="${String(WIDTH - MARGIN)}" y1="${y(share * mostCpu)}" y2="${y(share * mostCpu)}" stroke="#e0e0e0"/>`,
      text(String(MARGIN - 6), y(share * mostCpu), (share * mostCpu).toFixed(0), 'end'),
    ]),
    ...relay('floor'),
    ...relay('tacet'),
    `<text x="${String(MARGIN)}" y="${String(HEIGHT - 14)}" fill="${COLOURS.floor}">bare ws</text>`,
    `<text x="${String(MARGIN + 70)}" y="${String(HEIGHT - 14)}" fill="${COLOURS.tacet}">Tacet</text>`,
    '</svg>',
    '',
  ].join('\n');
};
