import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { SecretDigits } from './secret.js';
import { passesLuhn } from './luhn.js';

const secret = (text: string): SecretDigits => SecretDigits.of(Array.from(text, Number));

describe('the Luhn check', () => {
  it.each([
    ['4242424242424242', true],
    ['4242424242424241', false],
    ['378282246310005', true],
    ['79927398713', true],
    ['79927398710', false],
    ['0', true],
    ['1', false],
    ['', false],
  ])('of %s is %s', (text, passes) => {
    expect(passesLuhn(secret(text))).toBe(passes);
  });

  it('looks at the given part only', () => {
    const digits = secret('99424242424242424299');

    expect(passesLuhn(digits, 2, 18)).toBe(true);
    expect(passesLuhn(digits, 1, 18)).toBe(false);
    expect(passesLuhn(digits, 2, 2)).toBe(false);
  });

  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(fc.nat({ max: 15 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const values = Array.from('4000056655665556', Number);
        values[at] = ((values[at] ?? 0) + by) % 10;

        expect(passesLuhn(SecretDigits.of(values))).toBe(false);
      }),
    );
  });
});
