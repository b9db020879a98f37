import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { RecordingNow } from './list.js';
import { recordingPage } from './recording-page.js';
import { systemClock } from '../../core/clock.js';
import { FolderStore } from '../../sink/stores/folder.js';
import type { LocalFolder } from '../../sink/stores/local-folder.js';

const TENANTS = ['acme', 'beta'];
const CALLS = 30;
const nameOf = (i: number): string => `call-${String((i * 7) % CALLS).padStart(2, '0')}`;

/** Counts which calls are looked into. */
class WatchedStore extends FolderStore {
  looked = 0;

  override at(name: string): LocalFolder {
    this.looked++;
    return super.at(name);
  }
}

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-'));
  for (let i = 0; i < CALLS; i++) {
    const entry = { kind: 'opened', tenant: TENANTS[i % 2], startedAt: '2026-11-27T00:00:00.000Z' };
    await mkdir(join(directory, nameOf(i)));
    await writeFile(join(directory, nameOf(i), 'ledger.jsonl'), `${JSON.stringify({ entry })}\n`);
  }
});
afterAll(() => rm(directory, { recursive: true }));

const isOf =
  (tenants: readonly string[]) =>
  ({ tenant }: Pick<RecordingNow, 'tenant'>): boolean =>
    tenants.includes(tenant ?? '');

describe('pages of recordings', () => {
  it('are together all that may be seen, once and in order, and none costs more than a few looks an item', async () => {
    const all = await recordingPage(new FolderStore(directory), systemClock, {
      limit: CALLS,
      isWanted: () => true,
    });
    expect(all.next).toBeUndefined();
    expect(all.items.map(({ name }) => name)).toEqual(
      Array.from({ length: CALLS }, (_, i) => nameOf(i)).sort(),
    );

    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.subarray(TENANTS), async (limit, tenants) => {
        const found: RecordingNow[] = [];
        let after: string | undefined;
        do {
          const store = new WatchedStore(directory);
          const { items, next } = await recordingPage(store, systemClock, {
            limit,
            after,
            isWanted: isOf(tenants),
          });
          expect(items.length).toBeLessThanOrEqual(limit);
          expect(store.looked).toBeLessThanOrEqual(4 * limit);
          found.push(...items);
          after = next;
        } while (after !== undefined);
        expect(found).toEqual(all.items.filter(isOf(tenants)));
      }),
      { numRuns: 30 },
    );
  });

  it('leave out what was taken away since its name was read', async () => {
    const store = new FolderStore(directory);
    const names = [...(await store.calls()), 'gone'];
    store.callsBehind = () => Promise.resolve({ names, isMore: false });

    const { items } = await recordingPage(store, systemClock, { limit: 100, isWanted: () => true });

    expect(items).toHaveLength(CALLS);
  });
});
