/**
 * Markdown tables and how figures are written in them.
 */
import type { Interval } from './statistics.js';

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

export const count = (value: number | null | undefined): string =>
  value === undefined || value === null || Number.isNaN(value) ? '' : value.toFixed(0);

export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(0)} s`;

/** 0.7..6.0 */
export const range = (interval: Interval | undefined, digits = 1): string =>
  interval === undefined ? '' : `${interval.low.toFixed(digits)}..${interval.high.toFixed(digits)}`;

/** 12.3 (0.7..60.1); without the interval where there is none. */
export const withRange = (value: number | undefined, interval: Interval | undefined, digits = 1): string => {
  if (value === undefined || Number.isNaN(value)) return '';
  return interval === undefined
    ? value.toFixed(digits)
    : `${value.toFixed(digits)} (${range(interval, digits)})`;
};

/** 2.1 (0.7..6.0), of 0.021 */
export const percent = (share: number, interval: Interval | undefined, digits = 1): string =>
  withRange(100 * share, interval && { low: 100 * interval.low, high: 100 * interval.high }, digits);

/** 3 (2.1 %; 0.7..6.0) */
export const ofCases = (hits: number, cases: number, interval: Interval | undefined): string =>
  cases === 0 || interval === undefined
    ? ''
    : `${hits} (${((100 * hits) / cases).toFixed(1)} %; ${range({ low: 100 * interval.low, high: 100 * interval.high })})`;
