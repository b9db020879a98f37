/**
 * The audio part of the benchmark in words and numbers: markdown for the documents, which is also what the command
 * prints.
 */
import { percentileInterval } from './bootstrap.js';
import { OPENINGS } from './opening.js';
import { nameOf, type ClipRecord, type RunRecord } from './record.js';
import { runTable, warnings } from './report-runs.js';
import { latencyRows, lagRows, positionRows } from './report-latency.js';
import { count, ofCases, range, seconds, table, withRange } from './report-table.js';
import { deaf, groupBy, heard, isCard, notHeard, tally } from './tally.js';
import { percentile } from './statistics.js';

export const audioSections = (runs: readonly RunRecord[]): string[] => {
  if (runs.length === 0) return ['## Audio', '', 'Not measured yet (`--part audio`).', ''];
  const recording = runs.filter(({ branch }) => branch === 'recording');
  const agent = runs.filter(({ branch }) => branch === 'agent-heard');
  return [
    '## Audio: how it was measured',
    '',
    'How many digits of labelled calls can still be heard, in the recording and by the agent, and how much else is',
    'masked with them. The calls go through the same server, sockets and recogniser as `tacet serve`.',
    '',
    ...runTable(runs),
    '',
    ...warnings(runs),
    '![Audible digits by position, and digits masked by condition](detect.svg)',
    '',
    '## The recording',
    '',
    ...(recording.length === 0 ? ['Not measured yet.'] : recording.flatMap(recordingTables)),
    '',
    '## What the agent heard',
    '',
    ...(agent.length === 0
      ? ['Not measured yet: it runs in real time (leave out `--skip-realtime`).']
      : [...agentTable(agent), '', ...agentMatrix(agent), '', ...lagRows(agent)]),
    '',
    '## Which digits leak',
    '',
    'Audible digits by their place in the card number, in all calls of each replay; expiry dates and CVVs as a whole.',
    '',
    ...positionRows(runs),
    '',
    '## From a digit to its mask',
    '',
    ...latencyRows(runs),
    '',
    '## Speech that was masked in vain',
    '',
    'Seconds an hour of audio. Card calls are apart: what lies between the numbers of a payment is masked with them.',
    '',
    ...mutedTable(runs),
    '',
    ...method(),
    '',
  ];
};

const RECORDING_HEAD = ['clips', 'digits', 'audible digits', 'exposed calls', 'wrongly muted, s/h'] as const;

const recordingRow = (name: readonly string[], clips: readonly ClipRecord[]): string[] => {
  const sums = tally(clips);
  return [
    ...name,
    count(sums.clips),
    count(sums.digits),
    ofCases(sums.audible, sums.digits, sums.audibleInterval),
    sums.cards === 0 ? '' : `${sums.exposed} of ${sums.cards}`,
    withRange(sums.mutedPerHour, sums.mutedInterval),
  ];
};

const recordingTables = (run: RunRecord): string[] => {
  const known = heard(run);
  const shown = [...known, ...deaf(run)];
  const cards = known.filter(({ kind }) => kind === 'card');
  const keyed = (keyOf: (clip: ClipRecord) => string) => (clips: readonly ClipRecord[]) =>
    groupBy(clips, keyOf).map(([key, own]) => recordingRow(key.split('\t'), own));
  return [
    ...table(
      'lllrrrrr',
      ['language', 'kind', 'condition', ...RECORDING_HEAD],
      [
        ...keyed(({ language, kind, condition, hasRecogniser }) =>
          [hasRecogniser ? language : `${language} (no recogniser)`, kind, condition].join('\t'),
        )(shown),
        ...groupBy(known, ({ kind }) => kind).map(([kind, clips]) =>
          recordingRow(['**all**', kind, 'all'], clips),
        ),
        recordingRow(['**all**', 'all', 'all'], known),
      ],
    ),
    '',
    'Card calls by how the number is spoken and by how the call opens:',
    '',
    ...table(
      'llrrrrr',
      ['language', 'spoken', ...RECORDING_HEAD],
      [
        ...keyed(({ language, style }) => `${language}\t${style}`)(cards),
        ...keyed(({ language, opening }) => `${language}\t${opening}`)(cards),
      ],
    ),
  ];
};

const agentTable = (runs: readonly RunRecord[]): string[] =>
  table(
    'rlrrrrrrrrrrr',
    [
      'look-ahead, ms',
      'call opens',
      'calls',
      'digits',
      'audible digits',
      'per call: median',
      'p90',
      'p99',
      'of the card number: median',
      'p90',
      'p99',
      'exposed calls',
      'left out: blind',
    ],
    runs.flatMap((run) => {
      const known = heard(run);
      const late = notHeard(run);
      return [...OPENINGS, undefined].flatMap((opening) => {
        const isShown = (clip: ClipRecord): boolean =>
          isCard(clip) && (opening === undefined || clip.opening === opening);
        const sums = tally(known.filter(isShown));
        const leftOut = late.filter(isShown).length;
        if (sums.clips + leftOut === 0) return [];
        return [
          [
            count(run.lookAheadMs),
            opening ?? '**all**',
            count(sums.cards),
            count(sums.digits),
            ofCases(sums.audible, sums.digits, sums.audibleInterval),
            ...quantiles(sums.audiblePerCall),
            ...quantiles(sums.audiblePanPerCall),
            `${sums.exposed} of ${sums.cards}`,
            leftOut === 0 ? '0' : `**${leftOut}**`,
          ],
        ];
      });
    }),
  );

const quantiles = (perCall: readonly number[]): string[] =>
  [0.5, 0.9, 0.99].map((share) => {
    const value = percentile(perCall, share);
    if (value === undefined) return '';
    const interval = percentileInterval(perCall, share);
    return interval === undefined ? count(value) : `${count(value)} (${range(interval, 0)})`;
  });

/** Audible digits by what was spoken how and over what line; a column a look-ahead. */
const agentMatrix = (runs: readonly RunRecord[]): string[] => {
  const keysOf = ({ language, condition, style }: ClipRecord): string[] => [
    `${language}\tcondition\t${condition}`,
    `${language}\tspoken\t${style}`,
  ];
  const cards = runs.map((run) => heard(run).filter(({ kind }) => kind === 'card'));
  const keys = [...new Set(cards.flat().flatMap(keysOf))].sort();
  return table(
    `lll${'r'.repeat(runs.length)}`,
    ['language', 'by', 'card calls', ...runs.map(({ lookAheadMs }) => `audible digits, ${lookAheadMs} ms`)],
    keys.map((key) => [
      ...key.split('\t'),
      ...cards.map((clips) => {
        const { audible, digits, audibleInterval } = tally(
          clips.filter((clip) => keysOf(clip).includes(key)),
        );
        return digits === 0 ? '' : `${ofCases(audible, digits, audibleInterval)} of ${digits}`;
      }),
    ]),
  );
};

const mutedTable = (runs: readonly RunRecord[]): string[] => {
  const keys = groupBy(runs.flatMap(heard), ({ kind, language }) => `${kind}\t${language}`).map(
    ([key]) => key,
  );
  const kinds = [...new Set(keys.map((key) => `${key.split('\t')[0] ?? ''}\t**all**`))];
  const row = (name: readonly string[], isShown: (clip: ClipRecord) => boolean): string[] => [
    ...name,
    ...runs.flatMap((run) => {
      const sums = tally(heard(run).filter(isShown));
      return sums.clips === 0
        ? ['', '']
        : [`${sums.clips}, ${seconds(sums.durationMs)}`, withRange(sums.mutedPerHour, sums.mutedInterval)];
    }),
  ];
  return table(
    `ll${'rr'.repeat(runs.length)}`,
    ['kind', 'language', ...runs.flatMap((run) => [`${nameOf(run)}: clips`, 'muted, s/h'])],
    [
      ...[...keys, ...kinds].sort().map((key) => {
        const [kind = '', language = ''] = key.split('\t');
        return row(
          [kind, language],
          (clip) => clip.kind === kind && (language === '**all**' || clip.language === language),
        );
      }),
      row(['**all without a card**', '**all**'], (clip) => !isCard(clip)),
    ],
  );
};

const method = (): string[] => [
  '## How audio is measured',
  '',
  'The manifest says where each digit lies (its shape is in bench/detect/pack.ts; the pack is not part of this',
  'repository). Clip and output are compared 10 ms at a time on one sample clock: a frame is audible where the two',
  'correlate above 0.5 and the output is at most 20 dB below the clip; it is speech above -50 dBFS. A digit is',
  'audible where a quarter or more of its speech frames is; digits of one word ("forty two") share its place. A call',
  'is exposed where more is audible than PCI truncation leaves: of a card number of more than ten digits any but the',
  'first 6 and the last 4, of a CVV any digit. Wrongly muted is speech further than 250 ms from any labelled stretch',
  'that is not audible, for each hour of audio.',
  '',
  'The recording is replayed as fast as the recogniser keeps up, which leaves its audio exact; what the agent hears',
  'depends on when a mask falls, so it is replayed at the pace of a call, once for each look-ahead. `prompted` calls',
  'announce a card before the first digit ("my card number is"), `other words` say something else ("yeah sure it',
  'is"), `unprompted` ones begin with it.',
  '',
  'Intervals are 95 %: from 1000 seeded resamples of whole calls (digits of one call hang together), for shares of',
  'digits and for seconds an hour, medians and percentiles; Wilson where hits or misses are in fewer than two calls.',
  'Percentiles are by nearest rank.',
];
