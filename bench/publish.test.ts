import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Circumstances } from './circumstances.js';
import { publish } from './publish.js';

const AT: Circumstances = {
  command: 'npm run bench:thing -- --calls 2',
  date: '2026-01-02T03:04:05.678Z',
  commit: 'abc1234',
  node: 'v20.0.0',
  cpu: 'A processor',
  cores: 4,
  platform: 'linux x64',
  loadAverage: 0.25,
  isPinned: true,
};
const DATA = {
  ms: Array.from({ length: 100 }, (_, i) => i / 3),
  rows: [{ name: 'with  two blanks, [brackets] and {braces}', value: -1.5e-7 }, { name: 'x'.repeat(200) }],
};

describe('what a benchmark leaves behind', () => {
  let folder = '';
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tacet-figures-'));
    await publish(folder, 'thing', {
      title: 'A thing',
      source: 'bench/thing.ts',
      circumstances: AT,
      data: DATA,
      picture: { svg: '<svg/>', title: 'Things' },
      body: ['The body.'],
    });
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('says on its page under what it was measured', async () => {
    const page = await read('thing.md');

    expect(page).toContain('- command: `npm run bench:thing -- --calls 2`\n');
    expect(page).toContain('- date: 2026-01-02T03:04:05.678Z, commit abc1234\n');
    expect(page).toContain('- machine: A processor, 4 cores, linux x64, Node v20.0.0; load average');
    expect(page).toContain('![Things](thing.svg)');
  });

  it('is in the JSON as it was measured, with numbers in a line', async () => {
    const json = await read('thing.json');

    expect(JSON.parse(json)).toEqual({ circumstances: AT, ...DATA });
    expect(json.split('\n').length).toBeLessThan(40);
  });
});
