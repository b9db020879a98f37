/** What every store keeps to, whatever it is: over all that are registered. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { createStore, type STORES, type StoreSettings } from './registry.js';
import type { CallFolder, Store } from './store.js';
import { systemClock } from '../../core/clock.js';
import { parseCallId, type CallId } from '../../core/ids.js';
import { S3Server } from '../../test/s3/s3-server.js';

const GRACE_MS = 60_000;

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-store-'));
});
afterEach(async () => {
  await S3Server.stopAll();
  await rm(directory, { recursive: true, force: true });
});

/** A new store of each kind; what it keeps on this machine is below `directory`. */
const SETUPS: Record<keyof typeof STORES, () => Promise<StoreSettings>> = {
  folder: () => Promise.resolve({ kind: 'folder', directory: join(directory, 'calls') }),
  s3: async () => (await S3Server.start()).settings(join(directory, 'spool'), { prefix: 'a/b/' }),
};

const id = (value: string): CallId => {
  const parsed = parseCallId(value);
  if (parsed === undefined) throw new Error('not a call id');
  return parsed;
};
const text = (value: string): Uint8Array => Uint8Array.from(Buffer.from(value));
const read = async (folder: CallFolder, name: string): Promise<string> =>
  Buffer.from(await folder.get(name)).toString();

describe.each(Object.keys(SETUPS) as (keyof typeof STORES)[])('a store of kind %s', (kind) => {
  let settings: StoreSettings;
  let store: Store;
  const newStore = (): Store =>
    createStore(settings, {
      clock: systemClock,
      onObserverError: (error) => {
        throw error;
      },
    });
  beforeEach(async () => {
    settings = await SETUPS[kind]();
    store = newStore();
    await store.open();
  });
  afterEach(() => store.close());

  /** Another process, after this one: what is there once the call is over and all is where it belongs. */
  const later = async (folder: CallFolder): Promise<CallFolder> => {
    await folder.done();
    await store.close(GRACE_MS);
    store = newStore();
    return store.find(folder.name);
  };

  it('gives back what was put, whole, at once and later', async () => {
    const folder = store.create(id('call'));
    await folder.put('b', [text('one '), text(''), text('two')]);
    await folder.put('a', [text('x')]);

    expect(await read(folder, 'b')).toBe('one two');
    expect(await folder.list()).toEqual(['a', 'b']);
    const again = await later(folder);
    expect(await read(again, 'b')).toBe('one two');
    expect(await again.list()).toEqual(['a', 'b']);
  });

  it('keeps what is large as it is', async () => {
    const folder = store.create(id('call'));
    const pieces = Array.from({ length: 12 }, (_, n) => Buffer.alloc(1024 * 1024, n));
    await folder.put('large', pieces);

    const large = await (await later(folder)).get('large');

    expect(Buffer.concat(pieces).equals(large)).toBe(true);
  });

  it('adds to the end of an object, which need not be there before', async () => {
    const folder = store.create(id('call'));
    await folder.append('ledger.jsonl', text('one\n'));
    await folder.append('ledger.jsonl', text('two\n'));

    const again = await later(folder);
    await again.append('ledger.jsonl', text('three\n'));
    await again.done();

    expect(await read(await later(again), 'ledger.jsonl')).toBe('one\ntwo\nthree\n');
  });

  it('says of what is not there that something is missing', async () => {
    const folder = store.create(id('call'));
    await folder.put('a', [text('x')]);

    await expect(folder.get('b')).rejects.toMatchObject({ code: 'TACET_SEALED_DAMAGED' });
    await expect((await later(folder)).get('b')).rejects.toMatchObject({ code: 'TACET_SEALED_DAMAGED' });
  });

  it('removes what it is told to, and nothing else, at once and later', async () => {
    const folder = store.create(id('call'));
    for (const name of ['a', 'b', 'c', 'd']) await folder.put(name, [text(name)]);

    const reader = await store.find(folder.name);
    await reader.remove(['a', 'never there']);
    await reader.done();
    const again = await later(folder);
    const before = await again.list();
    await again.remove(['b']);
    await again.done();

    expect(before).toEqual(['b', 'c', 'd']);
    const last = await later(again);
    expect(await last.list()).toEqual(['c', 'd']);
    expect(await read(last, 'c')).toBe('c');
  });

  it('clears all but what is to stay', async () => {
    const folder = store.create(id('call'));
    for (const name of ['a', 'b', 'keep']) await folder.put(name, [text(name)]);
    const again = await later(folder);

    await again.clear(['keep']);

    expect(await again.list()).toEqual(['keep']);
  });

  it('gives an id that comes again a place of its own', async () => {
    const folders = [1, 2, 3].map(() => store.create(id('call')));
    for (const [n, folder] of folders.entries()) await folder.put('a', [text(String(n))]);

    expect(new Set(folders.map(({ name }) => name)).size).toBe(3);
    for (const folder of folders) await folder.done();
    await store.close(GRACE_MS);
    store = newStore();
    expect(await store.calls()).toEqual(folders.map(({ name }) => name).sort());
    for (const [n, { name }] of folders.entries()) expect(await read(store.at(name), 'a')).toBe(String(n));
  });

  it('finds a call by its id, of whatever length, beside others that begin alike', async () => {
    const ids = ['call', 'call.2', 'call.0123456789ab', 'x'.repeat(128)];
    const folders = ids.map((each) => store.create(id(each)));
    for (const folder of folders) await folder.put('a', [text(folder.name)]);
    for (const folder of folders) await folder.done();
    await store.close(GRACE_MS);
    store = newStore();

    for (const [n, folder] of folders.entries()) {
      expect(await read(await store.find(ids[n] ?? ''), 'a')).toBe(folder.name);
      expect((await store.find(folder.name)).name).toBe(folder.name);
    }
  });

  it.each(['other', '', '.', '..', '../calls', 'a/b', 'cal', 'x'.repeat(200)])(
    'knows no call of the name "%s"',
    async (name) => {
      await later(await filled(store.create(id('call'))));

      await expect(store.find(name)).rejects.toMatchObject({ code: 'TACET_CALL_UNKNOWN' });
    },
  );

  it('forgets a call that is dropped', async () => {
    const folder = await later(await filled(store.create(id('call'))));

    await store.drop(folder.name);

    expect(await store.calls()).toEqual([]);
  });

  it('names every call once, piece by piece, whatever is written and dropped between the pieces', async () => {
    const ids = ['a', 'a-b', 'a.b', 'a0', 'a~', 'A', 'aa', 'b', 'b-', 'b.2'];
    const between = fc.array(fc.tuple(fc.boolean(), fc.nat()), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(ids),
        fc.integer({ min: 1, max: 4 }),
        fc.array(between, { maxLength: 6 }),
        async (first, most, changes) => {
          for (const name of await store.calls()) await store.drop(name);
          for (const name of first) await (await filled(store.create(id(name)))).done();
          const throughout = new Set(await store.calls());
          const ever = new Set(throughout);
          const named: string[] = [];
          for (let isMore = true, n = 0; isMore; n++) {
            const piece = await store.callsBehind(named.at(-1) ?? '', most);
            expect(piece.names.length).toBeLessThanOrEqual(most);
            named.push(...piece.names);
            isMore = piece.isMore;
            for (const [isWritten, which] of changes[n] ?? []) {
              const there = await store.calls();
              if (isWritten) {
                const folder = await filled(store.create(id(ids[which % ids.length] ?? '')));
                ever.add(folder.name);
                await folder.done();
              } else if (there.length > 0) {
                const dropped = there[which % there.length] ?? '';
                throughout.delete(dropped);
                await store.drop(dropped);
              }
            }
          }
          expect(new Set(named).size).toBe(named.length);
          expect(named.filter((name) => !ever.has(name))).toEqual([]);
          expect([...throughout].filter((name) => !named.includes(name))).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('shows nothing of what a crash left unfinished', async () => {
    const folder = await filled(store.create(id('call')));
    for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
      if (entry.name === folder.name) await writeFile(join(entry.parentPath, entry.name, 'b.part'), 'x');
    }

    expect(await folder.list()).toEqual(['a']);
    expect(await (await later(folder)).list()).toEqual(['a']);
  });
});

const filled = async (folder: CallFolder): Promise<CallFolder> => {
  await folder.put('a', [text('x')]);
  return folder;
};
