/**
 * A slice of the fault matrix, one call with each of some faults: `npm run chaos` is the whole. What waits for a
 * time-out and what needs a process of its own is left to that.
 */
import { describe, expect, it } from '@jest/globals';

import { runMatrix, violations } from './matrix.js';

const SLICE = [
  'engine fails',
  'worker dies',
  'engine garbage',
  'burst',
  'loss and reordering',
  'sender starts anew',
  'store full',
  'object store away',
  'object store slow',
  'object store answers errors',
  'bad configuration',
];

describe('the fault matrix', () => {
  it('no secret leaves or is recorded, no call is lost and nothing sealed breaks by a fault', async () => {
    // However busy the machine is, nobody hangs up for want of a pong.
    const outcomes = await runMatrix({
      faults: SLICE.length,
      seed: 2,
      concurrency: 4,
      only: SLICE,
      pongMs: 3_600_000,
    });

    expect(outcomes.map(({ fault }) => fault).sort()).toEqual([...SLICE].sort());
    expect(violations(outcomes)).toEqual([]);
    // It would all be true of a Tacet that masks everything.
    expect(Math.max(...outcomes.map(({ passed }) => passed))).toBeGreaterThan(0);
  }, 600_000);
});
