import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from '@jest/globals';

import { openFiles, openFilesLimit } from './open-files.js';

const MODULE = fileURLToPath(new URL('open-files.js', import.meta.url));
/** Says what it is told before it has opened all that it may, and after. */
const OPENS_ALL = `
  import { openSync } from 'node:fs';
  const { openFiles, openFilesLimit } = await import(process.argv[1]);
  const told = () => [openFiles(), openFilesLimit()];
  const before = told();
  try { for (;;) openSync('/dev/null'); } catch {}
  process.stdout.write(JSON.stringify({ before, after: told() }));
`;

describe('the open files of a process', () => {
  it('are some, and less than it may have', () => {
    expect(openFiles()).toBeGreaterThan(2);
    expect(openFiles()).toBeLessThan(openFilesLimit());
  });

  it('are all that it may have where none is left to look at them with', () => {
    const script = ['--input-type=module', '-e', OPENS_ALL, MODULE];
    const said = execFileSync('sh', ['-c', 'ulimit -n 64; exec "$0" "$@"', process.execPath, ...script]);

    const { before, after } = JSON.parse(said.toString()) as Record<'before' | 'after', number[]>;
    expect(before[1]).toBe(64);
    expect(before[0]).toBeLessThan(64);
    expect(after).toEqual([64, 64]);
  });
});
