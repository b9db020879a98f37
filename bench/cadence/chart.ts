/** What is masked without words, as one picture: by condition, by pace, and of calls without a card. */
import { rowsChart, type Panel } from '../rows-chart.js';
import { MODES } from './guarded.js';
import type { ShareRow } from './rows.js';
import { HALVES } from './voices.js';

const PERCENT = 100;

export const chart = (
  conditions: readonly ShareRow[],
  paces: readonly ShareRow[],
  others: readonly ShareRow[],
): string =>
  rowsChart([
    panel('Card digits masked, by condition (lines: 95 %)', '% of digits', conditions, [
      'cadence, after 3 digits',
      'voice, all digits',
    ]),
    panel(
      'By pace: cadence, after 3 digits (lines: 95 %)',
      '% of digits',
      named(paces, (ms) => `pauses of ${ms} ms`),
      HALVES,
    ),
    panel('Calls without a card (lines: 95 %)', '% of their time that is masked', others, MODES),
  ]);

const named = (rows: readonly ShareRow[], name: (label: string) => string): ShareRow[] =>
  rows.map((row) => ({ ...row, label: name(row.label) }));

const panel = (title: string, axis: string, rows: readonly ShareRow[], series: readonly string[]): Panel => ({
  title,
  axis,
  shape: 'dot',
  atLeast: PERCENT,
  series,
  rows: rows.map(({ label, shares }) => ({
    label,
    marks: shares.map(
      (share) =>
        share && {
          value: PERCENT * share.share,
          low: PERCENT * share.low,
          high: PERCENT * share.high,
        },
    ),
  })),
});
