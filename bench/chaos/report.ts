/** docs/reliability.md and its JSON: the table between the marks is generated, the rest is written by hand. */
import { readFile, writeFile } from 'node:fs/promises';

import { circumstanceLines, type Circumstances } from '../circumstances.js';
import { quantile } from '../statistics.js';
import { FAULTS } from './faults/registry.js';
import type { Outcome } from './trial.js';

const PAGE = 'docs/reliability.md';
const DATA = 'docs/benchmarks/reliability.json';
const BEGIN = '<!-- chaos:begin -->';
const END = '<!-- chaos:end -->';

export interface Run {
  readonly outcomes: readonly Outcome[];
  readonly seconds: number;
  readonly circumstances: Circumstances;
}

interface Row {
  readonly fault: string;
  readonly what: string;
  readonly calls: number;
  readonly leakedFrames: number;
  readonly recordedSamples: number;
  readonly lost: number;
  readonly broken: number;
  readonly passed: number;
  readonly recoveryMs: { readonly p50: number; readonly p95: number; readonly max: number } | undefined;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const rowsOf = (outcomes: readonly Outcome[]): Row[] =>
  FAULTS.flatMap(({ name, what }) => {
    const own = outcomes.filter(({ fault }) => fault === name);
    if (own.length === 0) return [];
    const recovery = own.flatMap(({ recoveryMs }) => recoveryMs ?? []);
    return [
      {
        fault: name,
        what,
        calls: own.length,
        leakedFrames: sum(own.map(({ leakedFrames }) => leakedFrames)),
        recordedSamples: sum(own.map(({ recordedSamples }) => recordedSamples)),
        lost: own.filter(({ isLost }) => isLost).length,
        broken: sum(own.map(({ broken }) => broken.length)),
        passed: sum(own.map(({ passed }) => passed)) / own.length,
        recoveryMs:
          recovery.length === 0
            ? undefined
            : { p50: quantile(recovery, 0.5), p95: quantile(recovery, 0.95), max: quantile(recovery, 1) },
      },
    ];
  });

const tableOf = (rows: readonly Row[]): string[] => [
  '| fault | what happens | calls | secret frames that left | secret samples recorded | calls lost | sealed data lost | innocent audio muted after it, p50 / p95 / max | innocent words that passed |',
  '| - | - | - | - | - | - | - | - | - |',
  ...rows.map(({ fault, what, calls, leakedFrames, recordedSamples, lost, broken, recoveryMs, passed }) => {
    const recovery =
      recoveryMs === undefined
        ? 'the call ends'
        : `${recoveryMs.p50} / ${recoveryMs.p95} / ${recoveryMs.max} ms`;
    const share = recoveryMs === undefined ? '' : `${(100 * passed).toFixed(1)} %`;
    return `| ${[fault, what, calls, leakedFrames, recordedSamples, lost, broken, recovery, share].join(' | ')} |`;
  }),
];

export const writeReliability = async ({ outcomes, seconds, circumstances }: Run): Promise<void> => {
  const rows = rowsOf(outcomes);
  const page = await readFile(PAGE, 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${PAGE} has no place for the table`);
  const body = [
    ...tableOf(rows),
    '',
    ...circumstanceLines(circumstances),
    `- ${outcomes.length} faults in ${seconds.toFixed(0)} s`,
  ].join('\n');
  await writeFile(PAGE, `${before}${BEGIN}\n\n${body}\n\n${END}${after}`);
  await writeFile(
    DATA,
    `${JSON.stringify({ circumstances, seconds: Math.round(seconds), rows }, undefined, 2)}\n`,
  );
};
