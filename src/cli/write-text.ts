/** Writes a file that somebody asked for. */
import { writeFile } from 'node:fs/promises';

import { TacetError } from '../core/errors.js';

/** @throws TacetError TACET_STORE_FAILED, with the path */
export const writeText = async (path: string, text: string): Promise<void> => {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new TacetError('TACET_STORE_FAILED', path, { cause: error });
  }
};
