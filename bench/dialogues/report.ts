/**
 * The dialogue benchmark in words and numbers: markdown for the documents, which is also what the command prints.
 */
import { SECRET_ENTITIES, type SecretEntity } from './dialogue.js';
import type { Proportion } from './proportion.js';
import type { InnocentRow, LiveLeak, PaymentRow, Summary } from './tally.js';

export interface Circumstances {
  readonly command: string;
  readonly date: string;
  readonly dialogues: number;
  readonly innocentHours: number;
  readonly paymentHours: number;
}

const ENTITY_NAMES: Readonly<Record<SecretEntity, string>> = {
  pan: 'card number',
  cvv: 'security code',
  expiry: 'expiry date',
  month: 'month by name',
};

export const markdown = (about: Circumstances, summaries: readonly Summary[]): string =>
  [
    '# Dialogue benchmark',
    '',
    '<!-- Written by `npm run bench:dialogues`: change bench/dialogues/report.ts, not this file. -->',
    '',
    'What the speech side of the detector makes of made-up, labelled dialogues in text, behind a made-up recogniser',
    'with a given word error rate (WER). No audio: [detect](detect.md) has figures for that.',
    '',
    `- command: \`${about.command}\``,
    `- date: ${about.date}`,
    `- ${about.dialogues} dialogues, ${about.innocentHours.toFixed(1)} h without and ${about.paymentHours.toFixed(1)} h with a payment card`,
    '',
    ...recallSection(summaries),
    ...alarmSection(summaries),
    ...liveSection(summaries),
    ...scenarioSection(summaries),
    ...worstSection(summaries),
    ...method(),
    '',
  ].join('\n');

const nameOf = ({ condition: { language, mode, werPercent } }: Summary): string =>
  `${language} | ${mode} | ${werPercent} %`;

const recallSection = (summaries: readonly Summary[]): string[] => [
  '## Secrets found',
  '',
  'Whole: every digit of it is masked in the recording. Over the limit: more of a card number than its first six',
  'digits and four others is left.',
  '',
  `| language | recogniser | WER | ${SECRET_ENTITIES.map((entity) => `${ENTITY_NAMES[entity]}, whole | digits`).join(' | ')} | calls over the limit |`,
  `| - | - | -: | ${SECRET_ENTITIES.map(() => '-: | -:').join(' | ')} | -: |`,
  ...summaries.map(
    (summary) =>
      `| ${nameOf(summary)} | ${SECRET_ENTITIES.map((entity) => {
        const { whole, digits } = summary.recall[entity];
        return `${percent(whole)} | ${percent(digits)}`;
      }).join(' | ')} | ${percent(summary.overLimit)} |`,
  ),
  '',
];

const alarmSection = (summaries: readonly Summary[]): string[] => [
  '## False alarms',
  '',
  'In dialogues without a payment card, full of numbers: far more of them than in a usual call.',
  '',
  '| language | recogniser | WER | hours | confirmed findings an hour | masked, s an hour | muted live, s an hour | dialogues with one |',
  '| - | - | -: | -: | -: | -: | -: | -: |',
  ...summaries.map(
    (summary) =>
      `| ${nameOf(summary)} | ${summary.alarms.hours.toFixed(1)} | ${summary.alarms.perHour.toFixed(1)} | ` +
      `${summary.alarms.maskedSecondsPerHour.toFixed(1)} | ${summary.alarms.mutedLiveSecondsPerHour.toFixed(0)} | ${percent(summary.alarmed)} |`,
  ),
  '',
];

const liveSection = (summaries: readonly Summary[]): string[] => [
  '## Live, at look-ahead 0',
  '',
  'Digits of a card number that the other party hears; median and 99th percentile over card numbers.',
  '',
  '| language | recogniser | WER | asked for or announced | unannounced | read back | masked beside, s a payment call | named right | late digits | longest wait, s |',
  '| - | - | -: | -: | -: | -: | -: | -: | -: | -: |',
  ...summaries.map(
    (summary) =>
      `| ${nameOf(summary)} | ${leak(summary.live.prompted)} | ${leak(summary.live.unprompted)} | ${leak(summary.live.readBack)} | ` +
      `${summary.maskedBesideSecondsPerCall.toFixed(1)} | ${percent(summary.recall.pan.named)} | ${summary.lateDigits} | ${summary.longestWaitSeconds.toFixed(1)} |`,
  ),
  '',
];

const leak = ({ median, p99 }: LiveLeak): string => `${median}, ${p99}`;

/** Each scenario at every error rate, so that weak ones show. */
const scenarioSection = (summaries: readonly Summary[]): string[] => {
  const kinds = [...new Set(summaries.map(({ condition: { language, mode } }) => `${language}, ${mode}`))];
  return kinds.flatMap((kind) => {
    const own = summaries.filter(({ condition: { language, mode } }) => `${language}, ${mode}` === kind);
    const rates = own.map(({ condition }) => `${condition.werPercent} %`);
    return [
      `## Scenarios: ${kind}`,
      '',
      'Found whole, at each WER.',
      '',
      `| with a card | dialogues | ${(['pan', 'cvv', 'expiry'] as const).flatMap((entity) => rates.map((rate) => `${entity} ${rate}`)).join(' | ')} |`,
      `| - | -: | ${rates.flatMap(() => ['-:', '-:', '-:']).join(' | ')} |`,
      ...rows(own, (summary) => summary.payments, paymentCells),
      ...rows(own, (summary) => summary.styles, paymentCells, 'said in '),
      '',
      'False alarms: confirmed findings a hundred dialogues, at each WER.',
      '',
      `| without a card | dialogues | ${rates.join(' | ')} |`,
      `| - | -: | ${rates.map(() => '-:').join(' | ')} |`,
      ...rows(own, (summary) => summary.innocent, innocentCells),
      '',
    ];
  });
};

const rows = <Row extends { readonly name: string; readonly dialogues: number }>(
  summaries: readonly Summary[],
  rowsOf: (summary: Summary) => readonly Row[],
  cells: (found: readonly (Row | undefined)[]) => string,
  prefix = '',
): string[] => {
  const first = summaries[0];
  if (first === undefined) return [];
  return rowsOf(first).map(({ name, dialogues }) => {
    const found = summaries.map((summary) => rowsOf(summary).find((row) => row.name === name));
    return `| ${prefix}${name} | ${dialogues} | ${cells(found)} |`;
  });
};

const paymentCells = (found: readonly (PaymentRow | undefined)[]): string =>
  (['pan', 'cvv', 'expiry'] as const)
    .flatMap((entity) =>
      found.map((row) => {
        const whole = row?.recall[entity].whole;
        return whole === undefined || whole.of === 0 ? '' : (100 * whole.share).toFixed(0);
      }),
    )
    .join(' | ');

const innocentCells = (found: readonly (InnocentRow | undefined)[]): string =>
  found
    .map((row) => (row === undefined ? '' : ((100 * row.perHour * row.hours) / row.dialogues).toFixed(0)))
    .join(' | ');

const worstSection = (summaries: readonly Summary[]): string[] => [
  '## Worst dialogues',
  '',
  'By seed: `npm run bench:dialogues -- --dialogues 1 --seed N` plays one.',
  '',
  '| language | recogniser | WER | most digits missed | most masked without reason |',
  '| - | - | -: | - | - |',
  ...summaries.map(
    (summary) =>
      `| ${nameOf(summary)} | ${summary.worstMisses.join(', ')} | ${summary.worstAlarms.join(', ')} |`,
  ),
  '',
];

const method = (): string[] => [
  '## How it is made',
  '',
  'Dialogues come from scenarios (bench/dialogues/payments-*.ts, innocent-*.ts), even seeds without a card, odd ones',
  'with one: cards that pass the Luhn check behind BINs for testing, said in every style of detect/numbers/speak.ts;',
  'telephone numbers from ranges set aside for fiction. The recogniser (recogniser.ts, mishearing.ts) substitutes',
  '(60 %), drops (25 %) and adds (15 %) words at the given rate, shows partial results every 240 ms with words up to',
  '300 ms late that may still change, and final ones after 0.8 s of silence or 10 to 30 s. `free` hears all words,',
  '`grammar` those of the English number grammar, anything else as unknown. A digit counts as masked where 75 % of',
  'its time is. Intervals are 95 % Wilson intervals; they take digits for independent, which those of one number',
  'are not. Late digits were found after the recording had let them go.',
];

const percent = ({ share, low, high, of }: Proportion): string =>
  of === 0 ? '' : `${(100 * share).toFixed(1)} (${(100 * low).toFixed(1)}..${(100 * high).toFixed(1)})`;
