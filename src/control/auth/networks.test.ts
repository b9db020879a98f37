import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Network, Networks } from './networks.js';

const v4 = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');

describe('a range of addresses', () => {
  it('has the addresses whose first bits are its own, and no others', () => {
    fc.assert(
      fc.property(
        fc.nat(0xffff_ffff),
        fc.integer({ min: 0, max: 32 }),
        fc.nat(0xffff_ffff),
        (range, bits, any) => {
          const mask = bits === 0 ? 0 : (0xffff_ffff << (32 - bits)) >>> 0;
          const inside = ((range & mask) | (any & ~mask)) >>> 0;
          const networks = new Networks([`${v4(range)}/${String(bits)}`]);

          expect(networks.has(v4(inside))).toBe(true);
          expect(networks.has(`::ffff:${v4(inside)}`)).toBe(true);
          expect(networks.has(v4(any))).toBe((any & mask) >>> 0 === (range & mask) >>> 0);
        },
      ),
    );
  });

  it.each([
    ['2001:db8::/32', '2001:db8:1::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['2001:db8::1', '2001:db8::1', true],
    ['10.0.0.0/8', '2001:db8::1', false],
    ['fe80::/10', 'fe80::1%eth0', true],
    ['0.0.0.0/0', 'no address', false],
  ])('%s has %s: %s', (range, address, expected) => {
    expect(new Networks([range]).has(address)).toBe(expected);
  });

  it.each(['10.0.0.0/33', '10.0.0/8', '::/129', '10.0.0.0/8/8', 'localhost', '', '10.0.0.0/-1', '10.0.0.0/'])(
    'is not %s',
    (text) => {
      expect(Network.safeParse(text).success).toBe(false);
    },
  );
});
