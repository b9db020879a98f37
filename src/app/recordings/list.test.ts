import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { summaryNow, type RecordingNow } from './list.js';
import { systemClock } from '../../core/clock.js';
import type { CallId } from '../../core/ids.js';
import { FolderStore } from '../../sink/stores/folder.js';

let directory: string;
let store: FolderStore;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-list-'));
  store = new FolderStore(directory);
  await store.open();
});
afterEach(async () => {
  await store.close();
  await rm(directory, { recursive: true, force: true });
});

const stateNow = async (): Promise<RecordingNow['state']> =>
  (await summaryNow(store, store.at('call'), systemClock)).state;

describe('a call of which nothing is written yet', () => {
  it('runs while its writer lives, and is cut off where that went without a word', async () => {
    const folder = store.create('call' as CallId);
    const begun = await stateNow();

    await folder.done();

    expect([begun, await stateNow()]).toEqual(['running', 'cut-off']);
  });

  it('is plain once there is a file that nothing seals', async () => {
    const folder = store.create('call' as CallId);
    const file = folder.file('recording.wav', () => undefined);
    file.append(Buffer.of(0));
    const begun = await stateNow();

    await file.seal();
    await folder.done();

    expect([begun, await stateNow()]).toEqual(['running', 'plain']);
  });
});
