/** The files that this process has open, and may have: sockets, recordings, everything that has a descriptor. Linux only. */
import { readdirSync, readFileSync } from 'node:fs';

let knownLimit = Infinity;

/** Where not one more is to be had, not even to look (EMFILE, of the process; ENFILE, of the machine). */
const isUsedUp = (error: unknown): boolean =>
  ['EMFILE', 'ENFILE'].includes((error as NodeJS.ErrnoException).code ?? '');

/**
 * How many it may have now (RLIMIT_NOFILE; Node has raised the soft limit to the hard one at its start). Infinity where
 * nobody says.
 */
export const openFilesLimit = (): number => {
  try {
    const soft = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1'))?.[1];
    knownLimit = soft === undefined ? Infinity : Number(soft);
  } catch (error) {
    // What it was when it could still be read; or this is no Linux.
    if (!isUsedUp(error)) knownLimit = Infinity;
  }
  return knownLimit;
};

/** How many it has; undefined where nobody says. */
export const openFiles = (): number | undefined => {
  try {
    // Without the one that it takes to look.
    return readdirSync('/proc/self/fd').length - 1;
  } catch (error) {
    return isUsedUp(error) ? openFilesLimit() : undefined;
  }
};
