/** A quick slice of `npm run fuzz` for what lies in stores. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { mutated } from './mutate.js';
import { NAMES, openObjectStoreTarget, openWriterTarget } from './store-targets.js';
import type { Target } from './target.js';
import { Random } from '../dialogues/random.js';

const RUNS = 60;
const opened: Awaited<ReturnType<typeof openWriterTarget>>[] = [];
beforeAll(async () => {
  opened.push(await openWriterTarget(), await openObjectStoreTarget());
});
afterAll(() => Promise.all(opened.map(({ close }) => close())));

describe('what lies in a store', () => {
  it('breaks nobody and leads nowhere else, whatever it is', async () => {
    const targets: readonly Target[] = [NAMES, ...opened.map(({ target }) => target)];
    expect(targets).toHaveLength(3);
    const random = new Random(6);
    for (const { seeds, read } of targets) {
      for (const seed of seeds) await read(seed);
      for (let i = 0; i < RUNS; i++) await read(mutated(random, seeds));
    }
  });
});
