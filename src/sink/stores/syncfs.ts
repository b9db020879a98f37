/**
 * syncfs(2): everything that was written to a file system so far is durable. Node has no call for it.
 *
 * Linux alone has it, and says from 5.8 on where something could not be written; elsewhere files are synced one by one.
 */
import { open } from 'node:fs/promises';
import { release } from 'node:os';

/** @throws Error where something could not be written */
export type SyncAll = (path: string) => Promise<void>;

const FIRST_HONEST = [5, 8] as const;

const isHonest = (): boolean => {
  const [major = 0, minor = 0] = release().split('.').map(Number);
  return major > FIRST_HONEST[0] || (major === FIRST_HONEST[0] && minor >= FIRST_HONEST[1]);
};

const load = async (): Promise<SyncAll | undefined> => {
  if (process.platform !== 'linux' || !isHonest()) return undefined;
  try {
    const { default: koffi } = await import('koffi');
    const syncfs = koffi.load(null).func('int syncfs(int fd)');
    return async (path) => {
      const folder = await open(path, 'r');
      try {
        await new Promise<void>((resolve, reject) => {
          syncfs.async(folder.fd, (error: Error | null, result: number) => {
            if (error === null && result === 0) resolve();
            else reject(error ?? new Error('syncfs'));
          });
        });
      } finally {
        await folder.close();
      }
    };
  } catch {
    // No library of the machine's own, or no koffi for it.
    return undefined;
  }
};

let loaded: Promise<SyncAll | undefined> | undefined;

/** Undefined where the system has none. */
export const syncAllOf = (): Promise<SyncAll | undefined> => (loaded ??= load());
