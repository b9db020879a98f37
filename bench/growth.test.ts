import { describe, expect, it } from '@jest/globals';

import { growthChart } from './growth-chart.js';
import { exponent, exponentOf, growthBody, lineOf, type GrowthPoint } from './growth.js';

const CALLS = [1, 50, 500];
const grown = (power: number, round: number, relay: GrowthPoint['relay'] = 'tacet'): GrowthPoint[] =>
  CALLS.map((calls) => ({ relay, round, calls, cpuMsPerSecond: 2 * calls ** power, heldBytesPerCall: 1 }));

describe('the growth of cost', () => {
  it.each([0.5, 1, 2])('finds the power %d', (power) => {
    expect(exponentOf(grown(power, 0))).toBeCloseTo(power, 9);
  });

  it('says how sure it is by how much its rounds differ', () => {
    const { mean, interval } = exponent([...grown(0.9, 0), ...grown(1.1, 1)], 'tacet');

    expect(mean).toBeCloseTo(1, 9);
    expect(interval?.[0]).toBeLessThan(0.9);
    expect(interval?.[1]).toBeGreaterThan(1.1);
  });

  it('is a straight line where each call costs the same, beside what the process takes anyway', () => {
    const points = CALLS.flatMap((calls) =>
      [0, 1].map((round): GrowthPoint => ({
        relay: 'tacet',
        round,
        calls,
        cpuMsPerSecond: 30 + (3 + 0.1 * round) * calls,
        heldBytesPerCall: 1,
      })),
    );
    const { fixed, perCall, interval, explained } = lineOf(points, 'tacet');

    expect(fixed).toBeCloseTo(30, 9);
    expect(perCall).toBeCloseTo(3.05, 9);
    expect(interval?.[0]).toBeLessThan(3);
    expect(interval?.[1]).toBeGreaterThan(3.1);
    expect(explained).toBeGreaterThan(0.99);
  });

  it('has no interval of one round', () => {
    expect(exponent(grown(1, 0), 'tacet').interval).toBeUndefined();
  });

  it('is drawn and written with a row for each number of calls', () => {
    const points = [...grown(1, 0), ...grown(1, 0, 'floor')];

    expect(growthBody(points).filter((line) => /^\| \d+ \|/.test(line))).toHaveLength(CALLS.length);
    expect(growthChart(points).match(/<circle/g)).toHaveLength(points.length);
  });
});
