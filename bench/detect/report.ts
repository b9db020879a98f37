/**
 * The detection benchmark in words and numbers: markdown for the documents, which is also what the command prints.
 */
import type { BranchRun, ScoredClip } from './branch-run.js';
import { OPENINGS } from './opening.js';
import { latencyRows, lagRows } from './report-latency.js';
import { count, ofCases, perHour, seconds, table } from './report-table.js';
import { deaf, groupBy, heard, nameOf, notHeard, tally, wronglyMutedPerHour } from './tally.js';
import { percentile, sum } from './statistics.js';

export interface Circumstances {
  readonly command: string;
  readonly date: string;
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly platform: string;
  /** Before the first replay: what else the machine had to do. */
  readonly loadAverage: number;
  readonly pack: string;
  readonly packDigest: string;
  readonly ambiguous: number;
}

export interface Results {
  readonly circumstances: Circumstances;
  readonly recording: BranchRun;
  /** One for each look-ahead; none where only the recording was asked for. */
  readonly agent: readonly BranchRun[];
}

export const markdown = ({ circumstances, recording, agent }: Results): string =>
  [
    '# Detection benchmark',
    '',
    '<!-- Written by `npm run bench:detect`: change bench/detect/report.ts, not this file. -->',
    '',
    ...introduction(circumstances, recording),
    '',
    '![Audible digits by position, and recall by condition](detect.svg)',
    '',
    '## The recording',
    '',
    ...warnings([recording]),
    ...recordingTable(recording),
    '',
    '## What the agent heard',
    '',
    ...(agent.length === 0
      ? ['Not measured in this run (`--skip-realtime`).']
      : [...warnings(agent), ...agentTable(agent), '', ...lagRows(agent)]),
    '',
    '## From a digit to its mask',
    '',
    ...latencyRows([recording, ...agent]),
    '',
    '## Calls without a card',
    '',
    ...negativeTable([recording, ...agent]),
    '',
    ...method(),
    '',
  ].join('\n');

const introduction = (at: Circumstances, { clips, failed }: BranchRun): string[] => {
  const all = tally(clips);
  const minutes = (all.durationMs / 60_000).toFixed(1);
  return [
    'How many digits of labelled calls can still be heard, in the recording and by the agent, and how much else is',
    'masked with them. The calls go through the same server, sockets and recogniser as `tacet serve`.',
    '',
    `- command: \`${at.command}\``,
    `- pack: ${at.pack} (manifest SHA-256 ${at.packDigest}...): ${all.clips + failed.length} clips, ${minutes} minutes, ` +
      `${all.cards} card calls with ${all.digits} labelled digits; ${at.ambiguous} ambiguous clips left out`,
    `- date: ${at.date}`,
    `- machine: ${at.cpu}, ${at.cores} cores, ${at.platform}; load average before the run ${at.loadAverage.toFixed(1)}`,
    `- Node ${at.node}`,
  ];
};

/** What would make figures look better, or other, than they are. */
const warnings = (runs: readonly BranchRun[]): string[] => {
  const lines = runs.flatMap((run) => {
    const failed = run.failed.map(({ id, code }) => `${id} (${code})`);
    return [
      ...(notHeard(run).length === 0 ? [] : [lateWarning(run)]),
      ...(failed.length === 0
        ? []
        : [`**${nameOf(run)}: ${failed.length} calls failed and are in no figure: ${failed.join(', ')}.**`]),
    ];
  });
  const languages = [...new Set(runs.flatMap(deaf).map(({ clip }) => clip.language))].sort();
  if (languages.length > 0) {
    lines.push(
      `There is no recogniser for ${languages.join(', ')}: such calls are masked from end to end. That is no ` +
        'detection, so they are in no sum.',
    );
  }
  return lines.flatMap((line) => [line, '']);
};

/** Leaving calls out flatters too, so it says what they would have added. */
const lateWarning = (run: BranchRun): string => {
  const late = notHeard(run);
  const lateMs = sum(late.map(({ unheardMs }) => unheardMs));
  const { audible, digits, cards, exposed } = tally(late);
  return (
    `**${nameOf(run)}: ${late.length} of ${run.clips.length} calls had ` +
    `${run.branch === 'recording' ? 'unheard' : 'blind'} stretches (${seconds(lateMs)} in all): the recogniser did ` +
    `not keep up on this machine. They are left out of every figure of this branch, for what is masked unheard ` +
    `would pass for found, and what leaks for the lag is not the detector's doing. In them ${audible} of ${digits} ` +
    `digits were audible and ${exposed} of ${cards} card calls exposed.**`
  );
};

const recordingTable = (run: BranchRun): string[] => {
  const row = (name: readonly string[], clips: readonly ScoredClip[]): string[] => {
    const sums = tally(clips);
    return [
      ...name,
      count(sums.clips),
      count(sums.digits),
      ofCases(sums.audible, sums.digits),
      sums.cards === 0 ? '' : `${sums.exposed} of ${sums.cards}`,
      perHour(wronglyMutedPerHour(sums)),
    ];
  };
  const known = heard(run);
  const shown = [...known, ...deaf(run)];
  return table(
    'lllrrrrr',
    [
      'language',
      'kind',
      'condition',
      'clips',
      'digits',
      'audible digits',
      'exposed calls',
      'wrongly muted, s/h',
    ],
    [
      ...groupBy(shown, ({ clip }) => `${clip.language}\t${clip.kind}\t${clip.condition}`).map(
        ([key, clips]) => {
          const [language = '', kind = '', condition = ''] = key.split('\t');
          const label = clips[0]?.hasRecogniser === false ? `${language} (no recogniser)` : language;
          return row([label, kind, condition], clips);
        },
      ),
      ...groupBy(known, ({ clip }) => clip.kind).map(([kind, clips]) => row(['**all**', kind, 'all'], clips)),
      row(['**all**', 'all', 'all'], known),
    ],
  );
};

const agentTable = (runs: readonly BranchRun[]): string[] =>
  table(
    'rlrrrrrrrr',
    [
      'look-ahead, ms',
      'call opens',
      'calls',
      'digits',
      'audible digits',
      'per call: median',
      'p90',
      'p99',
      'exposed calls',
      'left out: blind',
    ],
    runs.flatMap((run) => {
      const known = heard(run);
      const late = notHeard(run);
      return [...OPENINGS, undefined].flatMap((opening) => {
        const isShown = ({ clip }: ScoredClip): boolean =>
          clip.labels.length > 0 && (opening === undefined || clip.opening === opening);
        const sums = tally(known.filter(isShown));
        const leftOut = late.filter(isShown).length;
        if (sums.clips + leftOut === 0) return [];
        return [
          [
            count(run.lookAheadMs),
            opening ?? '**all**',
            count(sums.cards),
            count(sums.digits),
            ofCases(sums.audible, sums.digits),
            ...[0.5, 0.9, 0.99].map((share) => count(percentile(sums.audiblePerCall, share))),
            `${sums.exposed} of ${sums.cards}`,
            leftOut === 0 ? '0' : `**${leftOut}**`,
          ],
        ];
      });
    }),
  );

const negativeTable = (runs: readonly BranchRun[]): string[] => {
  const negatives = runs.map((run) => heard(run).filter(({ clip }) => clip.labels.length === 0));
  const keys = groupBy(negatives.flat(), ({ clip }) => `${clip.language}\t${clip.kind}`).map(([key]) => key);
  if (keys.length === 0) return ['None in this selection.'];
  const row = (name: readonly string[], isShown: (clip: ScoredClip) => boolean): string[] => [
    ...name,
    ...negatives.flatMap((clips) => {
      const sums = tally(clips.filter(isShown));
      return [count(sums.clips), seconds(sums.durationMs), perHour(wronglyMutedPerHour(sums))];
    }),
  ];
  return table(
    `ll${'rrr'.repeat(runs.length)}`,
    ['language', 'kind', ...runs.flatMap((run) => [`${nameOf(run)}: clips`, 'audio', 'wrongly muted, s/h'])],
    [
      ...keys.map((key) => row(key.split('\t'), ({ clip }) => `${clip.language}\t${clip.kind}` === key)),
      row(['**all**', 'all'], () => true),
    ],
  );
};

const method = (): string[] => [
  '## How it is measured',
  '',
  'The manifest says where each digit lies (its shape is in bench/detect/pack.ts; the pack is not part of this',
  'repository). Clip and output are compared 10 ms at a time on one sample clock: a frame is audible where the two',
  'correlate above 0.5 and the output is at most 20 dB below the clip; it is speech above -50 dBFS. A digit is',
  'audible where a quarter or more of its speech frames is. A call is exposed where more is audible than PCI',
  'truncation leaves: of a card number of more than ten labelled digits all but the first 6 and the last 4, of a CVV',
  'any digit. Where several digits are one word ("forty two") the word is the digit. Wrongly muted is speech further',
  'than 250 ms from any labelled stretch that is not audible, for each hour of audio.',
  '',
  'The recording is replayed as fast as the recogniser keeps up, which leaves its audio exact; what the agent hears',
  'depends on when a mask falls, so it is replayed at the pace of a call, once for each look-ahead. `prompted` calls',
  'announce a card before the first digit ("my card number is"), `other words` say something else ("yeah sure it',
  'is"), `unprompted` ones begin with it. Intervals are 95 %, after Wilson; digits of one call are not independent,',
  'so the true ones are wider. Percentiles are of calls, by nearest rank.',
];
