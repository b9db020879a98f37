import { within } from './rtp-client.js';

/** Often enough that no test waits long, seldom enough that the core is left to the thread or process awaited. */
const EVERY_MS = 2;

/** Resolves when it holds: for what tells nobody that it has happened. */
export const until = (
  isSo: () => boolean | Promise<boolean>,
  what: string,
  limitMs?: number,
): Promise<void> => {
  const so = async (): Promise<void> => {
    while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  };
  return within(so(), what, limitMs);
};
