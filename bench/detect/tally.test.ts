import { describe, expect, it } from '@jest/globals';

import { clipFor, numberFor } from './clip-for-tests.js';
import { positionCounts } from './report-latency.js';
import { tally } from './tally.js';

describe('tally', () => {
  const clips = [
    clipFor({
      numbers: [numberFor({ audible: [1, 2] }), numberFor({ kind: 'cvv', digits: 3, audible: [3] })],
    }),
    clipFor(),
    clipFor({ kind: 'negative', numbers: [], wronglyMutedMs: 100 }),
  ];

  it('adds up digits over card calls, and wrong mutes over all', () => {
    expect(tally(clips)).toMatchObject({
      clips: 3,
      cards: 2,
      digits: 35,
      audible: 3,
      audiblePerCall: [3, 0],
      audiblePanPerCall: [2, 0],
      wronglyMutedMs: 100,
    });
    expect(tally(clips).mutedPerHour).toBeCloseTo(0.1 / 0.03);
  });

  it('has no interval of wrong mutes that happened once', () => {
    expect(tally(clips).mutedInterval).toBeUndefined();
  });

  it('knows nothing by the hour of no audio', () => {
    expect(tally([]).mutedPerHour).toBeUndefined();
  });

  it('counts leaked digits by their place, expiry dates and codes as a whole', () => {
    const counts = positionCounts([
      ...clips,
      clipFor({ numbers: [numberFor({ digits: 19, audible: [19, 1] })] }),
    ]);

    expect(counts[0]).toBe(2);
    expect(counts[1]).toBe(1);
    expect(counts[18]).toBe(1);
    expect(counts.slice(19)).toEqual([0, 1]);
  });
});
