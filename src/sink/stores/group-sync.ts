/**
 * Makes what lies below one folder durable: one by one where few wait for it, all at once where many do.
 *
 *     asked     1   2 3 4 ... 256
 *     synced    [1] [     all    ]       each with its own fsync(2), or all of them with one syncfs(2)
 *
 * Whoever asks while others are synced waits for the next turn (group commit). A disk syncs a thousand files one by
 * one in seconds, and the file system they lie in a few times in less than one.
 */
import { syncAllOf, type SyncAll } from './syncfs.js';

interface Waiting {
  readonly sync: () => Promise<void>;
  readonly done: (failure?: Error) => void;
}

/** From so many on one sync of everything is the quicker. */
const MANY = 8;

export class GroupSync {
  readonly #path: string;
  readonly #syncAllOf: () => Promise<SyncAll | undefined>;
  #waiting: Waiting[] = [];
  #isRunning = false;

  /** @param path of a folder that is there whenever something below it waits */
  constructor(path: string, syncAll: () => Promise<SyncAll | undefined> = syncAllOf) {
    this.#path = path;
    this.#syncAllOf = syncAll;
  }

  /**
   * @param sync makes durable what the caller has written before, and nothing else
   * @throws whatever it throws
   */
  durable(sync: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (failure?: Error): void => {
        if (failure === undefined) resolve();
        else reject(failure);
      };
      this.#waiting.push({ sync, done });
      if (!this.#isRunning) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#waiting.length > 0) {
      const turn = this.#waiting;
      this.#waiting = [];
      const syncAll = turn.length >= MANY ? await this.#syncAllOf() : undefined;
      if (syncAll === undefined) await Promise.all(turn.map(one));
      else await this.#all(turn, syncAll);
    }
    this.#isRunning = false;
  }

  async #all(turn: readonly Waiting[], syncAll: SyncAll): Promise<void> {
    try {
      await syncAll(this.#path);
    } catch {
      // Somebody else's file, perhaps: each finds out about its own.
      await Promise.all(turn.map(one));
      return;
    }
    for (const { done } of turn) done();
  }
}

const one = async ({ sync, done }: Waiting): Promise<void> => {
  try {
    await sync();
  } catch (error) {
    done(error instanceof Error ? error : new Error('it cannot be synced', { cause: error }));
    return;
  }
  done();
};

const groups = new Map<string, GroupSync>();

/** That of a folder: all of a process share it. */
export const groupSyncOf = (path: string): GroupSync => {
  const group = groups.get(path) ?? new GroupSync(path);
  groups.set(path, group);
  return group;
};
