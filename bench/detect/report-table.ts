/**
 * Markdown tables and how figures are written in them.
 */
import { wilson } from './statistics.js';

/** @param alignment a letter a column: `l` or `r` */
export const table = (
  alignment: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string[] => [
  line(head),
  line(Array.from(alignment, (side) => (side === 'r' ? '-:' : '-'))),
  ...rows.map(line),
];

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

export const count = (value: number | undefined): string => (value === undefined ? '' : value.toFixed(0));

export const perHour = (value: number | undefined): string => (value === undefined ? '' : value.toFixed(1));

export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(0)} s`;

/** 3 (2.1 %; 0.7..6.0) */
export const ofCases = (hits: number, cases: number): string => {
  const interval = wilson(hits, cases);
  if (interval === undefined) return '';
  const percent = (share: number): string => (100 * share).toFixed(1);
  return `${hits} (${percent(hits / cases)} %; ${percent(interval.low)}..${percent(interval.high)})`;
};
