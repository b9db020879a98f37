/**
 * Under what a figure was measured: the command, when, on which commit and which machine.
 */
import { execFileSync } from 'node:child_process';
import { arch, availableParallelism, cpus, loadavg, platform } from 'node:os';

export interface Circumstances {
  readonly command: string;
  /** ISO 8601, of the start. */
  readonly date: string;
  /** Short hash; `+` behind it where sources had changed since. */
  readonly commit: string;
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly platform: string;
  /** Before the start: what else the machine had to do. */
  readonly loadAverage: number;
}

const SOURCES = ['src', 'bench', 'package.json', 'package-lock.json'];

export const circumstances = (command: string): Circumstances => ({
  command,
  date: new Date().toISOString(),
  commit: commit(),
  node: process.version,
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  platform: `${platform()} ${arch()}`,
  loadAverage: loadavg()[0] ?? 0,
});

/** One line for a document. */
export const machineOf = ({ cpu, cores, platform: system, node }: Circumstances): string =>
  `${cpu}, ${cores} cores, ${system}, Node ${node}`;

const commit = (): string => {
  try {
    const changes = git('status', '--porcelain', '--', ...SOURCES);
    return `${git('rev-parse', '--short', 'HEAD')}${changes === '' ? '' : '+'}`;
  } catch {
    return 'unknown';
  }
};

const git = (...args: readonly string[]): string =>
  execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
