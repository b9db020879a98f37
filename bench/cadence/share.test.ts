import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { respaced } from './respaced.js';
import { shareOf } from './share.js';
import { halfOf } from './voices.js';
import { isMasked } from './guarded.js';

describe('a share over clips', () => {
  it('is undefined of nothing, and counts no clip without anything to count', () => {
    expect(shareOf([])).toBeUndefined();
    expect(shareOf([{ hits: 0, of: 0 }])).toBeUndefined();
    expect(
      shareOf([
        { hits: 1, of: 2 },
        { hits: 0, of: 0 },
      ]),
    ).toMatchObject({ clips: 1, share: 0.5 });
  });

  it('is not certain where all clips agree', () => {
    expect(shareOf(Array.from({ length: 10 }, () => ({ hits: 16, of: 16 })))?.low).toBeCloseTo(0.72, 2);
    expect(shareOf(Array.from({ length: 10 }, () => ({ hits: 0, of: 16 })))?.high).toBeCloseTo(0.28, 2);
  });

  it('lies within its interval', () => {
    const part = fc
      .tuple(fc.nat({ max: 16 }), fc.nat({ max: 16 }))
      .map(([a, b]) => ({ hits: Math.min(a, b), of: Math.max(a, b) }));
    fc.assert(
      fc.property(fc.array(part, { minLength: 30, maxLength: 40 }), (parts) => {
        const share = shareOf(parts);
        if (share === undefined) return;
        expect(share.low).toBeLessThanOrEqual(share.share);
        expect(share.high).toBeGreaterThanOrEqual(share.share);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the halves of the voices', () => {
  it('are by name alone, and both are there', () => {
    const halves = Array.from({ length: 40 }, (_, i) => halfOf(`voice-${i}`));

    expect(halfOf('voice-1')).toBe(halfOf('voice-1'));
    expect(new Set(halves).size).toBe(2);
  });
});

describe('digits said again', () => {
  it('keep their samples and get the new pause, and a longer one after four', () => {
    const pcm = Int16Array.from({ length: 8_000 }, (_, i) => 1_000 + i);
    const digits = Array.from({ length: 5 }, (_, i) => ({ startMs: i * 100, endMs: i * 100 + 50 }));
    const again = respaced(pcm, 8_000, digits, 20);

    expect(again.digits.map(({ startMs }) => startMs)).toEqual([1_000, 1_070, 1_140, 1_210, 1_680]);
    expect(again.pcm.subarray(1_680 * 8, 1_730 * 8)).toEqual(pcm.subarray(400 * 8, 450 * 8));
  });
});

describe('a digit', () => {
  it('is masked if no more than half of it is heard', () => {
    const frames = [false, false, true, true, true];

    expect(isMasked(frames, { startMs: 0, endMs: 80 })).toBe(true);
    expect(isMasked(frames, { startMs: 0, endMs: 60 })).toBe(false);
    expect(isMasked(frames, { startMs: 200, endMs: 260 })).toBe(false);
  });
});
