/**
 * How the cost of a relay grows with its calls: the exponent b of `cost = a * calls ** b`, a picture and a table.
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

/** The slope of the line through the logarithms. */
export const exponentOf = (points: readonly Pick<GrowthPoint, 'calls' | 'cpuMsPerSecond'>[]): number => {
  const xs = points.map(({ calls }) => Math.log(calls));
  const ys = points.map(({ cpuMsPerSecond }) => Math.log(cpuMsPerSecond));
  const meanX = xs.reduce((sum, x) => sum + x, 0) / xs.length;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / ys.length;
  const covariance = xs.reduce((sum, x, i) => sum + (x - meanX) * ((ys[i] as number) - meanY), 0);
  return covariance / xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
};

export const exponent = (points: readonly GrowthPoint[], relay: GrowthPoint['relay']): Exponent => {
  const rounds = [...new Set(points.map(({ round }) => round))];
  const slopes = rounds.map((round) =>
    exponentOf(points.filter((point) => point.round === round && point.relay === relay)),
  );
  return {
    mean: slopes.reduce((sum, slope) => sum + slope, 0) / slopes.length,
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

export const growthMarkdown = (points: readonly GrowthPoint[], introduction: readonly string[]): string =>
  [
    '# Growth with the calls',
    '',
    '<!-- Written by `npm run bench:relay -- --growth`: change bench/growth.ts, not this file. -->',
    '',
    ...introduction,
    '',
    '![CPU by calls](growth.svg)',
    '',
    `**Cost grows with calls to the power of ${told(exponent(points, 'tacet'))}** (bare \`ws\`: ${told(exponent(points, 'floor'))});`,
    '1 is linear, and less is cheaper a call among many: several frames are then read in one turn of the event loop.',
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
    '',
  ].join('\n');

export const growthChart = (points: readonly GrowthPoint[]): string => {
  const mostCalls = Math.max(...points.map(({ calls }) => calls));
  const mostCpu = Math.max(...points.map(({ cpuMsPerSecond }) => cpuMsPerSecond));
  const x = (calls: number): string => (MARGIN + (calls / mostCalls) * (WIDTH - 2 * MARGIN)).toFixed(1);
  const y = (ms: number): string => (HEIGHT - MARGIN - (ms / mostCpu) * (HEIGHT - 2 * MARGIN)).toFixed(1);
  const text = (atX: string, atY: string, content: string, anchor: string): string =>
    `<text x="${atX}" y="${atY}" text-anchor="${anchor}" fill="#202020">${content}</text>`;
  const relay = (name: GrowthPoint['relay']): string[] => [
    `<polyline fill="none" stroke="${COLOURS[name]}" stroke-width="2" points="` +
      `${countsOf(points)
        .map((calls) => `${x(calls)},${y(cpuOf(of(points, name, calls)))}`)
        .join(' ')}"/>`,
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
    text(String(MARGIN), '24', 'CPU, ms a second, by calls: lines join medians', 'start'),
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
