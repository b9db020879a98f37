/**
 * Whether the machine had time for the server: of its threads the kernel counts how long they ran, and how long they were
 * ready to and waited for a core (Linux: /proc/PID/task/TID/schedstat, the first two figures, in nanoseconds).
 *
 * What a server that gets no core does late, or not in the time that it is given, looks like something that it keeps.
 */
import { readdir, readFile } from 'node:fs/promises';

/** One that waits for longer than it runs has had less than half of what it needed. */
const STARVED_SHARE = 0.5;

/** @returns the part of the time that it wanted a core in which it had none; undefined where the system does not count it */
export const waitedShareOf = async (pid: number): Promise<number | undefined> => {
  let [ran, waited] = [0, 0];
  try {
    const tasks = `/proc/${String(pid)}/task`;
    for (const task of await readdir(tasks)) {
      // A thread may end in between.
      const text = await readFile(`${tasks}/${task}/schedstat`, 'utf8').catch(() => '0 0');
      const [ranNs = 0, waitedNs = 0] = text.split(' ').map(Number);
      ran += ranNs;
      waited += waitedNs;
    }
  } catch {
    return undefined;
  }
  return ran + waited > 0 ? waited / (ran + waited) : undefined;
};

export const isStarved = (waitedShare: number | undefined): boolean =>
  waitedShare !== undefined && waitedShare > STARVED_SHARE;
