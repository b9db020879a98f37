import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { decodeBase64, decodedLength, encodeBase64, encodedLength } from './base64.js';

const bytes = fc.uint8Array({ maxLength: 400 });

const decode = (text: string, room = 400): Buffer | undefined => {
  const out = new Uint8Array(room);
  const length = decodeBase64(Buffer.from(text, 'latin1'), 0, text.length, out);
  return length === -1 ? undefined : Buffer.from(out.subarray(0, length));
};

describe('base64', () => {
  it('is written as Node writes it, and nothing around it is touched', () => {
    fc.assert(
      fc.property(bytes, fc.nat(9), (own, at) => {
        const out = new Uint8Array(at + encodedLength(own.length) + 3).fill(0x2e);
        expect(encodeBase64(own, out, at)).toBe(at + encodedLength(own.length));
        const text = `${'.'.repeat(at)}${Buffer.from(own).toString('base64')}...`;
        expect(Buffer.from(out).toString('latin1')).toBe(text);
      }),
    );
  });

  it('is read with padding and without', () => {
    fc.assert(
      fc.property(bytes, (own) => {
        const text = Buffer.from(own).toString('base64');
        expect(decode(text)).toEqual(Buffer.from(own));
        expect(decode(text.replace(/=+$/, ''))).toEqual(Buffer.from(own));
        expect(decodedLength(text.length)).toBeGreaterThanOrEqual(own.length);
      }),
    );
  });

  it('is read as Node reads it, whatever its last bits are', () => {
    const text = fc.string({
      unit: fc.constantFrom(
        ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'),
      ),
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, (own) => {
        expect(decode(own)).toEqual(own.length % 4 === 1 ? undefined : Buffer.from(own, 'base64'));
      }),
    );
  });

  it('is refused where one character is none', () => {
    const wrong = fc
      .integer({ min: 0, max: 255 })
      .filter((code) => !/[A-Za-z0-9+/=]/.test(String.fromCharCode(code)));
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.nat(), wrong, (own, place, code) => {
        const text = Buffer.from(own).toString('base64').replace(/=+$/, '');
        const at = place % text.length;
        expect(decode(text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1))).toBeUndefined();
      }),
    );
  });

  it('has its padding at the end and nowhere else', () => {
    for (const text of ['=', '==', '====', 'QQ=', 'Q===', 'QQ==QQ==', '=QQ=', 'QQ=Q', 'A', 'QQQQ='])
      expect([text, decode(text)]).toEqual([text, undefined]);
    expect(decode('')).toEqual(Buffer.alloc(0));
  });

  it('is refused where there is no room for it', () => {
    expect(decode('QUJD', 2)).toBeUndefined();
    expect(decode('QUJD', 3)).toEqual(Buffer.from('ABC'));
    expect(decode('QUI=', 2)).toEqual(Buffer.from('AB'));
  });
});
