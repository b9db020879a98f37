/**
 * How late things are: the mask behind the digit, and the recogniser behind the call.
 */
import type { BranchRun, ScoredClip } from './branch-run.js';
import type { Label } from './pack.js';
import { count, table } from './report-table.js';
import { percentile } from './statistics.js';
import { heard, nameOf } from './tally.js';

const SHARES = [0.5, 0.9, 0.99, 1];

interface NumberClass {
  readonly name: string;
  readonly holds: (label: Label) => boolean;
}

const CLASSES: readonly NumberClass[] = [
  { name: 'card number, spoken', holds: ({ kind, entry }) => kind === 'pan' && entry === 'speech' },
  { name: 'expiry, spoken', holds: ({ kind, entry }) => kind === 'expiry' && entry === 'speech' },
  { name: 'CVV, spoken', holds: ({ kind, entry }) => kind === 'cvv' && entry === 'speech' },
  { name: 'any, keyed', holds: ({ entry }) => entry === 'dtmf' },
];

/** From the report of each call. */
export const latencyRows = (runs: readonly BranchRun[]): string[] => [
  'Milliseconds from the end of the first labelled digit to the point of the audio at which its mask was first',
  'suspected, from the report of each call; negative where what came before gave it away. It counts audio heard: at',
  'the agent the lag of the recogniser comes on top, and the look-ahead goes off.',
  '',
  ...table(
    'llrrrrrr',
    ['replay', 'number', 'numbers', 'never masked', 'median', 'p90', 'p99', 'most'],
    runs.flatMap((run) =>
      CLASSES.flatMap(({ name, holds }) => {
        const all = heard(run).flatMap((clip) => latenciesOf(clip, holds));
        if (all.length === 0) return [];
        const masked = all.filter((ms) => ms !== undefined);
        const figures = SHARES.map((share) => count(percentile(masked, share)));
        return [[nameOf(run), name, count(all.length), count(all.length - masked.length), ...figures]];
      }),
    ),
  ),
];

const latenciesOf = (
  { clip, latencyMs }: ScoredClip,
  holds: (label: Label) => boolean,
): (number | undefined)[] =>
  latencyMs.filter((_, i) => clip.labels.some((label, j) => i === j && holds(label)));

/** Of replays at the pace of a call. */
export const lagRows = (runs: readonly BranchRun[]): string[] => [
  'How far the recogniser was behind the caller just before it told anew how far it had heard (chunks of audio and',
  'skipped silence are in it), and how many calls had stretches that were masked because it was too far behind:',
  '',
  ...table(
    'rrrrrrr',
    [
      'look-ahead, ms',
      'calls at a time',
      'lag median, ms',
      'p90',
      'p99',
      'most',
      'calls with blind stretches',
    ],
    runs.map((run) => {
      const known = run.clips.filter(({ hasRecogniser }) => hasRecogniser);
      const blind = known.filter(({ unheardMs }) => unheardMs > 0).length;
      return [
        count(run.lookAheadMs),
        count(run.concurrency),
        ...SHARES.map((share) => count(percentile(run.lagMs, share))),
        `${blind === 0 ? '0' : `**${blind}**`} of ${known.length}`,
      ];
    }),
  ),
];
