/**
 * The folder store: one folder a call under a directory of the configuration.
 *
 * A call id that was used before gets a new folder (`id.2`, `id.3` ...): what is sealed is never overwritten.
 */
import { mkdirSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';

import { isFolder, isFolderName } from './folder-name.js';
import { FolderNames } from './folder-names.js';
import type { StoreKind } from './kind.js';
import { LocalFolder } from './local-folder.js';
import type { SomeNames, Store } from './store.js';
import { isBeingWritten, WriterBeat } from './writer-beat.js';
import { systemClock, type Clock } from '../../core/clock.js';
import { withoutCardNumbers } from '../../core/card-number.js';
import { TacetError } from '../../core/errors.js';
import type { CallId } from '../../core/ids.js';
import { syncFolder } from '../append-file.js';

export class FolderStore implements Store {
  readonly #directory: string;
  readonly #names: FolderNames;
  readonly #clock: Clock;
  /** Of a process that records. */
  #beat: WriterBeat | undefined;

  constructor(directory: string, clock: Clock = systemClock) {
    this.#directory = directory;
    this.#names = new FolderNames(directory);
    this.#clock = clock;
  }

  async open(): Promise<void> {
    try {
      await mkdir(this.#directory, { recursive: true });
      const beat = new WriterBeat(this.#directory, this.#clock);
      await beat.open();
      this.#beat = beat;
    } catch (error) {
      throw new TacetError('TACET_STORE_FAILED', this.#directory, { cause: error });
    }
  }

  /**
   * On the caller's thread: whoever erases asks by its name whether a call is written, so it has the name, the folder and its
   * writer's mark before anybody can see it. Two small writes, for which a disk that is busy takes milliseconds.
   */
  create(call: CallId): LocalFolder {
    let path = join(this.#directory, call);
    for (let n = 2; !isMade(path); n++) path = join(this.#directory, `${call}.${String(n)}`);
    return new LocalFolder(path, this.#beat?.mark(path));
  }

  async calls(): Promise<readonly string[]> {
    try {
      return await this.#names.all();
    } catch (error) {
      const why = `the folder ${this.#directory} cannot be read: name that of the recordings by --store or --config`;
      throw new TacetError('TACET_CALL_UNKNOWN', why, { cause: error });
    }
  }

  async callsBehind(behind: string, most: number): Promise<SomeNames> {
    const all = await this.calls();
    const from = firstBehind(all, behind);
    return { names: all.slice(from, from + most), isMore: from + most < all.length };
  }

  async find(name: string): Promise<LocalFolder> {
    // A name that is no id could point anywhere.
    if (!isFolderName(name) || !(await isFolder(join(this.#directory, name)))) {
      throw new TacetError(
        'TACET_CALL_UNKNOWN',
        `${withoutCardNumbers(name)}: looked in ${this.#directory}; tacet recordings list shows all that are there`,
      );
    }
    return this.at(name);
  }

  at(name: string): LocalFolder {
    return new LocalFolder(join(this.#directory, name));
  }

  async isWritten(name: string): Promise<boolean> {
    try {
      return await isBeingWritten(this.#directory, name);
    } catch (error) {
      throw new TacetError('TACET_STORE_FAILED', this.#directory, { cause: error });
    }
  }

  async drop(name: string): Promise<void> {
    try {
      await rm(join(this.#directory, name), { recursive: true, force: true });
      await syncFolder(this.#directory);
    } catch (error) {
      throw new TacetError('TACET_STORE_FAILED', this.#directory, { cause: error });
    }
  }

  async close(): Promise<void> {
    // What cannot be removed is silent soon.
    await this.#beat?.close().catch(() => undefined);
    this.#beat = undefined;
  }
}

/** @returns false where something is there already, whoever made it, and however short a time ago */
const isMade = (path: string): boolean => {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code === 'ENOENT') return isMadeWithParents(path);
    // The first write fails and is reported.
    return true;
  }
};

const isMadeWithParents = (path: string): boolean => {
  try {
    mkdirSync(dirname(path), { recursive: true });
    mkdirSync(path);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EEXIST';
  }
};

/** @param names sorted */
const firstBehind = (names: readonly string[], place: string): number => {
  let [from, to] = [0, names.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((names[middle] ?? '') > place) to = middle;
    else from = middle + 1;
  }
  return from;
};

const Settings = z.strictObject({
  kind: z.literal('folder'),
  directory: z.string().min(1).default('recordings'),
});

export const folder: StoreKind<typeof Settings> = {
  settings: Settings,
  create: ({ directory }, { clock }) => new FolderStore(directory, clock),
};
