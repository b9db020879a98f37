/**
 * Who writes to a spool: each process has a folder of its own there, and shows that it lives.
 *
 *     SPOOL/SESSION/beat     changes every 5 s; "over" once the process has closed
 *     SPOOL/SESSION/CALL/    what that process keeps
 *
 * A session whose beat has not changed for 30 s, by the clock of whoever looks, is over: its calls are taken by renaming
 * their folders. A process that was only asleep finds them gone and fails to write: two never write to one call. No
 * process ids, which are all alike in containers, and no wall clock.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { isBeating } from './writer-beat.js';
import type { Clock, Timer } from '../../core/clock.js';

const BEAT_MS = 5_000;
const DEAD_AFTER_MS = 30_000;
const BEAT = 'beat';
const OVER = 'over';
const SESSION = /^session-[0-9a-f-]{36}$/;

export const newSession = (): string => `session-${randomUUID()}`;

/** Sessions of a spool, own and others', living and dead. */
export const sessionsIn = async (directory: string): Promise<string[]> =>
  (await readdir(directory).catch(() => [])).filter((name) => SESSION.test(name)).sort();

/** For one that looks only once: by the file system's clock. @param session its folder */
export const isLiving = async (session: string): Promise<boolean> => {
  const beat = await readFile(join(session, BEAT), 'utf8').catch(() => OVER);
  return beat !== OVER && (await isBeating(session, BEAT));
};

export class SpoolLease {
  readonly session = newSession();
  readonly #directory: string;
  readonly #clock: Clock;
  readonly #seen = new Map<string, { readonly beat: string | undefined; readonly sinceMs: number }>();
  #timer: Timer | undefined;
  #beats = 0;
  #beating: Promise<void> = Promise.resolve();

  constructor(directory: string, clock: Clock) {
    this.#directory = directory;
    this.#clock = clock;
  }

  /** @param look called after every beat */
  async open(look: () => void): Promise<void> {
    await this.#beat('0');
    this.#timer = this.#clock.every(BEAT_MS, () => {
      this.#beating = this.#beat(String(++this.#beats)).then(look, look);
    });
  }

  /** Sessions that are over; one that has not beaten is seen to be dead only by looking again. */
  async over(): Promise<string[]> {
    const over: string[] = [];
    const now = this.#clock.now();
    for (const session of await sessionsIn(this.#directory)) {
      if (session === this.session) continue;
      const beat = await readFile(join(this.#directory, session, BEAT), 'utf8').catch(() => undefined);
      const seen = this.#seen.get(session);
      if (seen === undefined || seen.beat !== beat) this.#seen.set(session, { beat, sinceMs: now });
      const isStill = seen?.beat === beat && seen !== undefined && now - seen.sinceMs >= DEAD_AFTER_MS;
      if (beat === OVER || isStill) over.push(session);
    }
    return over;
  }

  /** Of a session whose calls were taken. */
  async forget(session: string): Promise<void> {
    this.#seen.delete(session);
    const path = join(this.#directory, session);
    await rm(join(path, BEAT), { force: true });
    // Should it be alive after all, and have a new call already, that stays.
    await rmdir(path).catch(() => undefined);
  }

  /** Whoever comes next may take what is left at once. */
  async close(isEmpty: boolean): Promise<void> {
    this.#timer?.cancel();
    await this.#beating;
    if (isEmpty) await this.forget(this.session);
    else await this.#beat(OVER).catch(() => undefined);
  }

  async #beat(text: string): Promise<void> {
    const path = join(this.#directory, this.session);
    await mkdir(path, { recursive: true });
    await writeFile(join(path, BEAT), text);
  }
}
