/**
 * Puts the measured figures into the README, between its two markers, from the JSON that the benches wrote.
 *
 * No figure there is typed by hand: run the benches, then this.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Circumstances } from './circumstances.js';
import { readRecord, type BenchRecord } from './detect/record-file.js';
import { targets, targetTable } from './detect/targets.js';
import { FOLDER } from './publish.js';

const README = 'README.md';
const BEGIN = '<!-- figures:begin -->';
const END = '<!-- figures:end -->';

/** Figures of before commits were noted have none. */
type Origin = Pick<Circumstances, 'command' | 'date'> & Partial<Pick<Circumstances, 'commit'>>;

interface Relay {
  readonly circumstances: Origin;
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

const originLine = ({ command, date, commit = 'unknown' }: Origin): string =>
  `- \`${command}\`, ${date.slice(0, 10)}, commit ${commit}`;

/** The newest of what the table is made of. */
const detectLines = ({ runs, text }: BenchRecord): string[] => {
  const told = [...runs.map((run) => run.circumstances), ...Object.values(text?.circumstances ?? {})];
  const commands = [...new Map(told.map((at) => [at.command, at])).values()];
  return [
    'What is asked of the detector, and what was measured:',
    '',
    ...targetTable(targets(runs, text)),
    '',
    ...commands.map(originLine),
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
  originLine(circumstances),
];

const detect = await readRecord(join(FOLDER, 'detect.json'));
const relay = read('relay.json') as Relay | undefined;
const figures = [
  ...(detect.runs.length === 0 && detect.text === undefined ? [] : detectLines(detect)),
  '',
  ...(relay === undefined ? [] : relayLines(relay)),
].join('\n');
const text = readFileSync(README, 'utf8');
const from = text.indexOf(BEGIN) + BEGIN.length;
const to = text.indexOf(END);
if (from < BEGIN.length || to < from) throw new Error(`${README} has no place for figures`);
writeFileSync(README, `${text.slice(0, from)}\n\n${figures.trim()}\n\n${text.slice(to)}`);
