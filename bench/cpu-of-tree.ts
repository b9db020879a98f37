/** The CPU of a process and of all that it has started (Linux: /proc). */
import { readdirSync, readFileSync } from 'node:fs';

import type { CpuSample } from './messages.js';

const TICKS_PER_SECOND = 100;

/** proc_pid_stat(5): utime and stime of the process, and the same of its children, and so on. */
export const cpuOfTree = (pid: number): Pick<CpuSample, 'cpuMs' | 'systemMs'> => {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ms = (field: number): number => (Number(fields[field]) * 1_000) / TICKS_PER_SECOND;
  let [cpuMs, systemMs] = [ms(11) + ms(12), ms(12)];
  for (const task of readdirSync(`/proc/${String(pid)}/task`)) {
    const children = readFileSync(`/proc/${String(pid)}/task/${task}/children`, 'utf8');
    for (const child of children.split(' ').filter(Boolean)) {
      const of = cpuOfTree(Number(child));
      cpuMs += of.cpuMs;
      systemMs += of.systemMs;
    }
  }
  return { cpuMs, systemMs };
};
