import { describe, expect, it } from '@jest/globals';

import { BlockPool } from './block-pool.js';

describe('a pool of blocks', () => {
  it('gives out zeros, whatever was in a block that came back', () => {
    const pool = new BlockPool(4, 2);
    const block = pool.take();
    block.fill(7);

    pool.give(block);

    expect(pool.take()).toBe(block);
    expect([...block]).toEqual([0, 0, 0, 0]);
  });

  it('never gives one block to two', () => {
    const pool = new BlockPool(4, 2);

    pool.give(pool.take());

    expect(pool.take()).not.toBe(pool.take());
  });

  it('zeroes also those that it has no room for', () => {
    const pool = new BlockPool(4, 1);
    const [kept, other] = [pool.take(), pool.take()];
    other.fill(7);

    pool.give(kept);
    pool.give(other);

    expect([...other]).toEqual([0, 0, 0, 0]);
    expect(pool.take()).toBe(kept);
    expect(pool.take()).not.toBe(other);
  });
});
