/**
 * With a real object store that keeps versions, OpenStack Swift: a call that was erased is nowhere in it any more.
 *
 * `npm run test:system`. Needs the packages swift-proxy, swift-account, swift-container and swift-object.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Sealing } from './sealed-in-s3.js';
import { SwiftServer, type KeptVersion } from './swift-server.js';
import { eraseCalls, removeFile } from '../../app/recordings/erase.js';
import { readIdentities, writeIdentity } from '../../app/recordings/key-files.js';
import { verifyCall } from '../../app/recordings/verify.js';
import { systemClock } from '../../core/clock.js';
import { ensureLedgerKey, type LedgerKey } from '../../sink/ledger/ledger-key.js';
import { createStore } from '../../sink/stores/registry.js';
import type { Store } from '../../sink/stores/store.js';

jest.setTimeout(240_000);
const GRACE_MS = 120_000;

let directory = '';
let server: SwiftServer;
let recipient: string;
let identities: readonly string[];
let ledgerKey: LedgerKey;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-versions-'));
  recipient = await writeIdentity(join(directory, 'a.key'), new Date(0));
  identities = await readIdentities(join(directory, 'a.key'));
  ledgerKey = await ensureLedgerKey(join(directory, 'ledger.key'));
  server = await SwiftServer.start();
});
afterAll(async () => {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

const newStore = (): Store =>
  createStore(server.settings(join(directory, 'spool')), {
    clock: systemClock,
    onObserverError: (error) => {
      throw error;
    },
  });

/** @returns its name in the store, where all of it is by then */
const recorded = async (id: string): Promise<string> => {
  const store = newStore();
  await store.open();
  const call = new Sealing(id, { store, clock: systemClock, recipient, ledgerKey });
  call.hear(25);
  await call.end();
  await store.close(GRACE_MS);
  expect(call.broken).toEqual([]);
  return call.folder.name;
};
const keysOf = (versions: readonly KeptVersion[], name: string): string[] =>
  [...new Set(versions.map(({ key }) => key.slice(name.length + 1)))].sort();

describe('a bucket', () => {
  it('holds nothing of an erased call but its ledger, though its owner has it keep versions meanwhile', async () => {
    const store = newStore();
    const before = await recorded('before');
    await eraseCalls(store, [before], ledgerKey, systemClock);
    await server.keepVersions();
    const after = await recorded('after');
    await eraseCalls(store, [after], ledgerKey, systemClock);

    for (const name of [before, after])
      expect(keysOf(await server.versions(name), name)).toEqual(['ledger.jsonl']);
  });

  it('that keeps versions is listed, read and verified like any', async () => {
    const name = await recorded('kept');
    const store = newStore();

    const { names, isMore } = await store.callsBehind('', 10);
    expect({ names, isMore }).toEqual({ names: await store.calls(), isMore: false });
    expect(names).toContain(name);
    expect((await store.callsBehind(name, 10)).names).not.toContain(name);
    expect((await verifyCall(await store.find('kept'), ledgerKey.publicKey, identities)).faults).toEqual([]);
  });

  it('that keeps versions has none of an erased call, whoever had hidden them before', async () => {
    const name = await recorded('hidden');
    const [key] = await server.versions(`${name}/key.age`);
    // A key that somebody wrote over, and a part and a key that somebody removed, are all still there.
    await server.put(`${name}/key.age`, 'not a key');
    await server.delete(`${name}/key.age`);
    await server.delete(`${name}/recording.wav.000001.age`);
    const before = await server.versions(name);
    expect(before.filter(({ isMarker }) => isMarker)).toHaveLength(2);
    expect(Buffer.from((await server.read(key as KeptVersion)) ?? []).toString()).toContain('age-encryption');

    await eraseCalls(newStore(), [name], ledgerKey, systemClock);

    expect(keysOf(await server.versions(name), name)).toEqual(['ledger.jsonl']);
    for (const version of before.filter(({ key: of, isMarker }) => !isMarker && !of.endsWith('.jsonl')))
      expect(await server.read(version)).toBeUndefined();
    expect((await verifyCall(newStore().at(name), ledgerKey.publicKey)).faults).toEqual([]);
  });

  it('has no version of a transcript that was taken away, and every one of the rest', async () => {
    const name = await recorded('transcript');
    const before = keysOf(await server.versions(name), name);

    await removeFile(newStore(), name, 'transcript.jsonl', ledgerKey, systemClock, 'retention');

    const after = keysOf(await server.versions(name), name);
    expect(after).toEqual(before.filter((each) => !each.startsWith('transcript.jsonl')));
    expect(after.length).toBeLessThan(before.length);
  });

  it('forgets a call that is dropped, ledger and all', async () => {
    const name = await recorded('dropped');
    await server.delete(`${name}/report.json.000001.age`);

    await newStore().drop(name);

    expect(await server.versions(name)).toEqual([]);
  });
});
