/**
 * The access log: who was shown what of which call. Append-only, each entry signed and chained to the one before.
 *
 *     access-2026-11.jsonl, access-2026-12.jsonl ...   one chain, a file a month
 *
 * The server and the command line write to it, one after the other under a lock. What was noted lasts before anything
 * is shown; where it cannot be written nothing is shown.
 */
import { mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { AccessEntry, AccessFact, AccessOpening } from './access-fact.js';
import { withLock } from './file-lock.js';
import { syncFolder } from '../append-file.js';
import { fingerprintOf, type LedgerKey } from '../ledger/ledger-key.js';
import { hashOf, lineOf, NO_LINE } from '../ledger/line.js';
import { linesOf } from '../ledger/read-ledger.js';
import type { Clock } from '../../core/clock.js';
import { TacetError } from '../../core/errors.js';

export interface AccessLogOptions {
  readonly directory: string;
  readonly key: LedgerKey;
  readonly clock: Clock;
}

export const ACCESS_FILE = /^access-\d{4}-\d{2}\.jsonl$/;
const LOCK = 'lock';
/** More than the longest entry. */
const TAIL_BYTES = 65_536;

/** Oldest first. */
export const accessFiles = async (directory: string): Promise<readonly string[]> =>
  (await readdir(directory)).filter((name) => ACCESS_FILE.test(name)).sort();

interface Waiting {
  readonly fact: AccessFact;
  readonly resolve: () => void;
  readonly reject: (error: TacetError) => void;
}

export class AccessLog {
  readonly #options: AccessLogOptions;
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(options: AccessLogOptions) {
    this.#options = options;
  }

  /**
   * It lasts once this resolves.
   * @throws TacetError TACET_ACCESS_LOG
   */
  note(fact: AccessFact): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ fact, resolve, reject });
      if (!this.#isWriting) void this.#write();
    });
  }

  /** What came while others were written is written in one go. */
  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#append(batch.map(({ fact }) => fact));
        for (const { resolve } of batch) resolve();
      } catch (cause) {
        const error = new TacetError('TACET_ACCESS_LOG', this.#options.directory, { cause });
        for (const { reject } of batch) reject(error);
      }
    }
    this.#isWriting = false;
  }

  async #append(facts: readonly AccessFact[]): Promise<void> {
    const { directory, key, clock } = this.#options;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await withLock(join(directory, LOCK), async () => {
      const at = clock.wall().toISOString();
      const files = await accessFiles(directory);
      const before = files.at(-1);
      // A clock that was put back goes on in the file that is there.
      const own = `access-${at.slice(0, 7)}.jsonl`;
      const name = before === undefined || own > before ? own : before;
      const end = await endOf(directory, files);
      let { n, prev } = end;
      const opening: AccessOpening = { kind: 'opened', ledgerKey: fingerprintOf(key.publicKey) };
      let text = end.isTorn && name === before ? '\n' : '';
      for (const fact of [...(name === before ? [] : [opening]), ...facts]) {
        const entry: AccessEntry = { n: n++, at, prev, ...fact };
        const line = lineOf(entry, key);
        prev = hashOf(line);
        text += `${line}\n`;
      }
      await append(join(directory, name), text);
      if (name !== before) await syncFolder(directory);
    });
  }
}

/** Where the chain goes on. */
interface End {
  readonly n: number;
  readonly prev: string;
  /** A power cut left a line that is not whole: it keeps its place, and shows as a fault. */
  readonly isTorn: boolean;
}

const NOTHING: End = { n: 0, prev: NO_LINE, isTorn: false };

/** @param files oldest first */
const endOf = async (directory: string, files: readonly string[]): Promise<End> => {
  const newest = files.at(-1);
  if (newest === undefined) return NOTHING;
  const { tail, isWhole } = await tailOf(join(directory, newest));
  const isTorn = tail !== '' && !tail.endsWith('\n');
  const lines = linesOf(tail);
  const last = lines.at(-1);
  for (let i = lines.length - 1; i >= 0; i--) {
    const n = numberOf(lines[i] ?? '');
    if (n !== undefined) return { n: n + lines.length - i, prev: hashOf(last ?? ''), isTorn };
  }
  if (!isWhole) throw new Error('no line of the file can be read');
  // A power cut as it was begun: the file before says where the chain was.
  const before = await endOf(directory, files.slice(0, -1));
  return { n: before.n + lines.length, prev: last === undefined ? before.prev : hashOf(last), isTorn };
};

const numberOf = (line: string): number | undefined => {
  try {
    const { entry } = JSON.parse(line) as { readonly entry: { readonly n: number } };
    return entry.n;
  } catch {
    return undefined;
  }
};

const tailOf = async (path: string): Promise<{ readonly tail: string; readonly isWhole: boolean }> => {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
    await handle.read(tail, 0, tail.length, size - tail.length);
    return { tail: tail.toString('utf8'), isWhole: tail.length === size };
  } finally {
    await handle.close();
  }
};

const append = async (path: string, text: string): Promise<void> => {
  const handle = await open(path, 'a', 0o600);
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
};
