/**
 * With Debian's systemd: the unit is valid, and how exposed it leaves the service.
 *
 * `npm run test:system`. Needs the package `systemd`.
 */
import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';

const UNIT = 'deploy/systemd/tacet.service';
/** Of 10; what systemd calls OK ends at 5. It would be less if Node could do without memory that is written and executed. */
const MOST_EXPOSED = 1.5;

const analyze = (...args: string[]): string => {
  const { stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
  return stdout + stderr;
};

beforeAll(() => {
  if (!analyze('--version').includes('systemd'))
    throw new Error('systemd is not here: apt-get install systemd');
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
});
