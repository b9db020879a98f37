/**
 * The receipt of an erasure: what was erased, when, and whose it was by a hash, signed as ledgers are.
 *
 *     {"entry":{"kind":"erasure","id":...,"subject":"<HMAC>","calls":[...]},"sig":"<Ed25519 of the entry's bytes>"}
 *
 * It names calls and times, nothing that was said, and nobody to those who have not the key of the hash.
 */
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';

import { TacetError } from '../../core/errors.js';
import { fingerprintOf, type LedgerKey } from '../../sink/ledger/ledger-key.js';
import { lineOf, readSigned } from '../../sink/ledger/line.js';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const Receipt = z.strictObject({
  kind: z.literal('erasure'),
  id: z.uuid(),
  at: z.iso.datetime(),
  /** HMAC-SHA256 of who asked for it. */
  subject: Sha256,
  calls: z.array(
    z.strictObject({
      /** As the store names it. */
      name: z.string(),
      startedAt: z.string().nullable(),
      erasedAt: z.iso.datetime(),
      /** SHA-256 of the ledger's last line, which says that it was erased. */
      ledger: Sha256,
    }),
  ),
  /** Of the key that signs, SHA-256. */
  ledgerKey: Sha256,
});
export type Receipt = z.output<typeof Receipt>;

export const receiptText = (receipt: Omit<Receipt, 'kind' | 'ledgerKey'>, key: LedgerKey): string => {
  const whole = { kind: 'erasure', ...receipt, ledgerKey: fingerprintOf(key.publicKey) } satisfies Receipt;
  return `${lineOf(whole, key)}\n`;
};

/** @throws TacetError TACET_RECEIPT_BROKEN, saying what does not hold */
export const readReceipt = (text: string, publicKey: KeyObject): Receipt => {
  const line = readSigned(text.replace(/\r?\n$/, ''), publicKey);
  if (line === undefined) throw new TacetError('TACET_RECEIPT_BROKEN', 'it has not the form of one');
  const parsed = Receipt.safeParse(line.entry);
  const isOthers = parsed.success && parsed.data.ledgerKey !== fingerprintOf(publicKey);
  if (!line.isSigned)
    throw new TacetError(
      'TACET_RECEIPT_BROKEN',
      isOthers
        ? `it is signed with another key, SHA-256 ${parsed.data.ledgerKey}`
        : 'its signature does not fit',
    );
  if (!parsed.success || isOthers) throw new TacetError('TACET_RECEIPT_BROKEN', 'it has not the form of one');
  return parsed.data;
};
