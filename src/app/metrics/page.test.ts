import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { metricDefinitions, metricsPage } from './page.js';

/** Cells of tables, without the padding that the formatter puts in. */
const plain = (page: string): string =>
  page
    .replace(/ *\| */g, '|')
    .replace(/\|-[-|]*/g, '|-')
    .trim();

describe('docs/metrics.md', () => {
  it('is what the registry says: npm run docs:metrics', () => {
    expect(plain(readFileSync('docs/metrics.md', 'utf8'))).toBe(plain(metricsPage()));
  });
});

describe('the registry', () => {
  const definitions = metricDefinitions();

  it('has one metric of each name, all of them Tacet’s own but for those that every Prometheus client has', () => {
    const names = definitions.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^tacet_[a-z0-9_]+$/.test(name))).toEqual([
      'process_open_fds',
      'process_max_fds',
    ]);
  });

  it('has no label that could tell a call, a party or a tenant', () => {
    const labels = new Set(definitions.flatMap((definition) => Object.keys(definition.labels)));

    expect([...labels].sort()).toEqual([
      'branch',
      'cause',
      'certificate',
      'code',
      'entity',
      'how',
      'leg',
      'operation',
      'outcome',
      'position',
      'process',
      'protocol',
      'reason',
      'scope',
      'state',
      'surface',
      'trigger',
      'what',
    ]);
  });

  it('names units by their base: seconds and bytes', () => {
    const wrong = definitions.filter(({ name }) => /(_ms|_millis|_ticks|_kb|_minutes)(_|$)/.test(name));

    expect(wrong).toEqual([]);
  });
});
