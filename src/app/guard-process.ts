/**
 * The last line of a process that relays: what nobody caught ends it, and says where without quoting anything.
 *
 * Node would print the message of the error and a line of source to stderr; a message may hold what was said. And a
 * SIGUSR1, which other daemons take for "open your logs anew", would open a debugger in which any user of the machine can
 * read the memory of all calls.
 */
import type { Logger } from './logger.js';
import { kindOf, placesOf } from '../core/error-cause.js';

export const guardProcess = (log: Logger): void => {
  process.on('uncaughtException', (error) => {
    const fields = { code: 'TACET_INTERNAL', cause: kindOf(error), at: placesOf(error).join(' < ') };
    log.error('an error that nobody expected ends this process, and its calls', fields);
    process.exit(1);
  });
  process.on('SIGUSR1', () => log.warn('no debugger is opened', { signal: 'SIGUSR1' }));
};
