/**
 * The relay benchmark in words and numbers: markdown for the documents, which is also what the command prints.
 */
import type { Histogram } from './histogram.js';
import {
  faults,
  PERCENTILES,
  PERCENTILE_NAMES,
  type Percentile,
  type RelaySummary,
  type Summary,
} from './relay-summary.js';
import type { RatioSpread, Spread } from './statistics.js';

const LABELS: Readonly<Record<Percentile, string>> = { p50: 'p50', p99: 'p99', p999: 'p99.9' };
const KILO = 1_024;

export const relayBody = (summaries: readonly Summary[]): string[] => [
  'What Tacet costs beside a bare `ws` relay that does nothing but forward (bench/floor.ts). Tacet runs as',
  '`tacet serve` does, with everything but a recogniser: RTP, jitter buffer, decoding, keypad tap, gates, look-ahead,',
  'counters, clearance and recording.',
  '',
  ...summaries.flatMap(section),
  ...method(),
];

const section = (summary: Summary): string[] => {
  const { scenario, floor, tacet, cpuRatio, noiseRatio, addedMs, records } = summary;
  const { calls, lookAheadMs, seconds } = scenario;
  const found = faults(summary);
  return [
    `## ${calls} calls, look-ahead ${lookAheadMs} ms`,
    '',
    ...warnings(summary),
    `${tacet.runs} pairs of runs, ${seconds} s each, ${tacet.sent.toLocaleString('en')} frames a relay.`,
    '',
    '| | bare `ws` | Tacet | difference or ratio |',
    '| - | -: | -: | -: |',
    ...PERCENTILE_NAMES.map(
      (name) =>
        `| latency ${LABELS[name]}, ms${lookAheadMs > 0 ? ', beyond the look-ahead' : ''} | ` +
        `${ranged(floor.latencyMs[name], 2)} | ${ranged(tacet.latencyMs[name], 2)} | ` +
        `${ranged(addedMs[name], 2, '+')} |`,
    ),
    ...undisturbedRows(summary),
    `| CPU a frame, us | ${ranged(floor.cpuMicrosPerFrame, 1)} | ${ranged(tacet.cpuMicrosPerFrame, 1)} | ` +
      `**${cpuRatio.median.toFixed(2)}** ${confidence(cpuRatio)} |`,
    `| CPU a call, ms/s | ${ranged(floor.cpuMsPerCallSecond, 2)} | ${ranged(tacet.cpuMsPerCallSecond, 2)} | |`,
    ...nginxRows(summary),
    `| the floor beside itself | | | ${noiseRatio.median.toFixed(2)} ${confidence(noiseRatio)} |`,
    `| frames lost | ${floor.lost} | ${tacet.lost} | |`,
    `| memory a call, KB | ${kilobytes(floor)} | ${kilobytes(tacet)} | |`,
    `| resident set a call, KB | ${(floor.rssBytesPerCall.median / KILO).toFixed(0)} | ` +
      `${(tacet.rssBytesPerCall.median / KILO).toFixed(0)} | |`,
    '',
    `Memory is heap and buffers after a collection, with the audio that waits for its clearance: without a recogniser that is ` +
      `little; by setting it may be ${(tacet.clearanceBytesPerCall / KILO).toFixed(0)} KB a call.`,
    records === undefined
      ? 'No call records.'
      : `${records.sealed} of ${records.calls} call records sealed; ${records.forwarded.toLocaleString('en')} frames ` +
        `forwarded as they came, ${records.encoded} encoded anew, ${records.maskedFrames} masked, ${records.lost} lost.`,
    ...found.map((fault) => `\n**Fault: ${fault}.**`),
    '',
  ];
};

/** Fewer say nothing of one in a thousand. */
const LEAST_FRAMES = 1_000;

const undisturbedRows = ({ undisturbed: { floor, tacet } }: Summary): string[] => {
  if (Math.min(floor.count, tacet.count) < LEAST_FRAMES) return [];
  const of = (frames: Histogram, name: Percentile): string =>
    frames.percentileMs(PERCENTILES[name]).toFixed(2);
  const added = (name: Percentile): number =>
    tacet.percentileMs(PERCENTILES[name]) - floor.percentileMs(PERCENTILES[name]);
  return PERCENTILE_NAMES.map(
    (name) =>
      `| ${LABELS[name]}, ms, of undisturbed frames | ${of(floor, name)} of ${floor.count.toLocaleString('en')} | ` +
      `${of(tacet, name)} of ${tacet.count.toLocaleString('en')} | ` +
      `${added(name) < 0 ? '' : '+'}${added(name).toFixed(2)} |`,
  );
};

const nginxRows = ({ nginx }: Summary): string[] =>
  nginx === undefined
    ? ['| nginx: not installed (`apt-get install nginx-light`) | | | |']
    : [
        `| nginx, CPU a frame, us | ${ranged(nginx.relay.cpuMicrosPerFrame, 1)} | | ` +
          `${nginx.cpuRatio.median.toFixed(2)} of bare \`ws\` ${confidence(nginx.cpuRatio)} |`,
        `| Tacet beside nginx | | | **${nginx.tacetRatio.median.toFixed(2)}** ${confidence(nginx.tacetRatio)} |`,
        `| nginx, latency p99, ms | ${ranged(nginx.relay.latencyMs.p99, 2)} | | |`,
      ];

const warnings = ({ thrownAway, isDisturbed }: Summary): string[] => [
  ...(isDisturbed
    ? [
        '**The machine was not quiet: no pair of runs was clean, and the figures are of all of them.** The CPU ratio',
        'may stand; latencies tell of the machine.',
        '',
      ]
    : []),
  ...(thrownAway.length === 0
    ? []
    : [`${isDisturbed ? 'Not clean' : 'Thrown away'}: ${thrownAway.join('; ')}.`, '']),
];

const method = (): string[] => [
  '## How it is measured',
  '',
  'Each call is two legs of 50 packets a second, 172 bytes of RTP with PCMU noise at the level of speech, each',
  'WebSocket frame with a mask of its own. Frames of all legs lie evenly over each 20 ms on an absolute schedule.',
  'Latency counts from the time a frame was due, not from when it was sent, and a look-ahead is taken off it. Each',
  'run has fresh processes; runs alternate A B B A with pairs of the floor beside itself between them. Figures',
  'are medians over runs with their range; ratios are of neighbouring runs, with the 95 % confidence interval of',
  'their geometric mean. The first 10 s of a run, while V8 compiles, are not counted. A pair is thrown away where the generator was busy for more than 90 % of the time, or',
  'more than 1 ms late at p99. nginx passes each call on from one side of the generator to the other, as many frames in and',
  'out; the order of the three turns with every round. CPU is all threads of the relay, recorder and garbage collector included.',
  'With many legs Tacet rests for up to a quarter of a millisecond before it looks for more frames (src/core/coalescing.ts): what',
  'that costs is in its latency, and what it saves is in its CPU; the bare relay wakes up for each frame.',
  'Undisturbed frames are those, of all runs, that came due when neither relay nor generator had waited for a core (as Linux',
  'counts it) for three times as long as its last wait took, and came back before the next one; a wait that the relay',
  'may have made itself, by its other threads, is no excuse. What those say holds on a busy machine, too.',
];

const ranged = ({ median, low, high }: Spread, digits: number, sign = ''): string =>
  `${median < 0 ? '' : sign}${median.toFixed(digits)} (${low.toFixed(digits)}..${high.toFixed(digits)})`;

const confidence = ({ interval, low, high }: RatioSpread): string =>
  `(${low.toFixed(2)}..${high.toFixed(2)}${interval === undefined ? '' : `; 95 %: ${interval[0].toFixed(2)}..${interval[1].toFixed(2)}`})`;

const kilobytes = ({ heldBytesPerCall }: RelaySummary): string => (heldBytesPerCall.median / KILO).toFixed(0);
