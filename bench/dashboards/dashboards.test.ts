import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { capacity } from './capacity.js';
import { gate } from './gate.js';
import { overview } from './overview.js';
import { dashboardJson } from './panel.js';
import { knownSeries } from '#tacet/test/ops/known-series.js';
import { seriesIn } from '#tacet/test/ops/rules-file.js';

const known = knownSeries();

describe.each(Object.entries({ overview, gate, capacity }))('the dashboard %s', (name, dashboard) => {
  it('is what was written: npm run docs:dashboards', () => {
    expect(JSON.parse(readFileSync(`deploy/grafana/${name}.json`, 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(dashboardJson(dashboard))),
    );
  });

  it('asks for series only that there are', () => {
    const queries = dashboard.rows.flatMap(({ panels }) => panels.flatMap((panel) => panel.queries));
    const names = queries.flatMap(({ expr }) => seriesIn(expr));

    expect(names.length).toBeGreaterThanOrEqual(queries.length);
    expect(names.filter((series) => !known.has(series))).toEqual([]);
  });
});
