/**
 * The benchmark of the cadence as markdown: digits masked without words, and what else is.
 */
import { table } from '../detect/report-table.js';
import { MODES, type Mode } from './guarded.js';
import { shareOf, type Part } from './share.js';
import { HALVES, type Half } from './voices.js';

export interface ClipOutcome {
  readonly half: Half;
  readonly language: string;
  readonly kind: string;
  readonly condition: string;
  readonly voice: string;
  readonly durationMs: number;
  /** Whether each digit of each card number was masked, in order. */
  readonly digits: Readonly<Record<Mode, readonly (readonly boolean[])[]>>;
  /** Of all frames of the clip. */
  readonly masked: Readonly<Record<Mode, Part>>;
  /** Digits of the same voice, said again with pauses of so many milliseconds: by pause. */
  readonly respaced: ReadonlyMap<number, readonly boolean[]>;
}

export interface Circumstances {
  readonly command: string;
  readonly date: string;
  readonly node: string;
  readonly pack: string;
  readonly packDigest: string;
}

/** A reading is noticed at the onset of its third digit. */
const SETTLED_AFTER = [0, 2, 3, 4] as const;
const BASE = 'clean';

export const markdown = (about: Circumstances, clips: readonly ClipOutcome[]): string =>
  [
    '# Without words: masking by cadence',
    '',
    '<!-- Written by `npm run bench:cadence`: change bench/cadence/report.ts, not this file. -->',
    '',
    `\`${about.command}\`, ${about.date.slice(0, 10)}, Node ${about.node}, pack ${about.pack} (${about.packDigest}):`,
    `${clips.length} clips, ${new Set(clips.map(({ voice }) => voice)).size} voices,`,
    `${minutes(clips)} of audio. Keyed calls are left out: keys need no cadence.`,
    '',
    'The recogniser of the leg is dead from the start, the look-ahead is 0. A digit is masked if no more than half of',
    'it can be heard. `cadence`: nothing was asked for, `whenBlind: cadence`; `voice`: a card was asked for and the',
    'caller speaks. Voices are halved by a hash of their names. The thresholds were chosen on the half `chosen` of',
    'the pack dev, version 1, and digits of its speakers; the half `held-out` had no say. In brackets: 95 %',
    'intervals, by a bootstrap over clips.',
    '',
    '## Digits of card numbers that are masked',
    '',
    ...recallByHalf(clips),
    '',
    ...recallByCondition(clips),
    '',
    `## The same digits at another pace (\`cadence\`, from the fourth digit on)`,
    '',
    'Cut out of the clean clips and said again with these pauses, 400 ms more after every fourth digit.',
    '',
    ...recallByPause(clips),
    '',
    '## What else is masked',
    '',
    'Of all time of calls without a card. A hard negative reads out another number: that it is masked is no mistake',
    'of the cadence, which cannot know which number it is.',
    '',
    ...falseTime(clips),
    '',
    ...falseByVoice(clips),
    '',
  ].join('\n');

const minutes = (clips: readonly ClipOutcome[]): string =>
  `${(clips.reduce((sum, { durationMs }) => sum + durationMs, 0) / 60_000).toFixed(0)} minutes`;

const cell = (parts: readonly Part[], isTime = false): string => {
  const share = shareOf(parts);
  if (share === undefined) return '';
  const percent = (value: number): string => (100 * value).toFixed(1);
  const of = isTime ? `${(share.of / 50).toFixed(0)} s` : String(share.of);
  return `${percent(share.share)} % of ${of} (${percent(share.low)}..${percent(share.high)})`;
};

const from = (first: number, runs: readonly (readonly boolean[])[]): Part => {
  const counted = runs.flatMap((run) => run.slice(first));
  return { hits: counted.filter((isMasked) => isMasked).length, of: counted.length };
};

const withDigits = (clips: readonly ClipOutcome[]): ClipOutcome[] =>
  clips.filter(({ digits }) => digits.cadence.length > 0);

const recallByHalf = (clips: readonly ClipOutcome[]): string[] =>
  table(
    'lllrrrrr',
    [
      'mode',
      'voices',
      'condition',
      'calls',
      ...SETTLED_AFTER.map((n) => (n === 0 ? 'all digits' : `after ${n} digits`)),
    ],
    MODES.flatMap((mode) =>
      HALVES.flatMap((half) =>
        [true, false].map((isClean) => {
          const own = withDigits(clips).filter((c) => c.half === half && (c.condition === BASE) === isClean);
          return [
            mode,
            half,
            isClean ? BASE : 'degraded',
            String(own.length),
            ...SETTLED_AFTER.map((n) => cell(own.map(({ digits }) => from(n, digits[mode])))),
          ];
        }),
      ),
    ),
  );

const recallByCondition = (clips: readonly ClipOutcome[]): string[] => {
  const own = withDigits(clips);
  const conditions = [...new Set(own.map(({ condition }) => condition))].sort();
  return table(
    'lrrr',
    ['condition, all voices', 'calls', '`cadence`, after 3 digits', '`voice`, all digits'],
    conditions.map((condition) => {
      const these = own.filter((c) => c.condition === condition);
      return [
        condition,
        String(these.length),
        cell(these.map(({ digits }) => from(3, digits.cadence))),
        cell(these.map(({ digits }) => from(0, digits.voice))),
      ];
    }),
  );
};

const recallByPause = (clips: readonly ClipOutcome[]): string[] => {
  const pauses = [...new Set(clips.flatMap(({ respaced }) => [...respaced.keys()]))].sort((a, b) => a - b);
  return table(
    'rrr',
    ['pause, ms', ...HALVES],
    pauses.map((pause) => [
      String(pause),
      ...HALVES.map((half) =>
        cell(
          clips.filter((c) => c.half === half).map(({ respaced }) => from(3, [respaced.get(pause) ?? []])),
        ),
      ),
    ]),
  );
};

const withoutCard = (clips: readonly ClipOutcome[]): ClipOutcome[] =>
  clips.filter(({ digits }) => digits.cadence.length === 0);

const falseTime = (clips: readonly ClipOutcome[]): string[] => {
  const own = withoutCard(clips);
  const kinds = [...new Set(own.map(({ kind }) => kind))].sort();
  return table(
    'llrrr',
    ['kind', 'voices', 'clips', ...MODES.map((mode) => `\`${mode}\`, time masked`)],
    kinds.flatMap((kind) =>
      HALVES.map((half) => {
        const these = own.filter((c) => c.kind === kind && c.half === half);
        return [
          kind,
          half,
          String(these.length),
          ...MODES.map((mode) =>
            cell(
              these.map(({ masked }) => masked[mode]),
              true,
            ),
          ),
        ];
      }),
    ),
  );
};

const falseByVoice = (clips: readonly ClipOutcome[]): string[] => {
  const own = withoutCard(clips).filter(({ kind }) => kind === 'negative');
  const voices = [...new Set(own.map(({ voice }) => voice))].sort();
  return table(
    'llrr',
    ['negatives of', 'half', 'clips', '`cadence`, time masked'],
    voices.map((voice) => {
      const these = own.filter((c) => c.voice === voice);
      return [
        voice,
        these[0]?.half ?? '',
        String(these.length),
        cell(
          these.map(({ masked }) => masked.cadence),
          true,
        ),
      ];
    }),
  );
};
