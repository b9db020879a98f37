import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { readReceipt, receiptText } from './receipt.js';

const key = generateKeyPairSync('ed25519');
const facts = {
  id: '019afd5a-0c5b-7d1e-a2a7-0f6d3c2b1a00',
  at: '2026-01-01T00:00:00.000Z',
  subject: 'a'.repeat(64),
  calls: [{ name: 'call', startedAt: null, erasedAt: '2026-01-01T00:00:00.000Z', ledger: 'b'.repeat(64) }],
};
const receipt = receiptText(facts, key);

describe('a receipt', () => {
  it('says what was erased to those who have the public key', () => {
    expect(readReceipt(receipt, key.publicKey)).toMatchObject(facts);
  });

  it('does not hold where any byte of it is changed', () => {
    const line = receipt.trimEnd();
    fc.assert(
      fc.property(fc.nat(line.length - 1), fc.integer({ min: 32, max: 126 }), (at, code) => {
        const changed = line.slice(0, at) + String.fromCharCode(code) + line.slice(at + 1);
        fc.pre(changed !== line);
        expect(() => readReceipt(changed, key.publicKey)).toThrow(
          expect.objectContaining({ code: 'TACET_RECEIPT_BROKEN' }),
        );
      }),
    );
  });

  it('names the key that it is signed with where that is another one', () => {
    const other = generateKeyPairSync('ed25519');

    expect(() => readReceipt(receipt, other.publicKey)).toThrow(/another key, SHA-256 [0-9a-f]{64}/);
  });

  it('is none where it is signed and something else', () => {
    expect(() => readReceipt('{"entry":{"n":0},"sig":""}', key.publicKey)).toThrow(/not the form/);
  });
});
