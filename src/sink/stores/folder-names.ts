/**
 * The names of the folders in a folder, however many there are: read in pieces, so that nobody else waits for them, and
 * kept until something comes or goes.
 *
 * A folder's time changes with that, whichever process does it. File systems tell times apart that are some milliseconds
 * to two seconds apart, so names are kept only where they were read so long after the time was first seen; and never for
 * long, because some file systems have no such times.
 */
import { opendir, stat } from 'node:fs/promises';

import { sortedGently } from '../../core/gently.js';

/** Entries that are read at a time. */
const AT_A_TIME = 256;
const SETTLED_MS = 2_000;
const LONGEST_MS = 30_000;

interface Reading {
  readonly names: readonly string[];
  readonly changed: bigint;
  /** When it began. */
  readonly atMs: number;
}

export class FolderNames {
  readonly #directory: string;
  readonly #now: () => number;
  #kept: Reading | undefined;
  /** The time that the folder has, and since when it is known. */
  #seen: { readonly changed: bigint; readonly sinceMs: number } | undefined;
  #running: Promise<unknown> = Promise.resolve();
  #next: Promise<readonly string[]> | undefined;

  /** @param now milliseconds that only go on */
  constructor(directory: string, now = (): number => performance.now()) {
    this.#directory = directory;
    this.#now = now;
  }

  /**
   * Sorted; all that was there when it was asked for, and is still.
   * @throws whatever the file system throws
   */
  all(): Promise<readonly string[]> {
    // Whoever asks while the folder is read may have written since that began: those share the reading after it.
    this.#next ??= this.#running.then(() => {
      this.#next = undefined;
      const names = this.#current();
      this.#running = names.catch(() => undefined);
      return names;
    });
    return this.#next;
  }

  async #current(): Promise<readonly string[]> {
    const changed = (await stat(this.#directory, { bigint: true })).mtimeNs;
    const atMs = this.#now();
    if (this.#seen?.changed !== changed) this.#seen = { changed, sinceMs: atMs };
    const kept = this.#kept;
    if (kept?.changed === changed && atMs - kept.atMs < LONGEST_MS) return kept.names;
    const names = await sortedGently(await this.#read());
    this.#kept = atMs - this.#seen.sinceMs >= SETTLED_MS ? { names, changed, atMs } : undefined;
    return names;
  }

  async #read(): Promise<string[]> {
    const names: string[] = [];
    for await (const entry of await opendir(this.#directory, { bufferSize: AT_A_TIME }))
      if (entry.isDirectory()) names.push(entry.name);
    return names;
  }
}
