import { inspect } from 'node:util';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { SecretDigits } from './secret.js';

const digits = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 200 });
const read = (secret: SecretDigits): number[] =>
  Array.from({ length: secret.length }, (_, i) => secret.at(i));

describe('SecretDigits', () => {
  it('gives back what was pushed, beyond its first capacity too', () => {
    fc.assert(
      fc.property(digits, (values) => {
        expect(read(SecretDigits.of(values))).toEqual(values);
      }),
    );
  });

  it('never prints a digit', () => {
    const secret = SecretDigits.of([4, 7, 4, 7]);

    const printed = [
      String(secret),
      `<${secret as unknown as string}>`,
      JSON.stringify({ secret }),
      inspect(secret),
      inspect({ deep: [secret] }, { showHidden: true, depth: 9 }),
      JSON.stringify(Object.entries(secret)),
      JSON.stringify(structuredClone(secret)),
    ];

    for (const text of printed) expect(text).not.toMatch(/[47]/);
    expect(printed[0]).toBe('[secret]');
    expect(printed[2]).toBe('{"secret":"[secret]"}');
    expect(printed[3]).toBe('[secret]');
  });

  it('is empty after a wipe and can be used again', () => {
    const secret = SecretDigits.of([9, 9, 9]);

    secret.wipe();
    expect(secret.length).toBe(0);
    expect(() => secret.at(0)).toThrow('no digit at this index');

    secret.push(1);
    expect(read(secret)).toEqual([1]);
  });

  it('leaves no digit in memory: not after growing, shortening or a wipe', () => {
    const Original = globalThis.Uint8Array;
    const memory: Uint8Array[] = [];
    const Seen = class extends Original {
      constructor(length: number) {
        super(length);
        memory.push(this);
      }
    };
    globalThis.Uint8Array = Seen as Uint8ArrayConstructor;
    let secret: SecretDigits;
    try {
      secret = SecretDigits.of(Array<number>(40).fill(7));
    } finally {
      globalThis.Uint8Array = Original;
    }
    const remaining = (): number => memory.flatMap((bytes) => [...bytes]).filter((byte) => byte !== 0).length;

    expect(memory.length).toBe(2);
    expect(remaining()).toBe(40);
    secret.truncate(10);
    expect(remaining()).toBe(10);
    secret.wipe();
    expect(remaining()).toBe(0);
  });

  it('forgets the tail when truncated', () => {
    const secret = SecretDigits.of([1, 2, 3, 4]);

    secret.truncate(9);
    expect(secret.length).toBe(4);
    secret.truncate(2);
    expect(read(secret)).toEqual([1, 2]);
    secret.truncate(-1);
    expect(secret.length).toBe(0);
  });

  it.each([-1, 10, 1.5, NaN])('refuses %s without repeating it', (value) => {
    const secret = new SecretDigits();

    expect(() => secret.push(value)).toThrow('Tacet failed; the call was masked. (not a digit)');
    expect(secret.length).toBe(0);
  });

  it.each([-1, 2, 0.5, NaN])('has no digit at %s', (index) => {
    expect(() => SecretDigits.of([1, 2]).at(index)).toThrow('no digit at this index');
  });
});
