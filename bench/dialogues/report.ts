/**
 * docs/benchmarks/dialogues.md: the text part of the benchmark in words and numbers, which is also what the command
 * prints.
 */
import { machineOf } from '../circumstances.js';
import { range, table } from '../detect/report-table.js';
import { TARGET_WER } from '../detect/targets.js';
import { CARD_ENTITIES, FAMILIES, LEAD_INS } from './dialogue.js';
import { CONDITION, conditionOf, ENTITY_NAMES, rateOf, share } from './report-cells.js';
import {
  curveSection,
  oracleSection,
  otherSection,
  scenarioSection,
  worstSection,
} from './report-details.js';
import { definitions, method } from './report-method.js';
import type { LiveLeak, Summary } from './tally.js';
import type { TextRecord } from './text-part.js';

export const dialoguesPage = (text: TextRecord): string => {
  const { summaries } = text;
  return [
    '# Dialogue benchmark',
    '',
    '<!-- Written by `npm run bench:detect -- --part text`: change bench/dialogues/report.ts, not this file. -->',
    '',
    'What the speech side of the detector makes of made-up, labelled dialogues in text, behind a made-up recogniser',
    'with a given word error rate (WER). No audio: [detect](detect.md) has figures for that, and the targets.',
    '',
    ...familyTable(text),
    '',
    '![Card numbers found whole, and false card alarms, by word error rate](dialogues.svg)',
    '',
    ...definitions(),
    ...cardSection(summaries),
    ...oracleSection(summaries),
    ...otherSection(text),
    ...alarmSection(summaries),
    ...liveSection(summaries),
    ...curveSection(text),
    ...scenarioSection(summaries),
    ...worstSection(summaries),
    ...method(),
    '',
  ].join('\n');
};

const familyTable = ({ circumstances, summaries }: TextRecord): string[] =>
  table(
    'lrrrlll',
    ['family', 'dialogues', 'hours', 'number words a minute', 'command', 'date, commit', 'machine'],
    FAMILIES.flatMap((family) => {
      const at = circumstances[family];
      const own = summaries.find(
        ({ condition }) => condition.family === family && condition.language === 'all',
      );
      if (at === undefined || own === undefined) return [];
      const { dialogues, hours } = dialoguesOf(summaries, family);
      return [
        [
          family,
          String(dialogues),
          hours.toFixed(1),
          own.numberWordsPerMinute.toFixed(1),
          `\`${at.command}\``,
          `${at.date.slice(0, 16)}Z, ${at.commit}`,
          machineOf(at),
        ],
      ];
    }),
  );

/** Each once, however many ways it was heard in. */
const dialoguesOf = (summaries: readonly Summary[], family: string): { dialogues: number; hours: number } => {
  const first = summaries.find(({ condition }) => condition.family === family)?.condition.werPercent;
  const free = summaries.filter(
    ({ condition: { family: own, language, mode, werPercent } }) =>
      own === family && language !== 'all' && mode === 'free' && werPercent === first,
  );
  return {
    dialogues: free.reduce((sum, { dialogues }) => sum + dialogues, 0),
    hours: free.reduce((sum, { hours }) => sum + hours, 0),
  };
};

const cardSection = (summaries: readonly Summary[]): string[] => [
  '## Card data found',
  '',
  ...table(
    'lllrrrrrrrrr',
    [
      ...CONDITION,
      'card number, whole',
      'within limit',
      'digits',
      ...CARD_ENTITIES.slice(1).map((entity) => `${ENTITY_NAMES[entity]}, whole`),
      'calls over the limit',
      'named right',
    ],
    summaries
      .filter(({ recall }) => recall.pan !== undefined)
      .map((summary) => [
        ...conditionOf(summary),
        share(summary.recall.pan?.whole),
        share(summary.recall.pan?.withinLimit),
        share(summary.recall.pan?.digits),
        ...CARD_ENTITIES.slice(1).map((entity) => share(summary.recall[entity]?.whole)),
        share(summary.overLimit),
        share(summary.recall.pan?.named),
      ]),
  ),
  '',
];

const alarmSection = (summaries: readonly Summary[]): string[] => [
  '## False card alarms and wrong mutes, in calls without a card',
  '',
  ...table(
    'lllrrrrrrr',
    [
      ...CONDITION,
      'hours',
      'alarms',
      'alarms an hour',
      'calls with one, %',
      'speech muted in the recording, s/h',
      'live, s/h',
    ],
    summaries
      .filter(({ innocence }) => innocence.hours > 0)
      .map((summary) => {
        const { hours, alarms, alarmed, maskedSeconds, mutedLiveSeconds } = summary.innocence;
        return [
          ...conditionOf(summary),
          hours.toFixed(1),
          String(alarms.total),
          rateOf(alarms, 2),
          share(alarmed),
          rateOf(maskedSeconds, 1),
          rateOf(mutedLiveSeconds, 0),
        ];
      }),
  ),
  '',
  `Scenarios with alarms at ${TARGET_WER} % WER, all languages and recognisers together:`,
  '',
  ...table('llrrr', ['family', 'scenario', 'dialogues', 'alarms', 'alarms an hour'], alarmRows(summaries)),
  '',
];

const alarmRows = (summaries: readonly Summary[]): string[][] =>
  summaries
    .filter(({ condition }) => condition.language === 'all' && condition.werPercent === TARGET_WER)
    .flatMap(({ condition, scenarios }) =>
      scenarios
        .filter(({ alarms }) => alarms > 0)
        .toSorted((a, b) => b.alarms - a.alarms)
        .map(({ name, dialogues, alarms, hours }) => [
          condition.family,
          name,
          String(dialogues),
          String(alarms),
          (alarms / hours).toFixed(1),
        ]),
    );

const leak = (found: LiveLeak | undefined): string[] => {
  if (found === undefined) return ['', '', ''];
  const { median, p90, p99, medianInterval, p99Interval } = found;
  return [
    `${median} (${range(medianInterval ?? undefined, 0)})`,
    String(p90),
    `${p99} (${range(p99Interval ?? undefined, 0)})`,
  ];
};

const liveSection = (summaries: readonly Summary[]): string[] => [
  '## Live, at look-ahead 0',
  '',
  'Digits of a card number that the other party hears, by what led up to it.',
  '',
  ...table(
    `lllr${'rrr'.repeat(LEAD_INS.length)}rrrr`,
    [
      ...CONDITION,
      ...LEAD_INS.flatMap((leadIn) => [`${leadIn}: median`, 'p90', 'p99']),
      'muted beside, s/h',
      'beside live, s/h',
      'late digits',
      'longest wait, s',
    ],
    summaries
      .filter(({ recall }) => recall.pan !== undefined)
      .map((summary) => [
        ...conditionOf(summary),
        ...LEAD_INS.flatMap((leadIn) => leak(summary.live[leadIn])),
        rateOf(summary.besideSeconds, 0),
        rateOf(summary.besideLiveSeconds, 0),
        String(summary.lateDigits),
        summary.longestWaitSeconds.toFixed(1),
      ]),
  ),
  '',
];
