/**
 * The access log page by page: a page goes on at the byte where the one before ended, and reads no more than so many lines.
 *
 *     access-2026-10.jsonl |---------------|     access-2026-11.jsonl |-----------
 *            page 1 --------> page 2 ------------------------> page 3 -->
 *
 * The cursor carries the link of the chain, so that each page also shows that it follows the one before.
 */
import type { KeyObject } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

import type { AccessEntry } from './access-fact.js';
import { ACCESS_FILE, accessFiles } from './access-log.js';
import { AccessChain, type AccessLink } from './read-access-log.js';
import { TacetError } from '../../core/errors.js';
import { breath } from '../../core/gently.js';

/** Where a page ended. */
export interface AccessCursor extends AccessLink {
  readonly file: string;
  /** In bytes. */
  readonly offset: number;
}

export interface AccessPageAsked {
  readonly after: AccessCursor | undefined;
  readonly limit: number;
  readonly isWanted: (entry: AccessEntry) => boolean;
}

export interface AccessPage {
  readonly entries: readonly AccessEntry[];
  /** Everything that was read for this page is as it was written, and follows the page before. */
  readonly holds: boolean;
  /** Undefined at the end. */
  readonly next: AccessCursor | undefined;
}

/** Lines that a page may cost, whatever is wanted of them. */
export const MOST_LINES = 1_000;
/** Signatures are checked on the thread that relays: audio goes on in between. */
const AT_A_TIME = 16;
const CHUNK_BYTES = 65_536;

/** @throws TacetError TACET_ACCESS_LOG where it cannot be read */
export const readAccessPage = async (
  directory: string,
  publicKey: KeyObject,
  { after, limit, isWanted }: AccessPageAsked,
): Promise<AccessPage> => {
  const chain = new AccessChain(publicKey, after);
  const entries: AccessEntry[] = [];
  let holds = true;
  let lines = 0;
  let next: AccessCursor | undefined;
  try {
    for (const file of await accessFiles(directory)) {
      if (after !== undefined && file < after.file) continue;
      const from = file === after?.file ? after.offset : 0;
      for await (const { line, isWhole, end } of linesFrom(join(directory, file), from)) {
        // Something follows: the page ends before it.
        if (entries.length === limit || lines === MOST_LINES) return { entries, holds, next };
        if (++lines % AT_A_TIME === 0) await breath();
        const { entry, what } = chain.read(line);
        holds &&= what === undefined && isWhole;
        if (entry !== undefined && isWanted(entry)) entries.push(entry);
        if (chain.expected !== undefined) next = { file, offset: end, ...chain.expected };
      }
    }
  } catch (cause) {
    throw new TacetError('TACET_ACCESS_LOG', 'it cannot be read', { cause });
  }
  return { entries, holds, next: undefined };
};

interface Line {
  readonly line: string;
  /** Written to its end. */
  readonly isWhole: boolean;
  /** Behind it, in bytes. */
  readonly end: number;
}

async function* linesFrom(path: string, offset: number): AsyncGenerator<Line> {
  const handle = await open(path, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let rest = Buffer.alloc(0);
    let at = offset;
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, at + rest.length);
      if (bytesRead === 0) break;
      rest = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
      for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n')) {
        at += end + 1;
        yield { line: rest.toString('utf8', 0, end), isWhole: true, end: at };
        rest = rest.subarray(end + 1);
      }
    }
    if (rest.length > 0) yield { line: rest.toString('utf8'), isWhole: false, end: at + rest.length };
  } finally {
    await handle.close();
  }
}

const HASH = /^[0-9a-f]{64}$/;

export const accessCursorText = ({ file, offset, n, prev }: AccessCursor): string =>
  Buffer.from([file, offset, n, prev].join(' ')).toString('base64url');

/** @returns undefined where it is none */
export const accessCursorOf = (text: string): AccessCursor | undefined => {
  const [file = '', offset = '', n = '', prev = '', ...more] = Buffer.from(text, 'base64url')
    .toString()
    .split(' ');
  const isOne =
    ACCESS_FILE.test(file) && /^\d{1,15}$/.test(offset) && /^\d{1,15}$/.test(n) && HASH.test(prev);
  return isOne && more.length === 0 ? { file, offset: Number(offset), n: Number(n), prev } : undefined;
};
