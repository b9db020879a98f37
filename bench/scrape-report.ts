/** The page of `npm run bench:scrape`. */
import type { Figures } from './publish.js';
import { rowsChart } from './rows-chart.js';
import { quantileSpread, quantileTold, type QuantileSpread } from './statistics.js';

/** Scrapes of one form, while so many calls ran. */
export interface Taken {
  readonly form: string;
  readonly calls: number;
  readonly ms: readonly number[];
  readonly bytes: number;
}

const TARGET_MS = 20;
const SHARES = [0.5, 0.9, 0.99] as const;
const KILO = 1_024;

export const scrapeFigures = (taken: readonly Taken[], calls: number): Omit<Figures, 'circumstances'> => {
  const rows = taken.map((one) => ({
    ...one,
    lowest: Math.min(...one.ms),
    quantiles: SHARES.map((share) => quantileSpread(one.ms, share)),
  }));
  const worst = Math.max(
    ...rows.filter((row) => row.calls === calls).map(({ quantiles: [p50] }) => p50?.value ?? Number.NaN),
  );
  return {
    title: 'What a scrape costs',
    source: 'bench/scrape-report.ts',
    data: { targetMs: TARGET_MS, taken },
    picture: { svg: chart(rows), title: 'Milliseconds a scrape, by form and calls' },
    body: [
      `Milliseconds a scrape, of ${String(taken[0]?.ms.length ?? 0)} in a row, on the thread that relays (the lowest is what it takes where nobody else wants the`,
      'core). In brackets: 95 % intervals, by ranks; open where there are too few scrapes to bound it.',
      '',
      '| form | calls | lowest | p50 | p90 | p99 | kB |',
      '| - | -: | -: | -: | -: | -: | -: |',
      ...rows.map(
        ({ form, calls: running, lowest, quantiles, bytes }) =>
          `| ${[form, running, lowest.toFixed(1), ...quantiles.map(quantileTold), (bytes / KILO).toFixed(0)].join(' | ')} |`,
      ),
      '',
      `**A scrape of ${String(calls)} calls takes ${worst.toFixed(1)} ms in the median of the slower form** (asked: less than ${String(TARGET_MS)} ms): ${worst < TARGET_MS ? 'pass' : '**fail**'}.`,
      '',
      'While it is made no packet is relayed: once in a scrape interval a packet may wait so long. The number of series does not grow',
      'with the calls; adding up their counters is what does.',
    ],
  };
};

const chart = (rows: readonly (Taken & { readonly quantiles: readonly QuantileSpread[] })[]): string =>
  rowsChart([
    {
      title: 'A scrape (bar / line: p50 / p99)',
      axis: 'milliseconds on the thread that relays',
      shape: 'bar',
      series: [''],
      rows: rows.map(({ form, calls, quantiles: [p50, , p99] }) => ({
        label: `${form}, ${String(calls)} calls`,
        marks: [
          p50 && {
            value: p50.value,
            high: p99?.value,
            told: `${p50.value.toFixed(1)} / ${p99?.value.toFixed(1) ?? ''}`,
          },
        ],
      })),
      limits: [{ value: TARGET_MS, name: `asked of the median: ${String(TARGET_MS)} ms` }],
    },
  ]);
