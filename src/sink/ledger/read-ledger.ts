/**
 * Reads a ledger for what it says, without asking whether it holds: for lists and exports.
 */
import type { LedgerEntry, LedgerFact } from './fact.js';
import { LEDGER_FILE, type ChainEnd } from './ledger.js';
import { hashOf } from './line.js';
import type { CallFolder } from '../stores/store.js';

/** @returns its text; undefined where there is none */
export const ledgerText = async (folder: CallFolder): Promise<string | undefined> => {
  if (!(await folder.list()).includes(LEDGER_FILE)) return undefined;
  return Buffer.from(await folder.get(LEDGER_FILE)).toString('utf8');
};

/** Lines without their ends; the last may be torn. */
export const linesOf = (text: string): string[] => {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
};

/** Where it would go on. */
export const endOf = (text: string): ChainEnd => {
  const lines = linesOf(text);
  return { length: lines.length, last: hashOf(lines.at(-1) ?? '') };
};

/** Entries whose lines can be read at all. */
export const entriesOf = (text: string): LedgerEntry[] =>
  linesOf(text).flatMap((line) => {
    try {
      return [(JSON.parse(line) as { readonly entry: LedgerEntry }).entry];
    } catch {
      return [];
    }
  });

export const factsOf = <Kind extends LedgerFact['kind']>(
  entries: readonly LedgerEntry[],
  kind: Kind,
): Extract<LedgerEntry, { readonly kind: Kind }>[] =>
  entries.filter((entry): entry is Extract<LedgerEntry, { readonly kind: Kind }> => entry.kind === kind);
