/**
 * A lock between processes: a file that one of them can make.
 *
 * Whoever holds one writes a few lines and is gone; one that is old was left behind by a crash.
 */
import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { setTimeout as passed } from 'node:timers/promises';

const RETRY_MS = 10;
const STALE_MS = 30_000;
const GIVE_UP_MS = 60_000;

/** @throws what the file system says, or that the lock is not let go */
export const withLock = async <T>(path: string, run: () => Promise<T>): Promise<T> => {
  await take(path);
  try {
    return await run();
  } finally {
    await rm(path, { force: true });
  }
};

const take = async (path: string): Promise<void> => {
  const until = performance.now() + GIVE_UP_MS;
  while (performance.now() < until) {
    try {
      await (await open(path, 'wx')).close();
      return;
    } catch (error) {
      if ((error as { readonly code?: unknown }).code !== 'EEXIST') throw error;
    }
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
    if (Date.now() - mtimeMs > STALE_MS) await takeAway(path);
    else await passed(RETRY_MS * (1 + Math.random()));
  }
  throw new Error('the lock is held for too long');
};

/** Of several that see the same old lock one moves it; a new one is not taken away by the others. */
const takeAway = async (path: string): Promise<void> => {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    await rm(aside, { force: true });
  } catch {
    // Somebody else was faster.
  }
};
