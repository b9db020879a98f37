import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { GroupSync } from './group-sync.js';
import { syncAllOf, type SyncAll } from './syncfs.js';

/** Counts of what was written, of which of that is durable, and how often everything was synced. */
const disk = ({ syncAll = true, fails = false } = {}) => {
  const written = new Set<number>();
  const durable = new Set<number>();
  let all = 0;
  const everything: SyncAll = async () => {
    const before = [...written];
    await Promise.resolve();
    if (fails) throw new Error('the disk is gone');
    all++;
    for (const file of before) durable.add(file);
  };
  return {
    written,
    durable,
    all: () => all,
    group: new GroupSync('/anywhere', () => Promise.resolve(syncAll ? everything : undefined)),
    own: (file: number) => async (): Promise<void> => {
      await Promise.resolve();
      durable.add(file);
    },
  };
};

describe('a group sync', () => {
  it('settles no write before that is durable, however many come when', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 8 }),
        fc.boolean(),
        fc.boolean(),
        async (waves, syncAll, fails) => {
          const { group, written, durable, own } = disk({ syncAll, fails });
          const asked: Promise<void>[] = [];
          let next = 0;
          for (const wave of waves) {
            for (let i = 0; i < wave; i++) {
              const file = next++;
              written.add(file);
              asked.push(group.durable(own(file)).then(() => expect(durable).toContain(file)));
            }
            await Promise.resolve();
          }
          await Promise.all(asked);
          expect(durable.size).toBe(next);
        },
      ),
    );
  });

  it('syncs everything once for many, and each by itself for few', async () => {
    const many = disk();
    await Promise.all(Array.from({ length: 256 }, (_, file) => many.group.durable(many.own(file))));
    expect(many.all()).toBe(1);

    const few = disk();
    await Promise.all(Array.from({ length: 5 }, (_, file) => few.group.durable(few.own(file))));
    expect(few.all()).toBe(0);
    expect(few.durable.size).toBe(5);
  });

  it('tells whose own sync fails, and nobody else', async () => {
    const { group, own } = disk({ fails: true });
    const asked = Array.from({ length: 20 }, (_, file) =>
      group.durable(file === 7 ? () => Promise.reject(new Error('this one')) : own(file)),
    );

    const settled = await Promise.allSettled(asked);

    expect(settled.flatMap(({ status }, at) => (status === 'rejected' ? [at] : []))).toEqual([7]);
  });
});

describe('the sync of a file system', () => {
  it('is there on Linux, and takes a folder; of one that is not there it fails', async () => {
    const syncAll = await syncAllOf();
    if (process.platform !== 'linux') return;
    const directory = await mkdtemp(join(tmpdir(), 'tacet-sync-'));
    try {
      await writeFile(join(directory, 'a'), 'b');
      await expect(syncAll?.(directory)).resolves.toBeUndefined();
      await expect(syncAll?.(join(directory, 'gone'))).rejects.toThrow();
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
    expect(syncAll).toBeDefined();
  });
});
