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
  const chain = new AccessChain(publicKey);
  for (const [file, text] of texts) {
    for (const [i, line] of linesOf(text).entries()) {
      const { entry, what } = chain.read(line);
      if (what !== undefined) faults.push({ file, line: i + 1, what });
      if (entry !== undefined) entries.push(entry);
    }
    if (text !== '' && !text.endsWith('\n'))
      faults.push({ file, line: linesOf(text).length, what: 'was not written to its end' });
  }
  return { entries, faults, first: chain.first, last: chain.expected?.prev ?? NO_LINE };
};

/** What the next line must be. */
export interface AccessLink {
  readonly n: number;
  readonly prev: string;
}

/** Reads line after line, and says of each whether it follows the one before. */
export class AccessChain {
  readonly #publicKey: KeyObject;
  #expected: AccessLink | undefined;
  #first = 0;

  /** @param expected undefined at the beginning */
  constructor(publicKey: KeyObject, expected?: AccessLink) {
    this.#publicKey = publicKey;
    this.#expected = expected;
  }

  get expected(): AccessLink | undefined {
    return this.#expected;
  }

  /** Number of the first entry that was read. */
  get first(): number {
    return this.#first;
  }

  /** @returns no entry where the form cannot be read; no fault where all is well */
  read(line: string): { readonly entry: AccessEntry | undefined; readonly what: string | undefined } {
    const read = readSigned(line, this.#publicKey);
    const entry = read?.entry as AccessEntry | undefined;
    // The oldest file may be one that follows others which were kept for long enough.
    if (this.#expected === undefined && entry !== undefined) {
      this.#first = entry.n;
      this.#expected = { n: entry.n, prev: entry.n === 0 ? NO_LINE : entry.prev };
    }
    const what = faultOf(entry, read?.isSigned === true, this.#expected);
    this.#expected = { n: (this.#expected?.n ?? 0) + 1, prev: hashOf(line) };
    return { entry, what };
  }
}

const faultOf = (
  entry: AccessEntry | undefined,
  isSigned: boolean,
  expected: AccessLink | undefined,
): string | undefined => {
  if (entry === undefined) return 'has not the form of an entry: it was changed or torn';
  if (!isSigned) return 'was changed, or signed with another key: its signature does not fit';
  if (entry.n !== expected?.n)
    return `is number ${String(entry.n)} and stands where ${String(expected?.n ?? 0)} should be: entries were removed, added or put in another order`;
  return entry.prev === expected.prev
    ? undefined
    : 'does not follow the entry before it: that one was changed';
};
