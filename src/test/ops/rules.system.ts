/**
 * With promtool of Debian's `prometheus`: the rules and their unit tests, and the metrics of a Tacet that runs.
 *
 * `npm run test:system`. Needs the package `prometheus`.
 */
import { execFileSync } from 'node:child_process';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { RunningTacet } from '../bridges/running-tacet.js';
import { voice } from '../bridges/signals.js';
import { RULES, RULES_TEST } from './rules-file.js';

/** @returns what it says */
const promtool = (args: readonly string[], input?: string): string =>
  execFileSync('promtool', [...args], { encoding: 'utf8', input, stdio: ['pipe', 'pipe', 'pipe'] });

beforeAll(() => {
  try {
    promtool(['--version']);
  } catch {
    throw new Error('the program promtool is not here: apt-get install prometheus');
  }
});
afterEach(() => RunningTacet.stopAll());

describe('the rules', () => {
  it('are valid', () => {
    expect(promtool(['check', 'rules', RULES])).toContain('SUCCESS');
  });

  it('are in a configuration that Prometheus takes', () => {
    // The key of the scraper is not there.
    const said = promtool(['check', 'config', '--syntax-only', 'deploy/prometheus/prometheus.yml']);

    expect(said).toContain('SUCCESS');
  });

  it('fire when they should, and only then', () => {
    expect(promtool(['test', 'rules', RULES_TEST])).toContain('SUCCESS');
  });
});

describe('the metrics', () => {
  it('keep to the rules of Prometheus, before, in and after a call', async () => {
    const server = await RunningTacet.start();
    const scrapes = [await server.metrics()];
    const call = await server.call();
    await call.say({ caller: voice(50, 7) });
    scrapes.push(await server.metrics());
    await call.hangUp();
    scrapes.push(await server.metrics());

    // It fails, and so throws, on the first complaint.
    for (const scrape of scrapes) expect(promtool(['check', 'metrics'], scrape)).toBe('');
  });
});
