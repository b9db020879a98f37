/**
 * Reads the access log, and says whether it holds: signatures, numbers, links from entry to entry and file to file.
 */
import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { AccessEntry } from './access-fact.js';
import { accessFiles } from './access-log.js';
import { hashOf, NO_LINE, readSigned } from '../ledger/line.js';
import { linesOf } from '../ledger/read-ledger.js';
import { TacetError } from '../../core/errors.js';

export interface AccessFault {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly what: string;
}

export interface ReadAccessLog {
  /** Those whose form can be read, signed or not. */
  readonly entries: readonly AccessEntry[];
  readonly faults: readonly AccessFault[];
  /** Number of the first entry: more than 0 where older files were taken away. */
  readonly first: number;
  /** SHA-256 of the last line: kept elsewhere, it shows later whether the end was cut off. */
  readonly last: string;
}

/** @throws TacetError TACET_ACCESS_LOG where there is none, or it cannot be read */
export const readAccessLog = async (directory: string, publicKey: KeyObject): Promise<ReadAccessLog> => {
  const texts = new Map<string, string>();
  try {
    for (const name of await accessFiles(directory))
      texts.set(name, await readFile(join(directory, name), 'utf8'));
  } catch (cause) {
    throw new TacetError('TACET_ACCESS_LOG', `there is none in ${directory}, or it cannot be read`, {
      cause,
    });
  }
  return checked(texts, publicKey);
};

const checked = (texts: ReadonlyMap<string, string>, publicKey: KeyObject): ReadAccessLog => {
  const entries: AccessEntry[] = [];
  const faults: AccessFault[] = [];
  let expected: { readonly n: number; readonly prev: string } | undefined;
  let first = 0;
  for (const [file, text] of texts) {
    for (const [i, line] of linesOf(text).entries()) {
      const read = readSigned(line, publicKey);
      const entry = read?.entry as AccessEntry | undefined;
      // The oldest file may be one that follows others which were kept for long enough.
      if (expected === undefined && entry !== undefined) {
        first = entry.n;
        expected = { n: entry.n, prev: entry.n === 0 ? NO_LINE : entry.prev };
      }
      const what = faultOf(entry, read?.isSigned === true, expected);
      if (what !== undefined) faults.push({ file, line: i + 1, what });
      if (entry !== undefined) entries.push(entry);
      expected = { n: (expected?.n ?? 0) + 1, prev: hashOf(line) };
    }
    if (text !== '' && !text.endsWith('\n'))
      faults.push({ file, line: linesOf(text).length, what: 'was not written to its end' });
  }
  return { entries, faults, first, last: expected?.prev ?? NO_LINE };
};

const faultOf = (
  entry: AccessEntry | undefined,
  isSigned: boolean,
  expected: { readonly n: number; readonly prev: string } | undefined,
): string | undefined => {
  if (entry === undefined) return 'has not the form of an entry: it was changed or torn';
  if (!isSigned) return 'was changed, or signed with another key: its signature does not fit';
  if (entry.n !== expected?.n)
    return `is number ${String(entry.n)} and stands where ${String(expected?.n ?? 0)} should be: entries were removed, added or put in another order`;
  return entry.prev === expected.prev
    ? undefined
    : 'does not follow the entry before it: that one was changed';
};
