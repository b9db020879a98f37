import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

import { codeOf, ERRORS, TacetError, type ErrorCode } from './errors.js';

const CODES = Object.keys(ERRORS) as ErrorCode[];

/** Codes an endpoint may send (RFC 6455, section 7.4.1, and the IANA registry): not 1004 to 1006, nor 1015. */
const SENDABLE = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014];
/** Numbers in messages are those of documents and of fixed choices, never something a peer sent. */
const FIXED_NUMBERS =
  /RFC \d+|section [\d.]+|SHA-256|16-bit|\b(10|20|30|40|60|128|1|8000|16000|24000|48000)\b/g;

describe.each(CODES)('%s', (code) => {
  const row = ERRORS[code];

  it('has a close code that may be sent, and a status of HTTP', () => {
    expect(SENDABLE).toContain(row.closeCode);
    expect(row.status).toBeGreaterThanOrEqual(400);
    expect(row.status).toBeLessThan(600);
  });

  it('fits the reason of a close frame', () => {
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(123);
  });

  it('is a sentence with no digits but those of documents and limits', () => {
    expect(row.message).toMatch(/^[A-Z].*\.$/);
    expect(row.message.replace(FIXED_NUMBERS, '')).not.toMatch(/\d/);
  });

  it('blames the peer only for what a client can put right', () => {
    if (row.blame === 'tacet') expect(row.status).toBeGreaterThanOrEqual(500);
    if (row.blame === 'peer') expect([1011, 1012]).not.toContain(row.closeCode);
  });
});

describe('a TacetError', () => {
  it('carries its code, its row and the detail it was given', () => {
    const cause = new Error('of the disk');

    const error = new TacetError('TACET_STORE_FAILED', 'too slow', { cause });

    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'TacetError',
      code: 'TACET_STORE_FAILED',
      detail: 'too slow',
      cause,
    });
    expect(error.message).toBe('The recording could not be written. (too slow)');
    expect([error.closeCode, error.status]).toEqual([1011, 500]);
  });

  it('has the message of the table alone where there is no detail', () => {
    expect(new TacetError('TACET_BUSY').message).toBe(ERRORS.TACET_BUSY.message);
    expect(new TacetError('TACET_BUSY').detail).toBeUndefined();
  });
});

describe('the code of an error', () => {
  it('is its own where it has one, and says nothing of a foreign one', () => {
    expect(codeOf(new TacetError('TACET_BUSY'))).toBe('TACET_BUSY');
    expect([new Error('4242'), '4242', undefined, { code: 'TACET_BUSY' }].map(codeOf)).toEqual(
      Array.from({ length: 4 }, () => 'TACET_INTERNAL'),
    );
  });
});

describe('the table in ARCHITECTURE.md', () => {
  it('is the one that the code has', () => {
    const text = readFileSync(new URL('../../ARCHITECTURE.md', import.meta.url), 'utf8');
    const shown = text
      .slice(text.indexOf('<!-- errors:begin -->'), text.indexOf('<!-- errors:end -->'))
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|').map((cell) => cell.trim()));
    const wanted = Object.entries(ERRORS).map(([code, { message, closeCode, status, blame }]) => [
      '',
      `\`${code}\``,
      message,
      String(closeCode),
      String(status),
      blame,
      '',
    ]);

    expect(shown).toEqual(wanted);
  });
});
