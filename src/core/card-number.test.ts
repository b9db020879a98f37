import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { isCardNumber, mayHoldCardNumber, withoutCardNumbers } from './card-number.js';
import { passesLuhn } from './luhn.js';

describe('a text', () => {
  it.each([
    '4111111111111111',
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '４１１１１１１１１１１１１１１１',
    '5555555555554444',
    '2223003122003222',
    '378282246310005',
    '30569309025904',
    '6011111111111117',
    '3566002020360505',
    '6205500000000000004',
  ])('like %s is a card number', (text) => {
    expect(isCardNumber(text)).toBe(true);
  });

  it.each([
    ['not valid by Luhn', '4111111111111112'],
    ['a telephone number', '+49 30 901820'],
    ['a telephone number without signs', '4930901820123'],
    ['a customer number', 'K-4711'],
    ['an id that has one in it', 'customer-4111111111111111'],
    ['an id of a time in nanoseconds', '1732689000123456789'],
    ['a UUID', '01a21a7a-f363-751d-9dab-c6ede941438c'],
    ['nothing', ''],
  ])('that is %s is none', (_what, text) => {
    expect(isCardNumber(text)).toBe(false);
  });
});

describe('a text that is kept', () => {
  it.each([
    '4111111111111111',
    'customer-4111 1111 1111 1111',
    'c.4111-1111-1111-1111.2',
    '004111111111111111',
    '４１１１１１１１１１１１１１１１',
    '4_1_1_1_1_1_1_1_1_1_1_1_1_1_1_1',
    '501800000009',
  ])('like %s may hold a card number', (text) => {
    expect(mayHoldCardNumber(text)).toBe(true);
  });

  it.each(['', 'c-17', '100000000000', '49308182031', '01a21a7a-f363-751d-9dab-c6ede941438c'])(
    'like %s holds none',
    (text) => {
      expect(mayHoldCardNumber(text)).toBe(false);
    },
  );

  it('holds one wherever a valid one stands in it, whatever is between the digits', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 11, maxLength: 18 });
    const valid = digits.map((row) => {
      const check = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].find((last) => {
        const whole = [...row, last];
        return passesLuhn({ length: whole.length, at: (i) => whole[i] ?? 0 });
      });
      return [...row, check ?? 0];
    });
    const around = fc.string({ maxLength: 8 }).map((text) => text.normalize('NFKC'));
    const glue = fc.constantFrom('', ' ', '-', '.', '_', '/', '~', ' - ');
    fc.assert(
      fc.property(around, valid, glue, around, (before, row, between, after) => {
        expect(mayHoldCardNumber(`${before}${row.join(between)}${after}`)).toBe(true);
      }),
    );
  });
});

it('a text of somebody else is told without what may be a card number in it', () => {
  expect(withoutCardNumbers('tenants.4111 1111 1111 1111.mode: bad, 30 of 4711')).toBe(
    'tenants.[redacted].mode: bad, 30 of 4711',
  );
});
