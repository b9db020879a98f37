import { describe, expect, it } from '@jest/globals';

import { judge, statusOf } from './judged.js';
import type { Sample, Soaked } from './soak-run.js';
import { waitedShareOf } from './starvation.js';
import { VITAL_NAMES, type Vitals } from './vitals.js';

const vitals = Object.fromEntries(VITAL_NAMES.map((name) => [name, 1])) as unknown as Vitals;
const samples: Sample[] = Array.from({ length: 40 }, (_, i) => ({
  atMs: i,
  calls: 1_000 * i,
  vitals,
  loaded: vitals,
}));
const held = { vitals, counts: {} };

const judged = (failures: readonly string[], waitedShare: number | undefined) => {
  const soaked: Soaked = { samples, played: {}, failures, before: held, after: held, leaks: [] };
  return judge({ soaked, errors: [], files: { unfinished: 0 }, exitStatus: 0, warmUp: 0.25, waitedShare });
};

describe('what a soak has shown', () => {
  it.each([
    { failures: [], waitedShare: 0.1, status: 0, what: 'all is flat' },
    { failures: ['x'], waitedShare: 0.1, status: 1, what: 'something was wrong' },
    { failures: ['x'], waitedShare: undefined, status: 1, what: 'nobody counts what the server waited' },
    {
      failures: ['x'],
      waitedShare: 0.7,
      status: 3,
      what: 'something was wrong, and the machine was starved',
    },
    { failures: [], waitedShare: 0.7, status: 0, what: 'all is flat although the machine was starved' },
  ])('is $status where $what', ({ failures, waitedShare, status }) => {
    expect(statusOf(judged(failures, waitedShare))).toBe(status);
  });

  it('knows of a process that runs how long it has waited for a core', async () => {
    const share = await waitedShareOf(process.pid);

    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThan(1);
    expect(await waitedShareOf(-1)).toBeUndefined();
  });
});
