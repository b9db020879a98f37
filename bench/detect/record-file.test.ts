import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { clipFor, runFor } from './clip-for-tests.js';
import { mergeRuns, readRecord, recordText } from './record-file.js';

describe('the record of a benchmark', () => {
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'tacet-record-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is read back as it was written, one line a clip', async () => {
    const path = join(folder, 'detect.json');
    const runs = [
      runFor({ clips: [clipFor({ id: 'a' }), clipFor({ id: 'b' })] }),
      runFor({ branch: 'agent-heard' }),
    ];
    const text = recordText({ runs, text: undefined });
    await writeFile(path, text);

    expect(await readRecord(path)).toEqual({ runs, text: undefined });
    expect(text.split('\n').filter((line) => line.startsWith('{"id":'))).toHaveLength(3);
  });

  it('is nothing where there is none, or one of another shape', async () => {
    const path = join(folder, 'detect.json');

    expect(await readRecord(path)).toEqual({ runs: [], text: undefined });
    await writeFile(path, JSON.stringify({ circumstances: {}, runs: [{ summary: {} }] }));
    expect(await readRecord(path)).toEqual({ runs: [], text: undefined });
  });

  it('keeps what was not measured again, recording first and then by look-ahead', () => {
    const before = [runFor(), runFor({ branch: 'agent-heard', lookAheadMs: 400, wallMs: 1 })];
    const now = [
      runFor({ branch: 'agent-heard', lookAheadMs: 400, wallMs: 2 }),
      runFor({ branch: 'agent-heard', lookAheadMs: 0, wallMs: 3 }),
    ];

    const merged = mergeRuns(before, now);

    expect(merged.map(({ branch, lookAheadMs, wallMs }) => [branch, lookAheadMs, wallMs])).toEqual([
      ['recording', 0, 1_000],
      ['agent-heard', 0, 3],
      ['agent-heard', 400, 2],
    ]);
  });
});
