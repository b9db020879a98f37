import { expect } from '@jest/globals';

import type { ReportSpan } from '../../sink/report.js';

/** In one piece or in several, but without a gap: where one begins and another ends depends on the machine. */
export const expectCovered = (spans: readonly ReportSpan[], fromMs: number, toMs: number): void => {
  let reached = fromMs;
  for (const { startMs, endMs } of [...spans].sort((a, b) => a.startMs - b.startMs))
    if (startMs <= reached) reached = Math.max(reached, endMs);
  expect(reached).toBeGreaterThanOrEqual(toMs);
};
