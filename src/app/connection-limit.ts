/**
 * How many connections the server holds at once: more than that are closed as they come, before a byte of them is read.
 *
 * Each needs a file descriptor, and so do recordings, dialled parties and speech servers. Without a bound whoever can reach
 * the port could take them all, and everything that opens a file would fail: calls that run among it. Legs without TLS are
 * not counted once they are taken (`call/shared-read.ts`): they are bounded by `limits.calls`.
 */
import type { Config } from './config.js';
import { openFilesLimit } from './open-files.js';

/** Besides two of each call: legs that wait to be told apart, probes, scrapes, the API and its feeds. */
const BESIDES_CALLS = 1_000;
const LEAST = 10;
/** Of what the process may open: the front of several holds two for a leg that comes over TLS. */
const PART_OF_FILES = 0.4;

/** Two sockets of a call, and what its recording, its dialled party and its recogniser open. */
const FILES_OF_CALL = 4;
const FILES_OF_PROCESS = 200;

/** How many the process should be able to open for the calls it may have. */
export const filesWanted = ({ calls }: Config['limits']): number => FILES_OF_PROCESS + FILES_OF_CALL * calls;

/** @param openFiles how many the process may have open */
export const mostConnections = (limits: Config['limits'], openFiles = openFilesLimit()): number =>
  limits.connections ??
  // To Node none at all would be any number.
  Math.max(LEAST, Math.floor(Math.min(2 * limits.calls + BESIDES_CALLS, PART_OF_FILES * openFiles)));

/** Of one address, without those that carry a leg: so many that a second one has room, whatever the first one does. */
export const mostConnectionsPerAddress = (limits: Config['limits'], openFiles = openFilesLimit()): number =>
  limits.connectionsPerAddress ?? Math.ceil(mostConnections(limits, openFiles) / 2);
