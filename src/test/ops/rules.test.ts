/** The alerts under deploy/ and what they refer to. Whether they fire is for rules.system.ts. */
import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

import { knownSeries } from './known-series.js';
import { alertRules, recordingRules, RULES_TEST, seriesIn } from './rules-file.js';

const known = knownSeries();
const runbooks = readFileSync('docs/runbooks.md', 'utf8');
const unitTests = readFileSync(RULES_TEST, 'utf8');
/** Whether they do is seen by `npm run test:system`. */
const faults = ['alerts', 'process-alerts']
  .map((name) => readFileSync(`src/test/ops/${name}.system.ts`, 'utf8'))
  .join('\n');

describe('the rules', () => {
  it('are read by the configuration beside them, for the job that they ask for', () => {
    const config = parse(readFileSync('deploy/prometheus/prometheus.yml', 'utf8')) as object;

    expect(config).toMatchObject({ rule_files: ['rules.yml'], scrape_configs: [{ job_name: 'tacet' }] });
  });

  it('ask for series only that there are', () => {
    const unknown = [...alertRules(), ...recordingRules()]
      .flatMap(({ expr }) => seriesIn(expr))
      .filter((name) => !known.has(name));

    expect(unknown).toEqual([]);
    expect(seriesIn('rate(tacet_x_total{a="tacet_y"}[5m]) > tacet:z:rate5m')).toEqual([
      'tacet_x_total',
      'tacet:z:rate5m',
    ]);
  });

  it.each(alertRules().map((rule) => [rule.alert, rule] as const))(
    '%s says how urgent it is, what it is about and what to do',
    (name, { labels, annotations }) => {
      expect(['page', 'ticket']).toContain(labels['severity']);
      expect(annotations['summary']).toBeTruthy();
      expect(annotations['runbook_url']).toBe(`docs/runbooks.md#${name.toLowerCase()}`);
      expect(runbooks).toContain(`\n## ${name}\n`);
    },
  );

  it('are all unit tested, firing and quiet', () => {
    const untested = alertRules().filter(
      ({ alert }) =>
        !unitTests.includes(`name: ${alert} fires\n`) || !unitTests.includes(`name: ${alert} is quiet\n`),
    );

    expect(untested).toEqual([]);
  });

  it('are all fired by a fault that is done to a Tacet that runs', () => {
    const unfired = alertRules().filter(({ alert }) => !new RegExp(`\\b${alert}\\b`).test(faults));

    expect(unfired.map(({ alert }) => alert)).toEqual([]);
  });

  it('are all that the runbooks are about', () => {
    const sections = [...runbooks.matchAll(/^## (Tacet\w+)$/gm)].map(([, name]) => name);

    expect(sections.sort()).toEqual(
      alertRules()
        .map(({ alert }) => alert)
        .sort(),
    );
  });
});
