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
  /** Whether what is measured and who loads it had a core each; undefined where they are one process. */
  readonly isPinned?: boolean;
}

const SOURCES = ['src', 'bench', 'package.json', 'package-lock.json'];

export const circumstances = (command: string, isPinned?: boolean): Circumstances => ({
  command,
  date: new Date().toISOString(),
  commit: commit(),
  node: process.version,
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  platform: `${platform()} ${arch()}`,
  loadAverage: loadavg()[0] ?? 0,
  ...(isPinned === undefined ? {} : { isPinned }),
});

/** One line for a document. */
export const machineOf = ({ cpu, cores, platform: system, node }: Circumstances): string =>
  `${cpu}, ${cores} cores, ${system}, Node ${node}`;

/** What every page says of a command that its figures come from. */
export const circumstanceLines = (at: Circumstances): string[] => [
  `- command: \`${at.command}\``,
  `- date: ${at.date}, commit ${at.commit}`,
  `- machine: ${machineOf(at)}; load average before the run ${at.loadAverage.toFixed(1)}${PINNED[String(at.isPinned)] ?? ''}`,
];

const PINNED: Readonly<Record<string, string>> = {
  true: '; what is measured and who loads it pinned to a core each',
  false: '; not pinned to cores',
};

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
