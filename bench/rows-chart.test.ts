import { describe, expect, it } from '@jest/globals';

import { rowsChart, type Panel } from './rows-chart.js';

const panel = (marks: Panel['rows'][number]['marks'], rest: Partial<Panel> = {}): Panel => ({
  title: 'title',
  axis: 'ms',
  shape: 'bar',
  series: ['one'],
  rows: [{ label: 'row', marks }],
  ...rest,
});
const widthsOf = (svg: string): number[] =>
  [...svg.matchAll(/<rect x=[^>]* width="([\d.]+)"/g)].map(([, width]) => Number(width));
const placesOf = (svg: string): number[] =>
  [...svg.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x));

describe('rows of marks', () => {
  it('are bars from zero, as long as their values', () => {
    const [small = 0, large = 0] = widthsOf(
      rowsChart([panel([{ value: 100 }, { value: 200 }], { series: ['one', 'two'] })]),
    );

    expect(large).toBeCloseTo(2 * small, 0);
  });

  it('are as far apart on a logarithmic axis as their ratios', () => {
    const marks = [{ value: 1 }, { value: 10 }, { value: 100 }];
    const svg = rowsChart([panel(marks, { shape: 'dot', isLogarithmic: true })]);
    const [a = 0, b = 0, c = 0] = placesOf(svg);

    expect(c - b).toBeCloseTo(b - a, 0);
    expect(b).toBeGreaterThan(a);
  });

  it('end where the axis does, however long an interval is', () => {
    const cut = rowsChart([panel([{ value: 1, high: 1_000 }], { shape: 'dot', atMost: 2 })]);
    const asLong = rowsChart([panel([{ value: 1, high: 2 }], { shape: 'dot', atMost: 2 })]);

    expect(cut).toBe(asLong);
  });

  it('leave a gap where there is nothing', () => {
    expect(placesOf(rowsChart([panel([undefined, { value: 1 }], { shape: 'dot' })]))).toHaveLength(1);
  });
});
