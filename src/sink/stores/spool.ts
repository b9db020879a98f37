/**
 * The spool: a folder of the local disk where everything is put first, and stays until the object store has it.
 *
 *     SPOOL/SESSION/CALL/NAME    as in a folder store, so what waits there opens like any recording
 *     SPOOL/gone/CALL/NAME       removed for good; an upload of it that was under way is undone
 *
 * It holds no more than its bound. The last twentieth is kept for ledgers, so that one can still say what broke.
 */
import { mkdirSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { isFolder } from './folder-name.js';
import { LocalFolder } from './local-folder.js';
import { isLiving, newSession, sessionsIn, SpoolLease } from './spool-lease.js';
import { syncFolder } from '../append-file.js';
import type { Clock } from '../../core/clock.js';
import { TacetError } from '../../core/errors.js';

const GONE = 'gone';
/** An upload that takes longer than this was given up long ago. */
const GONE_FOR_MS = 24 * 3_600_000;
const FOR_LEDGERS = 1 / 20;

export interface SpoolOptions {
  readonly directory: string;
  readonly maxBytes: number;
  readonly clock: Clock;
}

export class Spool {
  readonly #options: SpoolOptions;
  readonly #lease: SpoolLease;
  #bytes = 0;

  constructor(options: SpoolOptions) {
    this.#options = options;
    this.#lease = new SpoolLease(options.directory, options.clock);
  }

  /** All that waits, of other sessions too. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Only for a process that records.
   * @param look called every few seconds: `adopt` may find something
   * @throws TacetError TACET_STORE_FAILED
   */
  async open(look: () => void): Promise<void> {
    try {
      await mkdir(join(this.#options.directory, GONE), { recursive: true });
      await this.#lease.open(look);
      await this.#forgetGone();
      await this.measure();
    } catch (error) {
      throw new TacetError('TACET_STORE_FAILED', this.#options.directory, { cause: error });
    }
  }

  /** A place of this session. */
  create(name: string): LocalFolder {
    const folder = this.own(name);
    try {
      mkdirSync(folder.path, { recursive: true });
    } catch {
      // The first write fails and is reported.
    }
    return folder;
  }

  own(name: string): LocalFolder {
    return new LocalFolder(join(this.#options.directory, this.#lease.session, name));
  }

  /** Takes the calls of sessions that are over. */
  async adopt(): Promise<string[]> {
    const { directory } = this.#options;
    const taken: string[] = [];
    for (const session of await this.#lease.over()) {
      for (const name of await callsIn(join(directory, session))) {
        const isTaken = await rename(join(directory, session, name), this.own(name).path).then(
          () => true,
          () => false,
        );
        if (isTaken) taken.push(name);
      }
      await clearHalf(join(directory, session));
      await this.#lease.forget(session);
    }
    return taken;
  }

  /** Where a call waits, in whatever session. */
  async locate(name: string): Promise<LocalFolder | undefined> {
    const { directory } = this.#options;
    for (const session of await sessionsIn(directory)) {
      const path = join(directory, session, name);
      if (await isFolder(path)) return new LocalFolder(path);
    }
    return undefined;
  }

  /**
   * Whether a call waits in a session of a process that lives.
   * @returns undefined where it does not wait here
   * @throws what the file system says
   */
  async isHeld(name: string): Promise<boolean | undefined> {
    const found = await this.locate(name);
    return found && isLiving(dirname(found.path));
  }

  /** Names of all calls that wait. */
  async names(): Promise<string[]> {
    const { directory } = this.#options;
    const all = await Promise.all(
      (await sessionsIn(directory)).map((session) => callsIn(join(directory, session))),
    );
    return all.flat();
  }

  /**
   * Takes a call away from whoever writes or uploads it.
   * @returns undefined where it does not wait here
   */
  async take(name: string): Promise<LocalFolder | undefined> {
    const found = await this.locate(name);
    if (found === undefined) return undefined;
    const session = join(this.#options.directory, newSession());
    await mkdir(session);
    const taken = new LocalFolder(join(session, name));
    try {
      await rename(found.path, taken.path);
    } catch {
      await rm(session, { recursive: true, force: true });
      // Its last object was uploaded in this moment.
      return undefined;
    }
    return taken;
  }

  /** Of a call that was taken. */
  async giveUp(taken: LocalFolder): Promise<void> {
    await rm(join(taken.path, '..'), { recursive: true, force: true });
  }

  /** From now on whoever uploads one of these takes it back. */
  async bury(call: string, names: readonly string[]): Promise<void> {
    const graves = this.#graves(call);
    await mkdir(graves.path, { recursive: true });
    await syncFolder(join(this.#options.directory, GONE));
    for (const name of names) await graves.put(name, [new Uint8Array(0)]);
  }

  async isBuried(call: string, name: string): Promise<boolean> {
    return exists(join(this.#graves(call).path, name));
  }

  /** Takes room for what is going to be put or appended. */
  async reserve(bytes: number, isLedger: boolean): Promise<boolean> {
    const most = this.#options.maxBytes * (isLedger ? 1 : 1 - FOR_LEDGERS);
    // Another process may have removed something.
    if (this.#bytes + bytes > most) await this.measure();
    if (this.#bytes + bytes > most) return false;
    this.#bytes += bytes;
    return true;
  }

  release(bytes: number): void {
    this.#bytes = Math.max(0, this.#bytes - bytes);
  }

  async measure(): Promise<void> {
    const { directory } = this.#options;
    let bytes = 0;
    for (const session of await sessionsIn(directory))
      for (const call of await callsIn(join(directory, session)))
        bytes += await sizeOf(join(directory, session, call));
    this.#bytes = bytes;
  }

  /** Everything of a call was uploaded. */
  async drop(name: string): Promise<void> {
    const { path } = this.own(name);
    const away = join(path, '..', `.${name}`);
    // In one step: nobody finds half a call.
    await rename(path, away);
    await rm(away, { recursive: true, force: true });
  }

  async close(): Promise<void> {
    const own = join(this.#options.directory, this.#lease.session);
    await this.#lease.close((await callsIn(own)).length === 0);
  }

  #graves(call: string): LocalFolder {
    return new LocalFolder(join(this.#options.directory, GONE, call));
  }

  async #forgetGone(): Promise<void> {
    const before = this.#options.clock.wall().getTime() - GONE_FOR_MS;
    for (const name of await readdir(join(this.#options.directory, GONE))) {
      const path = join(this.#options.directory, GONE, name);
      if ((await stat(path)).mtimeMs < before) await rm(path, { recursive: true, force: true });
    }
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Not those that begin with a dot: they are being removed. */
const callsIn = async (session: string): Promise<string[]> => {
  const entries = await readdir(session, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
};

/** What was being removed. */
const clearHalf = async (session: string): Promise<void> => {
  const names = await readdir(session).catch(() => []);
  const half = names.filter((name) => name.startsWith('.'));
  await Promise.all(half.map((name) => rm(join(session, name), { recursive: true, force: true })));
};

/** Of the files in a folder; they may be uploaded and removed meanwhile. */
const sizeOf = async (folder: string): Promise<number> => {
  const sizes = (await readdir(folder).catch(() => [])).map((name) =>
    stat(join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
};
