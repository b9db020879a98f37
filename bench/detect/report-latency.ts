/**
 * How late things are: the mask behind the digit, and the recogniser behind the call.
 */
import { percentileInterval } from './bootstrap.js';
import { OPENINGS, type Opening } from './opening.js';
import { nameOf, type NumberRecord, type RunRecord } from './record.js';
import { count, range, table } from './report-table.js';
import { percentile } from './statistics.js';
import { heard, isCard, notHeard } from './tally.js';

const SHARES = [0.5, 0.9, 0.99, 1];

interface NumberClass {
  readonly name: string;
  readonly holds: (number: NumberRecord) => boolean;
}

const CLASSES: readonly NumberClass[] = [
  { name: 'card number, spoken', holds: ({ kind, entry }) => kind === 'pan' && entry === 'speech' },
  { name: 'expiry, spoken', holds: ({ kind, entry }) => kind === 'expiry' && entry === 'speech' },
  { name: 'CVV, spoken', holds: ({ kind, entry }) => kind === 'cvv' && entry === 'speech' },
  { name: 'any, keyed', holds: ({ entry }) => entry === 'dtmf' },
];

/** From the report of each call. */
export const latencyRows = (runs: readonly RunRecord[]): string[] => [
  'Milliseconds from the end of the first digit of a number to the point of the audio at which its mask was first',
  'suspected, from the report of each call; negative where what came before gave it away. It counts audio heard: at',
  'the agent the lag of the recogniser comes on top, and the look-ahead goes off.',
  '',
  ...table(
    'lllrrrrrr',
    ['replay', 'number', 'call opens', 'numbers', 'never masked', 'median', 'p90', 'p99', 'most'],
    runs.flatMap((run) => CLASSES.flatMap((numbers) => classRows(run, numbers))),
  ),
];

const classRows = (run: RunRecord, { name, holds }: NumberClass): string[][] => {
  const openings = OPENINGS.filter((opening) => latenciesOf(run, holds, opening).length > 0);
  return [...(openings.length > 1 ? openings : []), undefined].flatMap((opening) => {
    const all = latenciesOf(run, holds, opening);
    if (all.length === 0) return [];
    const masked = all.filter((ms) => ms !== null);
    const figures = SHARES.map((share) => {
      const value = count(percentile(masked, share));
      const interval = share < 0.99 ? percentileInterval(masked, share) : undefined;
      return interval === undefined ? value : `${value} (${range(interval, 0)})`;
    });
    return [
      [
        nameOf(run),
        name,
        opening ?? '**all**',
        count(all.length),
        count(all.length - masked.length),
        ...figures,
      ],
    ];
  });
};

const latenciesOf = (
  run: RunRecord,
  holds: (number: NumberRecord) => boolean,
  opening: Opening | undefined,
): (number | null)[] =>
  heard(run)
    .filter((clip) => opening === undefined || clip.opening === opening)
    .flatMap(({ numbers }) => numbers.filter(holds).map(({ latencyMs }) => latencyMs));

/** Of replays at the pace of a call. */
export const lagRows = (runs: readonly RunRecord[]): string[] => [
  'How far the recogniser was behind the caller just before it told anew how far it had heard (chunks of audio and',
  'skipped silence are in it), how late the timers were that send the audio, and how many calls had stretches that',
  'were masked because the recogniser was too far behind:',
  '',
  ...table(
    'rrrrrrrrl',
    [
      'look-ahead, ms',
      'calls at a time',
      'lag median, ms',
      'p90',
      'p99',
      'most',
      'timers p99, ms',
      'calls with blind stretches',
      'took, of what it should',
    ],
    runs.map((run) => {
      const known = run.clips.filter(({ hasRecogniser }) => hasRecogniser).length;
      const blind = notHeard(run).length;
      const { p50, p90, p99, most } = run.lagMs;
      return [
        count(run.lookAheadMs),
        count(run.concurrency),
        ...[p50, p90, p99, most].map(count),
        count(run.timerLateMs),
        `${blind === 0 ? '0' : `**${blind}**`} of ${known}`,
        `${seconds(run.wallMs)} of ${seconds(run.expectedMs ?? run.wallMs)}`,
      ];
    }),
  ),
];

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(0)} s`;

/** Which digits of a number can be heard: the picture as a table. */
export const positionRows = (runs: readonly RunRecord[]): string[] => {
  const positions = Array.from({ length: LONGEST_PAN }, (_, i) => i + 1);
  return table(
    `l${'r'.repeat(positions.length + 3)}`,
    ['replay', 'card calls', ...positions.map(String), 'expiry', 'CVV'],
    runs.map((run) => {
      const calls = heard(run).filter(isCard);
      return [
        nameOf(run),
        count(calls.length),
        ...positionCounts(calls).map((n) => (n === 0 ? '' : String(n))),
      ];
    }),
  );
};

export const LONGEST_PAN = 19;

/** How often each position is audible: 1 to 19 of the card number, then expiry and CVV as a whole. */
export const positionCounts = (clips: readonly { readonly numbers: readonly NumberRecord[] }[]): number[] => {
  const counts = Array<number>(LONGEST_PAN + 2).fill(0);
  for (const { kind, audible } of clips.flatMap(({ numbers }) => numbers)) {
    for (const position of audible) {
      const slot =
        kind === 'pan' ? Math.min(position, LONGEST_PAN) - 1 : LONGEST_PAN + (kind === 'cvv' ? 1 : 0);
      counts[slot] = (counts[slot] ?? 0) + 1;
    }
  }
  return counts;
};
