/**
 * The dialogue benchmark piece by piece: secrets that are no cards, the curve, scenarios, and the worst dialogues.
 */
import { table } from '../detect/report-table.js';
import { CARD_ENTITIES, FAMILIES, isUnnamed, OTHER_ENTITIES } from './dialogue.js';
import { ORACLE_REACH_MS } from './oracle.js';
import { CONDITION, conditionOf, ENTITY_NAMES, rateOf, share } from './report-cells.js';
import type { ScenarioRow, Summary } from './tally.js';
import type { TextRecord } from './text-part.js';

export const otherSection = ({ summaries, wantsOthers }: TextRecord): string[] => {
  const own = summaries.filter(({ condition }) => condition.family === 'other-secrets');
  if (own.length === 0) return [];
  return [
    '## Other secrets found',
    '',
    ...(wantsOthers
      ? ['Whole, in percent; with these entities asked for.']
      : [
          '**The detector was not asked for these entities: what is found here is found by chance.** Whole, in percent.',
        ]),
    '',
    ...recallTable(own, 'whole'),
    '',
    'Digits, letters or words of them, in percent:',
    '',
    ...recallTable(own, 'digits'),
    '',
  ];
};

const recallTable = (summaries: readonly Summary[], of: 'whole' | 'digits'): string[] =>
  table(
    `lllr${'r'.repeat(OTHER_ENTITIES.length)}`,
    [...CONDITION, ...OTHER_ENTITIES.map((entity) => ENTITY_NAMES[entity])],
    summaries.map((summary) => [
      ...conditionOf(summary),
      ...OTHER_ENTITIES.map((entity) => share(summary.recall[entity]?.[of])),
    ]),
  );

export const curveSection = ({ curve }: TextRecord): string[] =>
  curve.length === 0
    ? []
    : [
        '## Recall against false alarms',
        '',
        '![Card numbers found whole against false card alarms an hour](curve.svg)',
        '',
        ...table(
          'lrrrrr',
          [
            'family',
            'bias',
            'WER',
            'card number, whole',
            'alarms an hour',
            'speech muted in the recording, s/h',
          ],
          curve.map(({ family, bias, werPercent, panWhole, alarms, maskedSeconds }) => [
            family,
            String(bias),
            `${werPercent} %`,
            share(panWhole),
            rateOf(alarms, 2),
            maskedSeconds === undefined ? '' : rateOf(maskedSeconds, 1),
          ]),
        ),
        '',
      ];

/** What is lost in the words, and what is misjudged. */
export const oracleSection = (summaries: readonly Summary[]): string[] => {
  const own = summaries.filter(
    ({ recall, condition }) => condition.language === 'all' && recall.pan?.oracle !== undefined,
  );
  if (own.length === 0) return [];
  const entities = CARD_ENTITIES.filter((entity) => entity !== 'month');
  return [
    '## How far the words allow',
    '',
    'Found whole by the detector, and by an oracle that is told when somebody gives card data but hears it as badly:',
    'it masks from the first number heard in a giving to the last, and',
    `${ORACLE_REACH_MS} ms around them or as far as the detector's mask reaches. It raises no false alarm.`,
    'What it misses is lost in the words; the rest of what the detector misses is misjudged.',
    '',
    ...table(
      `lr${'rr'.repeat(entities.length)}`,
      ['family', 'WER', ...entities.flatMap((entity) => [ENTITY_NAMES[entity], 'oracle'])],
      own.map(({ condition, recall }) => [
        condition.family,
        `${condition.werPercent} %`,
        ...entities.flatMap((entity) => [share(recall[entity]?.whole), share(recall[entity]?.oracle)]),
      ]),
    ),
    '',
  ];
};

/** Each scenario at every error rate, so that weak ones show. */
export const scenarioSection = (summaries: readonly Summary[]): string[] =>
  FAMILIES.flatMap((family) => {
    const own = summaries.filter(
      ({ condition }) => condition.family === family && condition.language === 'all',
    );
    const first = own[0];
    if (first?.recall.pan === undefined) return [];
    const shown = (['pan', 'cvv', 'expiry'] as const).flatMap((entity) =>
      own.map((summary) => ({ entity, summary })),
    );
    const rows = (rowsOf: (summary: Summary) => readonly ScenarioRow[], prefix: string): string[][] =>
      rowsOf(first)
        .filter(({ whole }) => Object.keys(whole).length > 0)
        .map(({ name, dialogues }) => [
          `${prefix}${name}`,
          String(dialogues),
          ...shown.map(({ entity, summary }) => {
            const [hits, of] = rowsOf(summary).find((row) => row.name === name)?.whole[entity] ?? [0, 0];
            return of === 0 ? '' : ((100 * hits) / of).toFixed(1);
          }),
        ]);
    return [
      `## Scenarios with a card: ${family}`,
      '',
      'Found whole, in percent, at each WER; all languages and recognisers together.',
      '',
      ...table(
        `lr${'r'.repeat(shown.length)}`,
        [
          'scenario',
          'heard',
          ...shown.map(({ entity, summary }) => `${entity} ${summary.condition.werPercent} %`),
        ],
        [...rows(({ scenarios }) => scenarios, ''), ...rows(({ styles }) => styles, 'said in ')],
      ),
      '',
    ];
  });

export const worstSection = (summaries: readonly Summary[]): string[] => [
  '## Worst dialogues',
  '',
  'By seed: `npm run bench:detect -- --part text --dialogues 1 --seed N --family F` plays one, and writes its pages',
  'elsewhere with `--out`. Of the held-back and unseen families none is named, so that nothing is tuned on them.',
  '',
  ...table(
    'lllrll',
    [...CONDITION, 'most digits missed', 'most alarms and wrong mutes'],
    summaries
      .filter(({ condition }) => !isUnnamed(condition.family) && condition.language !== 'all')
      .map((summary) => [
        ...conditionOf(summary),
        summary.worstMisses.join(', '),
        summary.worstAlarms.join(', '),
      ]),
  ),
  '',
];
