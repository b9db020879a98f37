import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { gently, sortedGently } from './gently.js';

describe('sorting gently', () => {
  it('sorts as sorting does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ maxLength: 3 }), { maxLength: 50 }), async (texts) => {
        expect(await sortedGently(texts)).toEqual([...texts].sort());
      }),
    );
  });

  it.each([2_047, 2_048, 2_049, 20_000])('sorts %i texts, and lets others have their turn', async (count) => {
    const texts = Array.from({ length: count }, (_, i) => String((i * 7_919) % 20_011));
    let turns = 0;
    let isSorting = true;
    const turn = (): void => {
      turns++;
      if (isSorting) setImmediate(turn);
    };
    setImmediate(turn);

    const sorted = await sortedGently(texts);
    isSorting = false;

    expect(sorted).toEqual([...texts].sort());
    expect(turns).toBeGreaterThanOrEqual(Math.floor(count / 2_048));
  });
});

describe('going through something gently', () => {
  it('misses nothing, and lets others have their turn', async () => {
    const items = Array.from({ length: 10_000 }, (_, i) => i);
    let turns = 0;
    let isGoing = true;
    const turn = (): void => {
      turns++;
      if (isGoing) setImmediate(turn);
    };
    setImmediate(turn);

    const seen: number[] = [];
    for await (const item of gently(items)) seen.push(item);
    isGoing = false;

    expect(seen).toEqual(items);
    expect(turns).toBeGreaterThanOrEqual(4);
  });
});
