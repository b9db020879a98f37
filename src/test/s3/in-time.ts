/**
 * What waits in a spool, and time that a test moves by hand so far as what waits needs it, and no further: a request that is
 * under way would be given up.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ManualClock } from '../../core/clock.js';
import type { Store } from '../../sink/stores/store.js';
import { until } from '../bridges/until.js';

const BEAT_MS = 5_000;
/** The longest that an object store that is away is left alone. */
const AGAIN_MS = 60_000;

/** Names of files that wait; of sessions their beats are none. */
export const waitingIn = async (spool: string): Promise<string[]> => {
  const found: string[] = [];
  const look = async (folder: string): Promise<void> => {
    // Folders go while one looks.
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      if (entry.isFile() && entry.name !== 'beat') found.push(entry.name);
      else if (entry.isDirectory() && entry.name !== 'gone') await look(join(folder, entry.name));
    }
  };
  await look(spool);
  return found.sort();
};

const beatsIn = async (spool: string): Promise<string> => {
  const sessions = (await readdir(spool)).filter((name) => name.startsWith('session-'));
  const beats = sessions.map((name) => readFile(join(spool, name, 'beat'), 'utf8').catch(() => ''));
  return (await Promise.all(beats)).join();
};

/** Time goes on until one that writes to the spool has shown once more that it lives. */
export const nextBeat = async (spool: string, clock: ManualClock): Promise<void> => {
  const beats = await beatsIn(spool);
  clock.advance(BEAT_MS);
  await until(async () => (await beatsIn(spool)) !== beats, 'a beat');
};

/** A try that was under way when the store came back fails late, and is followed by another only in some time. */
export const untilInTime = (
  { counters }: Pick<Store, 'counters'>,
  clock: ManualClock,
  isSo: () => boolean | Promise<boolean>,
  what: string,
): Promise<void> => {
  let seen = -1;
  return until(async () => {
    if (await isSo()) return true;
    if (counters === undefined || !counters.isAway || counters.failures === seen) return false;
    seen = counters.failures;
    clock.advance(AGAIN_MS);
    return false;
  }, what);
};

/** Until the store has taken over from a process that was killed, which takes half a minute, and all of that is uploaded. */
export const untilCarriedOn = async (store: Store, clock: ManualClock, spool: string): Promise<void> => {
  const isEmpty = async (): Promise<boolean> => (await waitingIn(spool)).length === 0;
  const hasBegun = (): boolean => (store.counters?.uploads ?? 0) + (store.counters?.failures ?? 0) > 0;
  while (!(await isEmpty()) && !hasBegun()) await nextBeat(spool, clock);
  await untilInTime(store, clock, isEmpty, 'the spool to be empty');
};
