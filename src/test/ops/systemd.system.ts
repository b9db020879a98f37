/**
 * With Debian's systemd: the unit is valid, how exposed it leaves the service, and that a call goes through what it refuses.
 *
 * `npm run test:system`. Needs the packages `systemd` and `strace`, and the right to trace a process of one's own.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const UNIT = 'deploy/systemd/tacet.service';
/** Of 10; what systemd calls OK ends at 5. It would be less if Node could do without memory that is written and executed. */
const MOST_EXPOSED = 1.5;

const MAIN = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
/** A call of half a minute, played as fast as the recogniser hears it. */
const LIMIT_MS = 240_000;

const analyze = (...args: string[]): string => {
  const { stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
  return stdout + stderr;
};

/** What a setting of the unit says, line by line. */
const settings = (name: string): readonly string[] =>
  [...readFileSync(UNIT, 'utf8').matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value = '']) => value);

/** A set of system calls, and the sets in it, as this systemd knows them. */
const callsIn = (name: string): readonly string[] =>
  name.startsWith('@')
    ? analyze('syscall-filter', name)
        .split('\n')
        .filter((line) => /^ +[@\w]/.test(line))
        .flatMap((line) => callsIn(line.trim()))
    : [name];

/** Of all that systemd knows what the unit does not allow: a line with a tilde takes away from those before it. */
const refusedCalls = (): readonly string[] => {
  const allowed = new Set<string>();
  for (const line of settings('SystemCallFilter')) {
    const takesAway = line.startsWith('~');
    for (const call of line.replace('~', '').split(' ').flatMap(callsIn))
      if (takesAway) allowed.delete(call);
      else allowed.add(call);
  }
  return [...new Set(callsIn('@known'))].filter((call) => !allowed.has(call));
};

let folder: string;
beforeAll(() => {
  if (!analyze('--version').includes('systemd'))
    throw new Error('systemd is not here: apt-get install systemd');
  if (spawnSync('strace', ['--version']).status !== 0)
    throw new Error('strace is not here: apt-get install strace');
  folder = mkdtempSync(join(tmpdir(), 'tacet-systemd-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the unit', () => {
  it('has no line that systemd does not know', () => {
    // That node is not where it should be says nothing of the unit.
    const complaints = analyze('verify', UNIT)
      .split('\n')
      .filter((line) => line !== '' && !line.includes('is not executable'));

    expect(complaints).toEqual([]);
  });

  it('is sandboxed', () => {
    const [, level] =
      /Overall exposure level for tacet\.service: ([\d.]+)/.exec(
        analyze('security', '--offline=true', UNIT),
      ) ?? [];

    expect(Number(level)).toBeLessThanOrEqual(MOST_EXPOSED);
  });

  // No systemd of its own: strace refuses what the filter refuses, as the filter refuses it.
  it(
    'lets a call be heard, masked and sealed with all system calls refused that are not on its list',
    () => {
      // strace may be older than the list: a name with a question mark may be unknown to it.
      const refused = refusedCalls()
        .map((call) => `?${call}`)
        .join();
      const [errno] = settings('SystemCallErrorNumber');
      // Without one systemd has the process killed.
      const answer = errno === undefined ? 'error=ENOSYS:signal=SIGSYS' : `error=${errno}`;
      const trace = join(folder, 'trace');

      const { status, stdout } = spawnSync(
        'strace',
        ['-f', '-qq', '--seccomp-bpf', '-o', trace, '-e', `trace=${refused}`].concat(
          ['-e', `inject=${refused}:${answer}`, process.execPath, MAIN],
          ['demo', '--pace', 'fast', '--out', join(folder, 'demo')],
        ),
        { encoding: 'utf8', timeout: LIMIT_MS },
      );

      expect(status).toBe(0);
      expect(stdout).toContain('my card [PAN]');
      // Some were made, and refused: the list is not empty, nor is it passed by.
      expect(readFileSync(trace, 'utf8')).toMatch(/ = -1 \w+ .*\(INJECTED\)$/m);
    },
    LIMIT_MS,
  );
});
