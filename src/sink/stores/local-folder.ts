/**
 * One call in a folder of a local disk.
 *
 *     put     NAME.part -> fsync -> rename NAME -> fsync of the folder
 *     append  open for appending -> fdatasync, or with many others (group-sync.ts)
 *
 * So after a power cut a name stands for a whole object. A `.part` that a crash left holds no more than what was
 * being put: ciphertext.
 */
import { open, readdir, readFile, rename, rm, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { groupSyncOf, type GroupSync } from './group-sync.js';
import type { CallFolder } from './store.js';
import { TacetError } from '../../core/errors.js';
import { AppendFile, syncFolder } from '../append-file.js';

export const PART = '.part';

const failed = (cause: unknown): TacetError => new TacetError('TACET_STORE_FAILED', undefined, { cause });

export class LocalFolder implements CallFolder {
  readonly path: string;
  readonly #onDone: () => Promise<void>;

  /** @param onDone called when its writer is */
  constructor(path: string, onDone = (): Promise<void> => Promise.resolve()) {
    this.path = path;
    this.#onDone = onDone;
  }

  get name(): string {
    return basename(this.path);
  }

  /** Many calls are erased at a time, and many ledgers written. */
  get #group(): GroupSync {
    return groupSyncOf(dirname(this.path));
  }

  /** A plain file that grows, for recordings that are not encrypted. */
  file(name: string, onBroken: () => void): AppendFile {
    return new AppendFile(join(this.path, name), onBroken);
  }

  async put(name: string, pieces: readonly Uint8Array[]): Promise<void> {
    const path = join(this.path, name);
    try {
      const handle = await open(`${path}${PART}`, 'w');
      try {
        await writeAll(handle, pieces);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(`${path}${PART}`, path);
      await syncFolder(this.path);
    } catch (error) {
      await rm(`${path}${PART}`, { force: true }).catch(() => undefined);
      throw failed(error);
    }
  }

  async append(name: string, bytes: Uint8Array): Promise<void> {
    try {
      const handle = await open(join(this.path, name), 'a');
      let isNew = false;
      try {
        isNew = (await handle.stat()).size === 0;
        await handle.writeFile(bytes);
        await this.#group.durable(() => handle.datasync());
      } finally {
        await handle.close();
      }
      if (isNew) await syncFolder(this.path);
    } catch (error) {
      throw failed(error);
    }
  }

  async get(name: string): Promise<Uint8Array> {
    try {
      return await readFile(join(this.path, name));
    } catch (error) {
      throw new TacetError('TACET_SEALED_DAMAGED', `${name} cannot be read`, { cause: error });
    }
  }

  async list(): Promise<readonly string[]> {
    const names = await readdir(this.path);
    return names.filter((name) => !name.endsWith(PART)).sort();
  }

  async remove(names: readonly string[]): Promise<void> {
    try {
      await this.#removeInTurn([names]);
    } catch (error) {
      throw failed(error);
    }
  }

  async clear(except: readonly string[], first: readonly string[] = []): Promise<void> {
    try {
      const gone = (await readdir(this.path)).filter((name) => !except.includes(name));
      const isFirst = (name: string): boolean => first.includes(name);
      await this.#removeInTurn([gone.filter(isFirst), gone.filter((name) => !isFirst(name))]);
    } catch (error) {
      throw failed(error);
    }
  }

  /**
   * What is not there is no error. One sync for all: a journal keeps the order of removals, and where there is none nothing is
   * said before all are gone.
   */
  async #removeInTurn(turns: readonly (readonly string[])[]): Promise<void> {
    // Not `rm`, which looks at each file first.
    for (const names of turns)
      await Promise.all(names.map((name) => unlink(join(this.path, name)).catch(ifThere)));
    await this.#group.durable(() => syncFolder(this.path));
  }

  /** It is where it belongs. */
  async done(): Promise<void> {
    try {
      await this.#onDone();
    } catch (error) {
      throw failed(error);
    }
  }
}

const ifThere = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'ENOENT') throw error;
};

/** A disk that is nearly full may take a part of what it is given. */
const writeAll = async (handle: FileHandle, pieces: readonly Uint8Array[]): Promise<void> => {
  const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const { bytesWritten } = await handle.writev(pieces);
  if (bytesWritten !== total) throw new TacetError('TACET_STORE_FAILED', 'the disk took a part only');
};
