/**
 * Puts the measured figures into the README, between its two markers, from the JSON that the benches wrote.
 *
 * No figure there is typed by hand: run the benches, then this.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'docs/benchmarks';
const README = 'README.md';
const BEGIN = '<!-- figures:begin -->';
const END = '<!-- figures:end -->';

interface Clip {
  readonly language: string;
  readonly kind: string;
  readonly condition: string;
  readonly opening: string;
  readonly durationMs: number;
  readonly digits: number;
  readonly audible: number;
  readonly exposed: boolean;
  readonly wronglyMutedMs: number;
}

interface DetectRun {
  readonly summary: {
    readonly branch: string;
    readonly lookAheadMs: number;
    readonly leftOut: readonly string[];
  };
  readonly clips: readonly (Clip & { readonly id: string })[];
}

interface Detect {
  readonly circumstances: { readonly command: string; readonly date: string };
  readonly runs: readonly DetectRun[];
}

interface Relay {
  readonly circumstances: { readonly command: string };
  readonly results: readonly {
    readonly summary: {
      readonly scenario: { readonly calls: number; readonly lookAheadMs: number };
      readonly cpuRatio: { readonly median: number; readonly interval?: readonly [number, number] };
      readonly isDisturbed: boolean;
    };
  }[];
}

const read = (name: string): unknown => {
  const path = join(FOLDER, name);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const share = (clips: readonly Clip[]): string => {
  const digits = sum(clips.map((clip) => clip.digits));
  if (digits === 0) return 'not in this run';
  const audible = sum(clips.map((clip) => clip.audible));
  return `${audible} of ${digits} (${((100 * audible) / digits).toFixed(2)} %)`;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

const detectLines = (title: string, { circumstances, runs }: Detect, branch: string): string[] => {
  const rows = runs
    .filter(({ summary }) => summary.branch === branch)
    .flatMap(({ summary, clips }) => {
      const counted = clips.filter((clip) => !summary.leftOut.includes(clip.id));
      const cards = counted.filter((clip) => clip.kind === 'card');
      const negatives = counted.filter((clip) => clip.kind.includes('negative'));
      const where =
        summary.branch === 'recording' ? 'recording' : `agent, look-ahead ${summary.lookAheadMs} ms`;
      const hours = sum(negatives.map((clip) => clip.durationMs)) / 3_600_000;
      const muted = hours === 0 ? 0 : sum(negatives.map((clip) => clip.wronglyMutedMs)) / 1_000 / hours;
      const clean = (language: string): Clip[] =>
        cards.filter((clip) => clip.language === language && clip.condition === 'clean');
      const degraded = cards.filter((clip) => clip.language === 'en' && clip.condition !== 'clean');
      const keyed = counted.filter((clip) => clip.kind === 'dtmf');
      const english = cards.filter((clip) => clip.language === 'en').map((clip) => clip.audible);
      return [
        `| ${where} | ${share(clean('en'))} | ${share(degraded)} | ${share(clean('de'))} | ${share(keyed)} | ` +
          `${median(english)} | ${muted.toFixed(0)} s |`,
      ];
    });
  return [
    title,
    '',
    '| where | English, clean | English, degraded | German, clean | keyed | median per English call | wrongly muted an hour, calls without a card |',
    '| - | - | - | - | - | - | - |',
    ...rows,
    '',
    `\`${circumstances.command}\`, ${circumstances.date.slice(0, 10)}.`,
  ];
};

const relayLines = ({ circumstances, results }: Relay): string[] => [
  'CPU of the whole relay without speech recognition, against a bare `ws` relay in the same run:',
  '',
  '| calls | look-ahead | ratio, median | 95 % interval | |',
  '| - | - | - | - | - |',
  ...results.map(
    ({ summary: { scenario, cpuRatio, isDisturbed } }) =>
      `| ${scenario.calls} | ${scenario.lookAheadMs} ms | ${cpuRatio.median.toFixed(2)} | ` +
      `${cpuRatio.interval?.map((end) => end.toFixed(2)).join(' to ') ?? ''} | ` +
      `${isDisturbed ? 'on a busy machine' : ''} |`,
  ),
  '',
  `\`${circumstances.command}\``,
];

const recording = read('detect.json') as Detect | undefined;
/** A run of its own: what the agent hears is measured in real time, so on fewer calls. */
const agent = read('agent/detect.json') as Detect | undefined;
const relay = read('relay.json') as Relay | undefined;
const figures = [
  ...(recording === undefined
    ? []
    : detectLines(
        'Digits that can still be heard in the recording, of those spoken or keyed:',
        recording,
        'recording',
      )),
  '',
  ...(agent === undefined
    ? []
    : detectLines('Digits that the agent heard, in real time:', agent, 'agent-heard')),
  '',
  ...(relay === undefined ? [] : relayLines(relay)),
].join('\n');
const text = readFileSync(README, 'utf8');
const from = text.indexOf(BEGIN) + BEGIN.length;
const to = text.indexOf(END);
if (from < BEGIN.length || to < from) throw new Error(`${README} has no place for figures`);
writeFileSync(README, `${text.slice(0, from)}\n\n${figures.trim()}\n\n${text.slice(to)}`);
