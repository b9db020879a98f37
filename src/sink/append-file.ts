/**
 * A file that only grows until it is sealed.
 *
 * Bytes are queued and written in the background, so the media path never waits for a disk. Until `seal` the
 * file is called `NAME.part`; sealing flushes, patches the header where asked, fsyncs and renames. When the
 * queue passes its bound or a write fails, the file is broken: later bytes are dropped, `broken` says so, and
 * the call goes on.
 */
import { open, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

import { MAX_QUEUED_BYTES, type CallFile } from './call-file.js';
import { TacetError } from '../core/errors.js';

export class AppendFile implements CallFile {
  readonly path: string;
  readonly #onBroken: (error: TacetError) => void;
  #queue: Uint8Array[] = [];
  /** Of what is queued, who wants to know when it is written. */
  #written: (() => void)[] = [];
  #queuedBytes = 0;
  #writing: Promise<void> | undefined;
  #handle: FileHandle | undefined;
  #broken = false;
  #sealed = false;
  #bytes = 0;

  /** @param onBroken called once, with TACET_STORE_FAILED */
  constructor(path: string, onBroken: (error: TacetError) => void) {
    this.path = path;
    this.#onBroken = onBroken;
  }

  get broken(): boolean {
    return this.#broken;
  }

  /** Bytes accepted so far. */
  get bytes(): number {
    return this.#bytes;
  }

  get waitingBytes(): number {
    return this.#queuedBytes;
  }

  append(bytes: Uint8Array, written?: () => void): void {
    if (this.#broken || this.#sealed) return;
    if (this.#queuedBytes + bytes.length > MAX_QUEUED_BYTES) {
      this.#break(new TacetError('TACET_STORE_FAILED', 'too slow'));
      return;
    }
    this.#queue.push(bytes);
    if (written !== undefined) this.#written.push(written);
    this.#queuedBytes += bytes.length;
    this.#bytes += bytes.length;
    this.#writing ??= this.#drain();
  }

  /**
   * Writes what is queued, then `header` over the first bytes, and gives the file its name.
   * @throws TacetError TACET_STORE_FAILED where anything of it was lost
   */
  async seal(header?: Uint8Array): Promise<void> {
    if (this.#sealed) return;
    this.#sealed = true;
    await this.#writing;
    try {
      const handle = await this.#open();
      if (header !== undefined) await handle.write(header, 0, header.length, 0);
      await handle.sync();
      await handle.close();
      if (!this.#broken) {
        await rename(`${this.path}.part`, this.path);
        await syncFolder(dirname(this.path));
      }
    } catch (error) {
      this.#break(new TacetError('TACET_STORE_FAILED', undefined, { cause: error }));
    }
    if (this.#broken) throw new TacetError('TACET_STORE_FAILED', this.path);
  }

  async #open(): Promise<FileHandle> {
    this.#handle ??= await open(`${this.path}.part`, 'w');
    return this.#handle;
  }

  async #drain(): Promise<void> {
    try {
      const handle = await this.#open();
      while (this.#queue.length > 0) {
        const batch = this.#queue;
        const written = this.#written;
        this.#queue = [];
        this.#written = [];
        this.#queuedBytes = 0;
        await handle.writev(batch);
        for (const tell of written) tell();
      }
    } catch (error) {
      this.#break(new TacetError('TACET_STORE_FAILED', undefined, { cause: error }));
    }
    this.#writing = undefined;
  }

  #break(error: TacetError): void {
    if (this.#broken) return;
    this.#broken = true;
    this.#queue = [];
    this.#written = [];
    this.#queuedBytes = 0;
    this.#onBroken(error);
  }
}

/** Makes the names in a folder last; it is synced through a handle that only reads. */
export const syncFolder = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
