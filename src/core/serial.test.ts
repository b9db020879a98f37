import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { add16, add32, delta16, delta32 } from './serial.js';

const sequenceNumber = fc.integer({ min: 0, max: 0xffff });
const timestamp = fc.integer({ min: 0, max: 0xffffffff });

describe('serial arithmetic', () => {
  it('counts forward over the wrap', () => {
    expect(delta16(1, 65534)).toBe(3);
    expect(delta32(0x10, 0xfffffff0)).toBe(0x20);
    expect(add16(65535, 1)).toBe(0);
    expect(add32(0xffffffff, 1)).toBe(0);
  });

  it('counts backward over the wrap', () => {
    expect(delta16(65534, 1)).toBe(-3);
    expect(delta32(0xfffffff0, 0x10)).toBe(-0x20);
    expect(add16(0, -1)).toBe(65535);
    expect(add32(0, -1)).toBe(0xffffffff);
  });

  it('takes exactly half the range as behind', () => {
    expect(delta16(0x8000, 0)).toBe(-0x8000);
    expect(delta32(0x80000000, 0)).toBe(-0x80000000);
  });

  it('finds again what was added, from any start', () => {
    fc.assert(
      fc.property(sequenceNumber, fc.integer({ min: -0x8000, max: 0x7fff }), (start, by) => {
        expect(delta16(add16(start, by), start)).toBe(by);
      }),
    );
    fc.assert(
      fc.property(timestamp, fc.integer({ min: -0x80000000, max: 0x7fffffff }), (start, by) => {
        expect(delta32(add32(start, by), start)).toBe(by);
      }),
    );
  });

  it('stays within the field', () => {
    fc.assert(
      fc.property(timestamp, fc.integer(), (start, by) => {
        const sum = add32(start, by);
        expect(sum).toBeGreaterThanOrEqual(0);
        expect(sum).toBeLessThanOrEqual(0xffffffff);
        expect(Number.isInteger(sum)).toBe(true);
      }),
    );
  });
});
