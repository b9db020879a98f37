import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { AppendFile } from './append-file.js';
import { FolderStore } from './stores/folder.js';
import { TacetError } from '../core/errors.js';
import { parseCallId, type CallId } from '../core/ids.js';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-'));
});
afterEach(() => rm(directory, { recursive: true }));

const arrange = (...path: string[]) => {
  const errors: TacetError[] = [];
  return { errors, file: new AppendFile(join(directory, ...path), (error) => errors.push(error)) };
};

const text = (value: string): Uint8Array => Buffer.from(value);

describe('a file that grows', () => {
  it('has its name only once it is sealed, and then holds all that was appended, in order', async () => {
    const { file, errors } = arrange('a');
    for (let n = 0; n < 500; n++) file.append(text(`${n},`));

    await file.seal();

    expect(await readdir(directory)).toEqual(['a']);
    expect(await readFile(file.path, 'utf8')).toBe(Array.from({ length: 500 }, (_, n) => `${n},`).join(''));
    expect(errors).toEqual([]);
    expect(file.broken).toBe(false);
  });

  it('is called a part while it grows', async () => {
    const { file } = arrange('a');
    file.append(text('x'));

    expect(await readdir(directory)).not.toContain('a');
    await file.seal();
    expect(await readdir(directory)).toEqual(['a']);
  });

  it('writes the header over its first bytes, and only those', async () => {
    const { file } = arrange('a');
    file.append(text('....body'));

    await file.seal(text('head'));

    expect(await readFile(file.path, 'utf8')).toBe('headbody');
  });

  it('counts what it has taken at once', async () => {
    const { file } = arrange('a');

    file.append(text('four'));
    file.append(text('five5'));

    expect(file.bytes).toBe(9);
    await file.seal();
  });

  it('is there, empty, when nothing was appended', async () => {
    const { file } = arrange('a');

    await file.seal();

    expect(await readFile(file.path, 'utf8')).toBe('');
  });

  it('takes nothing after it was sealed, and is sealed once', async () => {
    const { file } = arrange('a');
    file.append(text('x'));
    await file.seal();

    file.append(text('y'));
    await file.seal(text('z'));

    expect(await readFile(file.path, 'utf8')).toBe('x');
  });
});

describe('a file that cannot be written', () => {
  /** Bytes go in, then a turn of the disk, then more bytes, then it is sealed. */
  const breaks = async (...path: string[]): Promise<void> => {
    const { file, errors } = arrange(...path);

    expect(() => file.append(text('x'))).not.toThrow();
    const sealed = file.seal();
    expect(() => file.append(text('y'))).not.toThrow();

    await expect(sealed).rejects.toMatchObject({ code: 'TACET_STORE_FAILED' });
    expect(file.broken).toBe(true);
    expect(errors.map(({ code }) => code)).toEqual(['TACET_STORE_FAILED']);
  };

  it('is broken, and says so once, where its directory does not exist', async () => {
    await breaks('no', 'such', 'directory');
  });

  it('is broken, and says so once, where its directory is a file', async () => {
    await writeFile(join(directory, 'file'), '');

    await breaks('file', 'a');
  });

  it('is broken, and says so once, where its place is taken by a directory', async () => {
    await mkdir(join(directory, 'a.part'));

    await breaks('a');
  });

  it('is broken where its name is taken by a directory: nothing is lost but the name', async () => {
    await mkdir(join(directory, 'a', 'full'), { recursive: true });

    await breaks('a');

    expect(await readFile(join(directory, 'a.part'), 'utf8')).toBe('x');
  });

  it('takes no more once it is broken', async () => {
    const { file, errors } = arrange('no', 'a');
    file.append(text('xx'));
    await expect(file.seal()).rejects.toBeInstanceOf(TacetError);

    file.append(text('yyy'));

    expect(file.bytes).toBe(2);
    expect(errors).toHaveLength(1);
  });

  it('is broken when more waits for the disk than may wait', async () => {
    const { file, errors } = arrange('a');
    const megabyte = new Uint8Array(1024 * 1024);

    for (let n = 0; n < 40; n++) expect(() => file.append(megabyte)).not.toThrow();

    expect(file.broken).toBe(true);
    expect(file.bytes).toBeLessThan(40 * megabyte.length);
    expect(errors.map(({ detail }) => detail)).toEqual(['too slow']);
    await expect(file.seal()).rejects.toMatchObject({ code: 'TACET_STORE_FAILED' });
    expect(await readdir(directory)).toEqual(['a.part']);
  });
});

describe('the folder store', () => {
  const id = (value: string): CallId => {
    const parsed = parseCallId(value);
    if (parsed === undefined) throw new Error('not a call id');
    return parsed;
  };

  it('gives a call id that was used before a folder of its own', async () => {
    const store = new FolderStore(join(directory, 'new', 'deep'));
    await store.open();

    const paths = [1, 2, 3].map(() => basename(store.create(id('call')).path));

    await store.close();
    expect(paths).toEqual(['call', 'call.2', 'call.3']);
  });

  it('breaks the files of a folder that cannot be made, and says so, without throwing', async () => {
    await writeFile(join(directory, 'file'), '');
    const store = new FolderStore(join(directory, 'file'));
    let broken = 0;

    const file = store.create(id('call')).file('a', () => broken++);
    file.append(text('x'));

    await expect(file.seal()).rejects.toMatchObject({ code: 'TACET_STORE_FAILED' });
    expect(broken).toBe(1);
    await expect(store.open()).rejects.toMatchObject({ code: 'TACET_STORE_FAILED' });
  });
});
