/**
 * What the project asks of its detector, and what was measured: the table that the command prints, and that stands in
 * the README. A target is met by the figure itself; the interval says how far to trust it.
 */
import type { Summary } from '../dialogues/tally.js';
import type { TextRecord } from '../dialogues/text-part.js';
import { percentileInterval } from './bootstrap.js';
import { overload } from './overload.js';
import type { ClipRecord, RunRecord } from './record.js';
import { percent, range, table, withRange } from './report-table.js';
import { percentile, type Interval } from './statistics.js';
import { groupBy, heard, tally } from './tally.js';

export interface Target {
  readonly what: string;
  readonly asked: string;
  /** Undefined where it was not measured. */
  readonly measured: string | undefined;
  readonly isMet: boolean | undefined;
}

export const MUTED_PER_HOUR = 20;
const CLEAN = { en: 0.005, de: 0.02 } as const;
const DEGRADED = 0.02;
/** Noise at 10 dB. */
const HARDEST = { conditions: ['pink10', 'babble10'], most: 0.05 } as const;
export const PAN_RECALL = 0.995;
export const ALARMS_PER_HOUR = 0.1;
export const TARGET_WER = 10;
const NAMES = { en: 'English', de: 'German' } as const;

export const targets = (runs: readonly RunRecord[], text: TextRecord | undefined): Target[] => [
  ...recordingTargets(runs.find(({ branch }) => branch === 'recording')),
  ...agentTargets(runs.filter(({ branch }) => branch === 'agent-heard')),
  ...textTargets(text),
];

export const targetTable = (rows: readonly Target[]): string[] =>
  table(
    'llll',
    ['target', 'asked', 'measured (95 %)', ''],
    rows.map(({ what, asked, measured, isMet }) => [
      what,
      asked,
      measured ?? 'not measured',
      isMet === undefined ? '' : isMet ? 'pass' : '**fail**',
    ]),
  );

const isCardCall = ({ kind }: ClipRecord): boolean => kind === 'card';

const recordingTargets = (run: RunRecord | undefined): Target[] => {
  const known = run === undefined ? [] : heard(run);
  const cards = known.filter(isCardCall);
  const clean = (['en', 'de'] as const).map((language) =>
    audible(
      `recording, clean ${NAMES[language]}: audible digits`,
      cards.filter((clip) => clip.condition === 'clean' && clip.language === language),
      CLEAN[language],
    ),
  );
  const degraded = groupBy(
    cards.filter(({ condition }) => condition !== 'clean'),
    ({ condition }) => condition,
  ).map(([condition, clips]) =>
    audible(
      `recording, ${condition}: audible digits`,
      clips,
      HARDEST.conditions.some((hard) => hard === condition) ? HARDEST.most : DEGRADED,
    ),
  );
  const all = tally(known);
  const negatives = tally(known.filter(({ kind }) => kind === 'negative' || kind === 'hard-negative'));
  return [
    ...clean,
    ...(degraded.length === 0 ? [audible('recording, degraded: audible digits', [], DEGRADED)] : degraded),
    {
      what: 'recording: calls over the truncation limit',
      asked: '0',
      ...(all.cards === 0
        ? UNMEASURED
        : { measured: `${all.exposed} of ${all.cards}`, isMet: all.exposed === 0 }),
    },
    {
      what: 'recording, calls without a card: wrongly muted',
      asked: `<= ${MUTED_PER_HOUR} s an hour`,
      ...(negatives.mutedPerHour === undefined
        ? UNMEASURED
        : {
            measured: `${withRange(negatives.mutedPerHour, negatives.mutedInterval)} s an hour`,
            isMet: negatives.mutedPerHour <= MUTED_PER_HOUR,
          }),
    },
  ];
};

const UNMEASURED = { measured: undefined, isMet: undefined } as const;

const audible = (what: string, clips: readonly ClipRecord[], most: number): Target => {
  const sums = tally(clips);
  const asked = `<= ${(100 * most).toFixed(1)} %`;
  if (sums.digits === 0) return { what, asked, ...UNMEASURED };
  const share = sums.audible / sums.digits;
  return {
    what,
    asked,
    measured: `${sums.audible} of ${sums.digits}: ${percent(share, sums.audibleInterval, 2)} %`,
    isMet: share <= most,
  };
};

const agentTargets = (runs: readonly RunRecord[]): Target[] => {
  const of = (
    lookAheadMs: number,
    opening: string,
    perCall: (clips: readonly ClipRecord[]) => readonly number[],
  ) => {
    const run = runs.find((one) => one.lookAheadMs === lookAheadMs);
    return perCall(
      (run === undefined ? [] : heard(run)).filter((clip) => clip.opening === opening && isCardCall(clip)),
    );
  };
  const digits = (clips: readonly ClipRecord[]): readonly number[] => tally(clips).audiblePerCall;
  const panDigits = (clips: readonly ClipRecord[]): readonly number[] => tally(clips).audiblePanPerCall;
  const unprompted = of(0, 'unprompted', panDigits);
  const strained = runs.filter((run) => overload(run).length > 0).map(({ lookAheadMs }) => lookAheadMs);
  const told = (lookAheadMs: number, target: Target): Target =>
    target.measured !== undefined && strained.includes(lookAheadMs)
      ? { ...target, measured: `${target.measured}; the machine did not keep up` }
      : target;
  return [
    told(
      400,
      atMost(
        'agent, prompted, look-ahead 400 ms: median audible digits a call',
        of(400, 'prompted', digits),
        0.5,
        0,
      ),
    ),
    told(
      0,
      atMost(
        'agent, prompted, look-ahead 0 ms: median audible digits a call',
        of(0, 'prompted', digits),
        0.5,
        1,
      ),
    ),
    told(0, atMost('agent, unprompted, look-ahead 0 ms: median audible card digits', unprompted, 0.5, 2)),
    told(0, atMost('agent, unprompted, look-ahead 0 ms: 99th percentile of them', unprompted, 0.99, 6)),
  ];
};

const atMost = (what: string, perCall: readonly number[], share: number, most: number): Target => {
  const asked = most === 0 ? '0' : `<= ${most}`;
  const value = percentile(perCall, share);
  if (value === undefined) return { what, asked, ...UNMEASURED };
  const interval = percentileInterval(perCall, share);
  return {
    what,
    asked,
    measured: `${value}${interval === undefined ? '' : ` (${range(interval, 0)})`}, ${perCall.length} calls`,
    isMet: value <= most,
  };
};

const textTargets = (text: TextRecord | undefined): Target[] => {
  const at = (text?.summaries ?? []).filter(({ condition }) => condition.werPercent === TARGET_WER);
  const recall = at
    .filter(({ condition, recall: { pan } }) => condition.language !== 'all' && pan !== undefined)
    .map(recallTarget);
  const alarms = at.filter(({ condition }) => condition.language === 'all').map(alarmTarget);
  return [
    ...(recall.length === 0
      ? [{ what: 'text, 10 % word errors: card numbers found whole', asked: ASKED_RECALL, ...UNMEASURED }]
      : recall),
    ...(alarms.length === 0
      ? [{ what: 'text, 10 % word errors: false card alarms', asked: ASKED_ALARMS, ...UNMEASURED }]
      : alarms),
  ];
};

const ASKED_RECALL = `>= ${(100 * PAN_RECALL).toFixed(1)} %`;
const ASKED_ALARMS = '<= 1 in 10 call hours';

const nameOf = ({ condition: { family, language, mode } }: Summary): string =>
  language === 'all' ? family : `${family}, ${language}, ${mode}`;

const recallTarget = (summary: Summary): Target => {
  const whole = summary.recall.pan?.whole;
  const share = whole === undefined || whole.of === 0 ? undefined : whole.hits / whole.of;
  return {
    what: `text, 10 % word errors, ${nameOf(summary)}: card numbers found whole`,
    asked: ASKED_RECALL,
    ...(share === undefined || whole === undefined
      ? UNMEASURED
      : { measured: `${percent(share, whole, 2)} % of ${whole.of}`, isMet: share >= PAN_RECALL }),
  };
};

const alarmTarget = (summary: Summary): Target => {
  const { alarms, hours } = summary.innocence;
  const tenfold: Interval = { low: 10 * alarms.low, high: 10 * alarms.high };
  return {
    what: `text, 10 % word errors, ${nameOf(summary)}: false card alarms`,
    asked: ASKED_ALARMS,
    ...(hours === 0
      ? UNMEASURED
      : {
          measured: `${withRange(10 * alarms.perHour, tenfold)} in 10 call hours, ${hours.toFixed(0)} h`,
          isMet: alarms.perHour <= ALARMS_PER_HOUR,
        }),
  };
};
