/** The page of `npm run bench:api`. */
import type { Figures } from '../publish.js';
import { rowsChart } from '../rows-chart.js';
import { quantileSpread, quantileTold, type QuantileSpread } from '../statistics.js';

/** One trial. */
export interface Timed {
  readonly calls: number;
  /** Milliseconds from request to answer. */
  readonly pauseMs: readonly number[];
  readonly resumeMs: readonly number[];
  /** Legs whose pause began before where the audio was at the request, or behind where it was at the answer. */
  readonly misplaced: number;
}

const TARGET_MS = 50;
const SHARES = { p50: 0.5, p90: 0.9, p99: 0.99 } as const;

interface Row {
  readonly calls: number;
  readonly request: 'pause' | 'resume';
  readonly requests: number;
  readonly p50: QuantileSpread;
  readonly p90: QuantileSpread;
  readonly p99: QuantileSpread;
  readonly longest: number;
  readonly late: number;
}

const rowOf = (calls: number, request: Row['request'], ms: readonly number[]): Row => ({
  calls,
  request,
  requests: ms.length,
  p50: quantileSpread(ms, SHARES.p50),
  p90: quantileSpread(ms, SHARES.p90),
  p99: quantileSpread(ms, SHARES.p99),
  longest: Math.max(...ms),
  late: ms.filter((one) => one > TARGET_MS).length,
});

export const apiFigures = (timed: readonly Timed[]): Omit<Figures, 'circumstances'> => {
  const rows = timed.flatMap(({ calls, pauseMs, resumeMs }) => [
    rowOf(calls, 'pause', pauseMs),
    rowOf(calls, 'resume', resumeMs),
  ]);
  const p99 = Math.max(...rows.map((row) => row.p99.value));
  const legs = timed.reduce((sum, { pauseMs }) => sum + 2 * pauseMs.length, 0);
  const misplaced = timed.reduce((sum, one) => sum + one.misplaced, 0);
  return {
    title: 'How soon a pause is answered',
    source: 'bench/api/api-report.ts',
    data: { targetMs: TARGET_MS, rows, timed },
    picture: { svg: chart(rows), title: 'Percentiles of the time from request to answer' },
    body: [
      'Milliseconds from request to answer, over one connection that is kept, while calls send 50 packets a second and leg and are',
      'recorded encrypted. The client shares its core with the generator, so its own waiting is in them. In brackets: 95 %',
      'intervals, by ranks; open where there are too few requests to bound it.',
      '',
      `| calls | request | requests | p50 | p90 | p99 | longest | over ${String(TARGET_MS)} ms |`,
      '| -: | - | -: | -: | -: | -: | -: | -: |',
      ...rows.map(
        ({ calls, request, requests, p50, p90, p99: last, longest, late }) =>
          `| ${[calls, request, requests, ...[p50, p90, last].map(quantileTold), longest.toFixed(1), late].join(' | ')} |`,
      ),
      '',
      `**The 99th percentile of the slowest row is ${p99.toFixed(1)} ms** (asked: within ${String(TARGET_MS)} ms): ${p99 <= TARGET_MS ? 'pass' : '**fail**'}.`,
      '',
      `**${String(misplaced)} of ${String(legs)} paused legs** began before where their audio was just before the request, or behind where it was just`,
      `after the answer (asked: none): ${misplaced === 0 ? 'pass' : '**fail**'}.`,
    ],
  };
};

const chart = (rows: readonly Row[]): string =>
  rowsChart([
    {
      title: 'From request to answer (lines: 95 %)',
      axis: 'milliseconds, logarithmic',
      shape: 'dot',
      isLogarithmic: true,
      series: [...Object.keys(SHARES), 'longest'],
      rows: rows.map(({ calls, request, p50, p90, p99, longest }) => ({
        label: `${request}, ${String(calls)} ${calls === 1 ? 'call' : 'calls'}`,
        marks: [...[p50, p90, p99], { value: longest }].map((mark) => ({
          ...mark,
          told: mark.value.toFixed(1),
        })),
      })),
      limits: [{ value: TARGET_MS, name: `asked of p99: ${String(TARGET_MS)} ms` }],
    },
  ]);
