/**
 * The folder store: one folder a call under a directory of the configuration.
 *
 * A call id that was used before gets a new folder (`id.2`, `id.3` ...): what is sealed is never overwritten.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { TacetError } from '../../core/errors.js';
import type { CallId } from '../../core/ids.js';
import { AppendFile } from '../append-file.js';

export interface CallFolder {
  readonly path: string;
  file(name: string, onBroken: () => void): AppendFile;
}

export class FolderStore {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** @throws TacetError TACET_STORE_FAILED */
  async open(): Promise<void> {
    try {
      await mkdir(this.#directory, { recursive: true });
    } catch (error) {
      throw new TacetError('TACET_STORE_FAILED', this.#directory, { cause: error });
    }
  }

  /** A new folder for a call. A folder that cannot be made shows in its files: they are broken. */
  folderFor(call: CallId): CallFolder {
    let path = join(this.#directory, call);
    for (let n = 2; existsSync(path); n++) path = join(this.#directory, `${call}.${String(n)}`);
    try {
      mkdirSync(path, { recursive: true });
    } catch {
      // The first write fails and is reported.
    }
    return { path, file: (name, onBroken) => new AppendFile(join(path, name), onBroken) };
  }
}
