import { describe, expect, it } from '@jest/globals';

import { isCardNumber } from './card-number.js';

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
