import { mkdir, mkdtemp, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { FolderNames } from './folder-names.js';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-names-'));
  for (const name of ['b', 'a', 'c.2']) await mkdir(join(directory, name));
  await writeFile(join(directory, 'file'), '');
});
afterEach(() => rm(directory, { recursive: true }));

describe('names of folders', () => {
  it('are sorted, and those of folders only', async () => {
    expect(await new FolderNames(directory).all()).toEqual(['a', 'b', 'c.2']);
  });

  it('are read again at once after something has come or gone, however long they were kept', async () => {
    let nowMs = 0;
    const names = new FolderNames(directory, () => nowMs);
    for (let i = 0; i < 20; i++) {
      await names.all();
      nowMs += 1_500;
      const name = `new-${String(i)}`;
      await mkdir(join(directory, name));
      expect(await names.all()).toContain(name);
      await rmdir(join(directory, name));
      expect(await names.all()).not.toContain(name);
    }
  });

  it('are not read again while nothing comes or goes, but for now and then', async () => {
    let nowMs = 0;
    const names = new FolderNames(directory, () => nowMs);
    await names.all();
    nowMs = 2_000;
    const kept = await names.all();

    nowMs = 31_000;
    expect(await names.all()).toBe(kept);
    nowMs = 32_000;
    expect(await names.all()).not.toBe(kept);
  });

  it('that were read too soon after the last change are not kept: another one may have had the same time', async () => {
    let nowMs = 0;
    const names = new FolderNames(directory, () => nowMs);
    const first = await names.all();
    nowMs = 1_999;
    expect(await names.all()).not.toBe(first);
  });

  it('are read once for all who ask together, and nobody gets a reading that began before', async () => {
    const names = new FolderNames(directory);
    const first = names.all();
    const [second, third] = [names.all(), names.all()];
    expect(await second).toBe(await third);
    const later = first.then(async () => {
      await mkdir(join(directory, 'd'));
      return names.all();
    });
    expect(await later).toContain('d');
  });
});
