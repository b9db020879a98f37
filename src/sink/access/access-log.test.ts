import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { AccessFact } from './access-fact.js';
import { AccessLog } from './access-log.js';
import { readAccessLog, type ReadAccessLog } from './read-access-log.js';
import { systemClock, type Clock } from '../../core/clock.js';
import { ensureLedgerKey, type LedgerKey } from '../ledger/ledger-key.js';

let directory = '';
let logs = '';
let key: LedgerKey;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-'));
  logs = join(directory, 'log');
  key = await ensureLedgerKey(join(directory, 'ledger.key'));
});
afterEach(() => rm(directory, { recursive: true }));

const factOf = (call: string): AccessFact => ({
  kind: 'read',
  what: ['recording'],
  call,
  who: 'auditor',
  roles: ['auditor'],
  tenant: null,
  via: 'api',
  address: '127.0.0.1',
});
const openAt = (at: string): AccessLog => {
  const clock: Clock = { ...systemClock, wall: () => new Date(at) };
  return new AccessLog({ directory: logs, key, clock });
};
const read = (): Promise<ReadAccessLog> => readAccessLog(logs, key.publicKey);
const callsIn = ({ entries }: ReadAccessLog): (string | null)[] =>
  entries.flatMap((entry) => (entry.kind === 'opened' ? [] : [entry.call]));
const NOVEMBER = '2026-11-27T00:00:00.000Z';
const DECEMBER = '2026-12-01T00:00:00.000Z';

describe('the access log', () => {
  it('has what was noted, in order, and holds', async () => {
    const log = openAt(NOVEMBER);
    await log.note(factOf('a'));
    await Promise.all([log.note(factOf('b')), log.note(factOf('c'))]);

    const { faults, first, entries } = await read();

    expect(faults).toEqual([]);
    expect([first, entries.length, callsIn(await read())]).toEqual([0, 4, ['a', 'b', 'c']]);
  });

  it('is one chain, however many write to it', async () => {
    const writers = Array.from({ length: 6 }, () => openAt(NOVEMBER));
    await Promise.all(
      writers.flatMap((log, w) => [0, 1, 2, 3].map((i) => log.note(factOf(`${String(w)}-${String(i)}`)))),
    );

    const all = await read();

    expect(all.faults).toEqual([]);
    expect(new Set(callsIn(all)).size).toBe(24);
    expect(await readdir(logs)).toEqual(['access-2026-11.jsonl']);
  });

  it('goes on from month to month, and where the clock was put back', async () => {
    await openAt(NOVEMBER).note(factOf('a'));
    await openAt(DECEMBER).note(factOf('b'));
    await openAt(NOVEMBER).note(factOf('c'));

    const all = await read();
    expect([all.faults, callsIn(all)]).toEqual([[], ['a', 'b', 'c']]);
    expect((await readdir(logs)).sort()).toEqual(['access-2026-11.jsonl', 'access-2026-12.jsonl']);
  });

  it('may lose its oldest month, and says where it begins', async () => {
    await openAt(NOVEMBER).note(factOf('a'));
    await openAt(DECEMBER).note(factOf('b'));
    await rm(join(logs, 'access-2026-11.jsonl'));

    expect(await read()).toMatchObject({ faults: [], first: 2 });
  });

  it('goes on after a line that a power cut tore, and shows it', async () => {
    await openAt(NOVEMBER).note(factOf('a'));
    await appendFile(join(logs, 'access-2026-11.jsonl'), '{"entry":{"n":2,"a');
    await openAt(NOVEMBER).note(factOf('b'));

    const all = await read();
    expect(callsIn(all)).toEqual(['a', 'b']);
    expect(all.faults).toEqual([expect.objectContaining({ line: 3 })]);
  });

  it.each([
    ['nothing', '', []],
    [
      'a torn line',
      '{"entry":{"n":2,"a',
      [expect.objectContaining({ file: 'access-2026-12.jsonl', line: 1 })],
    ],
  ])('goes on where a power cut left %s of the file of a month', async (_what, left, faults) => {
    await openAt(NOVEMBER).note(factOf('a'));
    await writeFile(join(logs, 'access-2026-12.jsonl'), left);
    await openAt(DECEMBER).note(factOf('b'));
    await openAt(DECEMBER).note(factOf('c'));

    const all = await read();
    expect(callsIn(all)).toEqual(['a', 'b', 'c']);
    expect(all.faults).toEqual(faults);
  });

  it('goes on where a crash left the lock', async () => {
    await openAt(NOVEMBER).note(factOf('a'));
    await writeFile(join(logs, 'lock'), '');
    const { utimes } = await import('node:fs/promises');
    await utimes(join(logs, 'lock'), 0, 0);

    await openAt(NOVEMBER).note(factOf('b'));

    expect(callsIn(await read())).toEqual(['a', 'b']);
  });

  it('that cannot be written says so', async () => {
    await writeFile(logs, 'a file where the folder should be');

    await expect(openAt(NOVEMBER).note(factOf('a'))).rejects.toMatchObject({ code: 'TACET_ACCESS_LOG' });
  });

  it('shows any byte changed, any line removed, doubled or put elsewhere', async () => {
    const log = openAt(NOVEMBER);
    for (const call of ['a', 'b', 'c']) await log.note(factOf(call));
    await openAt(DECEMBER).note(factOf('d'));
    const path = join(logs, 'access-2026-11.jsonl');
    const whole = await readFile(path, 'utf8');
    const lines = whole.trimEnd().split('\n');
    const joined = (some: readonly string[]): string => some.map((line) => `${line}\n`).join('');
    const changed = fc.oneof(
      fc
        .tuple(fc.nat(whole.length - 1), fc.integer({ min: 32, max: 126 }))
        .map(([at, code]) => whole.slice(0, at) + String.fromCharCode(code) + whole.slice(at + 1)),
      fc.nat(lines.length - 2).map((at) => joined(lines.toSpliced(at, 1))),
      fc.nat(lines.length - 1).map((at) => joined(lines.toSpliced(at, 0, lines[at] ?? ''))),
      fc.shuffledSubarray(lines, { minLength: lines.length }).map(joined),
      fc.nat(whole.length - 1).map((length) => whole.slice(0, length)),
    );

    await fc.assert(
      fc.asyncProperty(changed, async (text) => {
        // What only takes whole old entries away is what retention does.
        fc.pre(text !== whole && !whole.endsWith(text));
        await writeFile(path, text);

        expect((await read()).faults).not.toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
