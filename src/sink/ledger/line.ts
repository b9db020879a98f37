/**
 * One line of a ledger: an entry and its signature, JSON in one fixed form.
 *
 *     {"entry":{"n":3,"at":"...","prev":"<SHA-256 of line 2>","kind":...},"sig":"<Ed25519 of the entry's bytes>"}
 *
 * Signed and hashed are the bytes that stand there, not what they parse to: no byte of a ledger can change unseen.
 */
import { createHash, sign, verify, type KeyObject } from 'node:crypto';

import type { LedgerEntry } from './fact.js';
import type { LedgerKey } from './ledger-key.js';

const LINE = /^\{"entry":(\{.*\}),"sig":"([A-Za-z0-9+/]{86}==)"\}$/;

export const NO_LINE = '0'.repeat(64);

export const hashOf = (line: string): string => createHash('sha256').update(line).digest('hex');

/** Ed25519 over the bytes of a text, in base64. */
export const signatureOf = (text: string, { privateKey }: LedgerKey): string =>
  sign(null, Buffer.from(text), privateKey).toString('base64');

export const isSignedBy = (publicKey: KeyObject, text: string, sig: string): boolean => {
  const bytes = Buffer.from(sig, 'base64');
  // The last letter before the padding has bits that decoding drops.
  return bytes.toString('base64') === sig && verify(null, Buffer.from(text), publicKey, bytes);
};

export const lineOf = (entry: object, key: LedgerKey): string => {
  const text = JSON.stringify(entry);
  return `{"entry":${text},"sig":"${signatureOf(text, key)}"}`;
};

export interface SignedLine {
  /** As JSON has it. */
  readonly entry: unknown;
  readonly isSigned: boolean;
}

export interface ReadLine {
  readonly entry: LedgerEntry;
  readonly isSigned: boolean;
}

/** @returns undefined where it has not the form of a line */
export const readSigned = (line: string, publicKey: KeyObject): SignedLine | undefined => {
  const [, text, sig] = LINE.exec(line) ?? [];
  if (text === undefined || sig === undefined) return undefined;
  let entry: unknown;
  try {
    entry = JSON.parse(text);
  } catch {
    return undefined;
  }
  return { entry, isSigned: isSignedBy(publicKey, text, sig) };
};

/** @returns undefined where it has not the form of a line */
export const readLine = (line: string, publicKey: KeyObject): ReadLine | undefined => {
  const read = readSigned(line, publicKey);
  return read && { entry: read.entry as LedgerEntry, isSigned: read.isSigned };
};
