/**
 * detect.json: everything that the pages are made of, one line a clip or a condition. A part that is not measured again
 * is read back from it, and keeps its own command, date, commit and machine.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

import type { TextRecord } from '../dialogues/text-part.js';
import { nameOf, type RunRecord } from './record.js';
import { targets } from './targets.js';

/** Changes with the shape: what an older command wrote is not read. */
const FORMAT = 'tacet bench:detect 2';
const DECIMALS = 5;

export interface BenchRecord {
  readonly runs: readonly RunRecord[];
  readonly text: TextRecord | undefined;
}

const NOTHING: BenchRecord = { runs: [], text: undefined };

/** Nothing where there is no such file, or one of another shape. */
export const readRecord = async (path: string): Promise<BenchRecord> => {
  if (!existsSync(path)) return NOTHING;
  const found = JSON.parse(await readFile(path, 'utf8')) as {
    readonly format?: unknown;
  } & Partial<BenchRecord>;
  return found.format === FORMAT ? { runs: found.runs ?? [], text: found.text } : NOTHING;
};

/** Runs of the same name take the place of those before. */
export const mergeRuns = (before: readonly RunRecord[], now: readonly RunRecord[]): RunRecord[] => {
  const byName = new Map([...before, ...now].map((run) => [nameOf(run), run]));
  return [...byName.values()].toSorted((a, b) => orderOf(a) - orderOf(b));
};

const orderOf = ({ branch, lookAheadMs }: RunRecord): number => (branch === 'recording' ? -1 : lookAheadMs);

export const recordText = ({ runs, text }: BenchRecord): string => {
  const runTexts = runs.map(
    ({ clips, ...run }) => `{${inner(run)},\n"clips": [\n${clips.map(compact).join(',\n')}\n]}`,
  );
  const textTexts = text === undefined ? [] : [`"text": ${textOf(text)}`];
  return `{\n${[
    `"format": ${compact(FORMAT)}`,
    `"targets": [\n${targets(runs, text).map(compact).join(',\n')}\n]`,
    `"runs": [\n${runTexts.join(',\n')}\n]`,
    ...textTexts,
  ].join(',\n')}\n}\n`;
};

const textOf = ({ summaries, curve, ...rest }: TextRecord): string =>
  `{${inner(rest)},\n"curve": [${curve.map(compact).join(',\n')}],\n` +
  `"summaries": [\n${summaries.map(compact).join(',\n')}\n]}`;

const inner = (value: object): string => compact(value).slice(1, -1);

const compact = (value: unknown): string => JSON.stringify(value, rounded);

const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toFixed(DECIMALS)) : value;
