/**
 * A slice of the fault matrix, one call with each fault: `npm run chaos` is the whole. Those of whole processes are
 * for that (`src/test/process.test.ts` and `sealed-kill.test.ts` have one of each).
 */
import { describe, expect, it } from '@jest/globals';

import { FAULTS } from './faults/registry.js';
import { runMatrix, violations } from './matrix.js';

describe('the fault matrix', () => {
  it('no secret leaves or is recorded, no call is lost and nothing sealed breaks by any fault', async () => {
    const only = FAULTS.filter(({ signal }) => signal === undefined).map(({ name }) => name);

    const outcomes = await runMatrix({ faults: only.length, seed: 2, concurrency: 6, only });

    expect(outcomes.map(({ fault }) => fault)).toEqual(only);
    expect(violations(outcomes)).toEqual([]);
    // It would all be true of a Tacet that masks everything.
    expect(Math.max(...outcomes.map(({ passed }) => passed))).toBeGreaterThan(0.5);
  }, 600_000);
});
