import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { AccessEntry } from './access-fact.js';
import { AccessLog } from './access-log.js';
import {
  accessCursorOf,
  accessCursorText,
  MOST_LINES,
  readAccessPage,
  type AccessCursor,
  type AccessPage,
} from './access-page.js';
import { systemClock } from '../../core/clock.js';
import { ensureLedgerKey, type LedgerKey } from '../ledger/ledger-key.js';

const CALLS = ['a', 'b', 'c'];
const ENTRIES = 60;

let directory = '';
let logs = '';
let key: LedgerKey;
const note = async (at: string, from: number, to: number): Promise<void> => {
  const log = new AccessLog({ directory: logs, key, clock: { ...systemClock, wall: () => new Date(at) } });
  for (let i = from; i < to; i++)
    await log.note({
      ...{ kind: 'read', what: ['recording'], call: CALLS[(i * i) % 3] ?? null, who: 'auditor' },
      ...{ roles: ['auditor'], tenant: null, via: 'api', address: null },
    });
};
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-'));
  logs = join(directory, 'log');
  key = await ensureLedgerKey(join(directory, 'ledger.key'));
  await note('2026-10-30T00:00:00.000Z', 0, 25);
  await note('2026-11-01T00:00:00.000Z', 25, ENTRIES);
});
afterEach(() => rm(directory, { recursive: true }));

const isAbout =
  (calls: readonly string[]) =>
  (entry: AccessEntry): boolean =>
    entry.kind !== 'opened' && calls.includes(entry.call ?? '');

const page = (
  after: AccessCursor | undefined,
  limit: number,
  calls: readonly string[],
): Promise<AccessPage> => readAccessPage(logs, key.publicKey, { after, limit, isWanted: isAbout(calls) });

const walk = async (limit: number, calls: readonly string[]): Promise<AccessPage[]> => {
  const pages: AccessPage[] = [];
  let after: AccessCursor | undefined;
  do {
    const read = await page(after, limit, calls);
    pages.push(read);
    after = read.next && accessCursorOf(accessCursorText(read.next));
  } while (after !== undefined);
  return pages;
};

describe('pages of the access log', () => {
  it('are together what is wanted of it, once and in order, whatever their size; each holds', async () => {
    const whole = (await page(undefined, MOST_LINES, CALLS)).entries;
    expect(whole).toHaveLength(ENTRIES);

    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 70 }), fc.subarray(CALLS), async (limit, calls) => {
        const pages = await walk(limit, calls);
        expect(pages.flatMap(({ entries }) => entries)).toEqual(whole.filter(isAbout(calls)));
        for (const { entries, holds } of pages) {
          expect(entries.length).toBeLessThanOrEqual(limit);
          expect(holds).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('go on with what is noted meanwhile', async () => {
    const first = await page(undefined, 10, CALLS);
    await note('2026-12-01T00:00:00.000Z', 0, 3);

    const rest: AccessEntry[] = [];
    for (let after = first.next; after !== undefined;) {
      const read = await page(after, 10, CALLS);
      rest.push(...read.entries);
      after = read.next;
    }

    expect(rest.slice(-3).map(({ at }) => at.slice(0, 7))).toEqual(['2026-12', '2026-12', '2026-12']);
  });

  it('show where one does not follow the page before', async () => {
    const { next } = await page(undefined, 10, CALLS);
    const forged = { ...(next as AccessCursor), prev: '0'.repeat(64) };

    expect((await page(forged, 10, CALLS)).holds).toBe(false);
    await appendFile(join(logs, 'access-2026-11.jsonl'), '{"torn');
    expect((await walk(100, CALLS)).map(({ holds }) => holds)).toEqual([false]);
  });

  it('are asked for by nothing else than the end of another', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(accessCursorOf(text)).toBeUndefined();
        expect(accessCursorOf(Buffer.from(text).toString('base64url'))).toBeUndefined();
      }),
    );
  });
});
