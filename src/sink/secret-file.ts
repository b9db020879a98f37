/**
 * Files with secret keys: readable by their owner alone, whole as soon as they have a name, never overwritten.
 */
import { randomUUID } from 'node:crypto';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { syncFolder } from './append-file.js';

/**
 * @returns false where there is a file of this name
 * @throws what the file system says
 */
export const writeSecretFile = async (path: string, text: string): Promise<boolean> => {
  await mkdir(dirname(path), { recursive: true });
  const unnamed = `${path}.${randomUUID()}`;
  try {
    await writeFile(unnamed, text, { flag: 'wx', mode: 0o600, flush: true });
    // Unlike a rename, a link never takes the place of another.
    await link(unnamed, path);
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST')
      return false;
    throw error;
  } finally {
    await rm(unnamed, { force: true });
  }
  await syncFolder(dirname(path));
  return true;
};
