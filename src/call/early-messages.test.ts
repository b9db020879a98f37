import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { keepEarly, type EarlyMessage } from './early-messages.js';

describe('early messages', () => {
  it('are kept as copies and in order, up to 64 of them and 64 kB', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3_000), fc.boolean()), { maxLength: 120 }), (messages) => {
        const kept: EarlyMessage[] = [];
        const wanted: { bytes: number; isBinary: boolean }[] = [];
        for (const [bytes, isBinary] of messages) {
          const own = new Uint8Array(bytes).fill(1);
          keepEarly(kept, own, isBinary);
          own.fill(0);
          const held = wanted.reduce((sum, each) => sum + each.bytes, bytes);
          if (wanted.length < 64 && held <= 65_536) wanted.push({ bytes, isBinary });
        }
        expect(kept.map(({ message, isBinary }) => ({ bytes: message.length, isBinary }))).toEqual(wanted);
        expect(kept.every(({ message }) => message.every((byte) => byte === 1))).toBe(true);
      }),
    );
  });
});
