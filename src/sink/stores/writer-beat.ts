/**
 * Which process writes a call in a folder, and whether it lives, for others to see: those that erase.
 *
 *     DIRECTORY/.writer-UUID         of a process that records; written every 5 s, gone once it has closed the store
 *     DIRECTORY/CALL/running.part    which of them writes the call; gone once the call has ended
 *
 * A writer that was silent for 30 s is dead: by the clock of the file system, which all who look share, whatever machine
 * they are on. No process ids, which are all alike in containers.
 */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Clock, Timer } from '../../core/clock.js';

const BEAT_MS = 5_000;
export const SILENT_MS = 30_000;
const RUNNING = 'running.part';
const WRITER = /^\.writer-[0-9a-f-]{36}$/;

export class WriterBeat {
  readonly #directory: string;
  readonly #clock: Clock;
  readonly #name = `.writer-${randomUUID()}`;
  #timer: Timer | undefined;
  #beating: Promise<void> = Promise.resolve();

  constructor(directory: string, clock: Clock) {
    this.#directory = directory;
    this.#clock = clock;
  }

  /** @throws what the file system says */
  async open(): Promise<void> {
    await this.#beat();
    await this.#forgetDead();
    this.#timer = this.#clock.every(BEAT_MS, () => {
      // One that fails leaves the one before; a disk that takes nothing takes no recordings either.
      this.#beating = this.#beat().catch(() => undefined);
    });
  }

  /** From now on this process writes the call in this folder, until what is returned is called. */
  mark(path: string): () => Promise<void> {
    try {
      writeFileSync(join(path, RUNNING), this.#name);
    } catch {
      // The first write to the call fails as well, and is reported.
    }
    return () => removed(join(path, RUNNING));
  }

  async close(): Promise<void> {
    this.#timer?.cancel();
    await this.#beating;
    await removed(join(this.#directory, this.#name));
  }

  #beat(): Promise<void> {
    return writeFile(join(this.#directory, this.#name), '');
  }

  async #forgetDead(): Promise<void> {
    const now = await timeOf(this.#directory);
    for (const name of await readdir(this.#directory))
      if (WRITER.test(name) && !(await beatsAt(join(this.#directory, name), now)))
        await removed(join(this.#directory, name));
  }
}

/**
 * Whether a process that lives writes this call.
 * @throws what the file system says
 */
export const isBeingWritten = async (directory: string, call: string): Promise<boolean> => {
  const writer = await readFile(join(directory, call, RUNNING), 'utf8').catch(orAbsent);
  if (writer === undefined || !WRITER.test(writer)) return false;
  return isBeating(directory, writer);
};

/** Whether a file in a directory was written within the last half minute; one that is not there was not. */
export const isBeating = async (directory: string, name: string): Promise<boolean> =>
  beatsAt(join(directory, name), await timeOf(directory));

const beatsAt = async (path: string, nowMs: number): Promise<boolean> => {
  const beat = await stat(path).catch(orAbsent);
  return beat !== undefined && nowMs - beat.mtimeMs < SILENT_MS;
};

/** What the file system's clock shows. */
const timeOf = async (directory: string): Promise<number> => {
  const path = join(directory, `.now-${randomUUID()}`);
  try {
    await writeFile(path, '');
    return (await stat(path)).mtimeMs;
  } finally {
    await removed(path).catch(() => undefined);
  }
};

const orAbsent = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
};

const removed = (path: string): Promise<void> => unlink(path).catch(orAbsent);
