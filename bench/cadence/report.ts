/**
 * The benchmark of the cadence as markdown: digits masked without words, and what else is.
 */
import { table } from '../detect/report-table.js';
import type { Figures } from '../publish.js';
import { chart } from './chart.js';
import { MODES } from './guarded.js';
import {
  byCondition,
  byKind,
  byPause,
  from,
  NOTICED_AFTER,
  withDigits,
  withoutCard,
  type ClipOutcome,
  type ShareRow,
} from './rows.js';
import { shareOf, type Share } from './share.js';
import { HALVES } from './voices.js';

/** The pack that was measured. */
export interface PackName {
  readonly name: string;
  readonly digest: string;
}

/** A reading is noticed at the onset of its third digit. */
const SETTLED_AFTER = [0, 2, 3, 4] as const;
const BASE = 'clean';

export const cadenceFigures = (
  pack: PackName,
  clips: readonly ClipOutcome[],
): Omit<Figures, 'circumstances'> => {
  const conditions = byCondition(clips);
  const paces = byPause(clips);
  const others = byKind(clips);
  return {
    title: 'Without words: masking by cadence',
    source: 'bench/cadence/report.ts',
    data: { pack, clips: clips.length, conditions, paces, others, outcomes: clips.map(plain) },
    picture: { svg: chart(conditions, paces, others), title: 'What is masked, by condition, pace and kind' },
    body: [
      `Pack ${pack.name} (${pack.digest.slice(0, 16)}):`,
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
      ...conditionTable(conditions),
      '',
      `## The same digits at another pace (\`cadence\`, from the fourth digit on)`,
      '',
      'Cut out of the clean clips and said again with these pauses, 400 ms more after every fourth digit.',
      '',
      ...paceTable(paces),
      '',
      '## What else is masked',
      '',
      'Of all time of calls without a card. A hard negative reads out another number: that it is masked is no mistake',
      'of the cadence, which cannot know which number it is.',
      '',
      ...kindTable(others),
      '',
      ...falseByVoice(clips),
    ],
  };
};

/** As JSON has it: what is masked in each clip, without its single digits. */
const plain = ({ digits, respaced, ...clip }: ClipOutcome): object => ({
  ...clip,
  digits: Object.fromEntries(
    MODES.map((mode) => [mode, SETTLED_AFTER.map((n) => ({ after: n, ...from(n, digits[mode]) }))]),
  ),
  respaced: [...respaced].map(([pauseMs, run]) => ({ pauseMs, ...from(NOTICED_AFTER, [run]) })),
});

const minutes = (clips: readonly ClipOutcome[]): string =>
  `${(clips.reduce((sum, { durationMs }) => sum + durationMs, 0) / 60_000).toFixed(0)} minutes`;

const cell = (share: Share | undefined, isTime = false): string => {
  if (share === undefined) return '';
  const percent = (value: number): string => (100 * value).toFixed(1);
  const of = isTime ? `${(share.of / 50).toFixed(0)} s` : String(share.of);
  return `${percent(share.share)} % of ${of} (${percent(share.low)}..${percent(share.high)})`;
};

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
            ...SETTLED_AFTER.map((n) => cell(shareOf(own.map(({ digits }) => from(n, digits[mode]))))),
          ];
        }),
      ),
    ),
  );

const conditionTable = (rows: readonly ShareRow[]): string[] =>
  table(
    'lrrr',
    ['condition, all voices', 'calls', '`cadence`, after 3 digits', '`voice`, all digits'],
    rows.map(({ label, clips, shares }) => [label, String(clips), ...shares.map((share) => cell(share))]),
  );

const paceTable = (rows: readonly ShareRow[]): string[] =>
  table(
    'rrr',
    ['pause, ms', ...HALVES],
    rows.map(({ label, shares }) => [label, ...shares.map((share) => cell(share))]),
  );

const kindTable = (rows: readonly ShareRow[]): string[] =>
  table(
    'lrrr',
    ['kind, voices', 'clips', ...MODES.map((mode) => `\`${mode}\`, time masked`)],
    rows.map(({ label, clips, shares }) => [
      label,
      String(clips),
      ...shares.map((share) => cell(share, true)),
    ]),
  );

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
        cell(shareOf(these.map(({ masked }) => masked.cadence)), true),
      ];
    }),
  );
};
