/**
 * Whether a ledger holds: form, signatures, numbers, links, and that it has an end.
 */
import type { KeyObject } from 'node:crypto';

import type { LedgerEntry } from './fact.js';
import { fingerprintOf } from './ledger-key.js';
import { hashOf, NO_LINE, readLine } from './line.js';
import { linesOf } from './read-ledger.js';

/** One thing that is not as it should be. */
export interface Fault {
  /** The entry, counted from 0; undefined where it is none. */
  readonly entry: number | undefined;
  readonly what: string;
}

export interface Chain {
  /** Entries whose signatures hold. */
  readonly entries: readonly LedgerEntry[];
  readonly faults: readonly Fault[];
}

export const readChain = (text: string, publicKey: KeyObject): Chain => {
  const lines = linesOf(text);
  const read = lines.map((line) => readLine(line, publicKey));
  const signedByOther = otherKey(read, publicKey);
  if (signedByOther !== undefined)
    return { entries: [], faults: [{ entry: undefined, what: signedByOther }] };
  const faults: Fault[] = [];
  let prev = NO_LINE;
  for (const [i, line] of lines.entries()) {
    const what = faultOf(read[i], i, prev);
    if (what !== undefined) faults.push({ entry: i, what });
    prev = hashOf(line);
  }
  const entries = read.flatMap((line) => (line?.isSigned === true ? [line.entry] : []));
  const isTorn = text !== '' && !text.endsWith('\n');
  if (isTorn) faults.push({ entry: lines.length - 1, what: 'was not written to its end' });
  return { entries, faults: [...faults, ...orderFaults(entries, lines.length)] };
};

const faultOf = (line: ReturnType<typeof readLine>, i: number, prev: string): string | undefined => {
  if (line === undefined) return 'has not the form of an entry: it was changed or torn';
  if (!line.isSigned) return 'was changed, or signed with another key: its signature does not fit';
  if (line.entry.n !== i) {
    return `stands in place ${String(i)} and is number ${String(line.entry.n)}: entries were removed, added or put in another order`;
  }
  return line.entry.prev === prev ? undefined : 'does not follow the entry before it: that one was changed';
};

/** Every entry is signed, and none with this key: then it is the key that is wrong. */
const otherKey = (read: readonly ReturnType<typeof readLine>[], publicKey: KeyObject): string | undefined => {
  const [first] = read;
  if (first === undefined || first.entry.kind !== 'opened') return undefined;
  if (read.some((line) => line?.isSigned === true)) return undefined;
  if (first.entry.ledgerKey === fingerprintOf(publicKey)) return undefined;
  return `it is signed with another key (SHA-256 ${first.entry.ledgerKey}): give the public key of the machine that recorded`;
};

/** What may be done with a call that is over. */
const MAY_FOLLOW: ReadonlySet<LedgerEntry['kind']> = new Set(['audited', 'removed', 'erased']);

const orderFaults = (entries: readonly LedgerEntry[], lines: number): Fault[] => {
  const faults: Fault[] = [];
  const kinds = entries.map(({ kind }) => kind);
  if (kinds[0] !== 'opened')
    faults.push({ entry: 0, what: 'is not the opening of a call: the beginning is gone' });
  const closed = kinds.indexOf('closed');
  const isErased = kinds.includes('erased');
  if (closed === -1 && !isErased) {
    const what =
      'is the last, and does not close the call: it runs, was cut off, or later entries were removed';
    faults.push({ entry: lines - 1, what });
  }
  const after = closed === -1 ? [] : entries.slice(closed + 1).filter(({ kind }) => !MAY_FOLLOW.has(kind));
  for (const { n } of after) faults.push({ entry: n, what: 'stands behind the end of the call' });
  return faults;
};
