import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { LocalFolder } from './local-folder.js';
import { MeasuredFolder } from './measured-folder.js';

let directory: string;
let done: unknown[];
const watched = (path: string): MeasuredFolder =>
  new MeasuredFolder(new LocalFolder(path), (operation, bytes, tookMs, failed) => {
    expect(tookMs).toBeGreaterThanOrEqual(0);
    done.push([operation, bytes, failed]);
  });

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-measured-'));
  done = [];
});
afterEach(() => rm(directory, { recursive: true }));

describe('a folder that is watched', () => {
  it('does what the folder does, and tells of each write', async () => {
    const folder = watched(directory);

    await folder.put('a', [Buffer.from('12'), Buffer.from('345')]);
    await folder.append('b', Buffer.from('6'));

    expect(done).toEqual([
      ['put', 5, false],
      ['append', 1, false],
    ]);
    expect(await folder.list()).toEqual(['a', 'b']);
    expect(Buffer.from(await folder.get('a')).toString()).toBe('12345');
    await folder.remove(['a']);
    await folder.clear([]);
    expect(await folder.list()).toEqual([]);
  });

  it('tells of a write that failed, and fails as the folder does', async () => {
    const folder = watched(join(directory, 'nowhere'));

    await expect(folder.put('a', [Buffer.from('1')])).rejects.toMatchObject({ code: 'TACET_STORE_FAILED' });

    expect(done).toEqual([['put', 1, true]]);
  });
});
