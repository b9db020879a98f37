import { describe, expect, it } from '@jest/globals';

import { SecretDigits } from '../../core/secret.js';
import type { EntityContext } from './entity.js';
import { brandOf, pan } from './pan.js';

const secret = (text: string): SecretDigits => SecretDigits.of(Array.from(text, Number));
const NOTHING_KNOWN: EntityContext = {
  cue: undefined,
  month: undefined,
  currentYear: 2026,
  cardBefore: undefined,
};

describe('card numbers', () => {
  // Numbers that the networks and payment providers publish for testing.
  it.each([
    ['4242424242424242', 'visa', 0.9],
    ['4222222222222', 'visa', 0.9],
    ['5555555555554444', 'mastercard', 0.9],
    ['2223003122003222', 'mastercard', 0.9],
    ['378282246310005', 'amex', 0.9],
    ['6011111111111117', 'discover', 0.9],
    ['30569309025904', 'diners', 0.9],
    ['3056930009020004', 'diners', 0.9],
    ['38520000023237', 'diners', 0.9],
    ['3566002020360505', 'jcb', 0.9],
    ['6200000000000005', 'unionpay', 0.9],
    ['6759649826438453', 'maestro', 0.9],
    ['4242424242424243', 'visa', 0.65],
    ['42424242424242', 'visa', 0.45],
    ['9999999999999995', 'unknown', 0.55],
    ['9999999999999999', 'unknown', 0.2],
    ['0000000000000000', 'unknown', 0.2],
    ['123456789012', 'unknown', 0.2],
  ])('%s: %s, %d', (text, label, score) => {
    expect(pan.match(secret(text), NOTHING_KNOWN)).toEqual({
      entity: 'pan',
      label,
      score,
      from: 0,
      to: text.length,
    });
  });

  it.each(['', '4', '42424242424', '12345678901234567890'])('cannot be %j', (text) => {
    expect(pan.match(secret(text), NOTHING_KNOWN)).toBeUndefined();
  });

  it.each([
    ['an expiry behind it', '42424242424242420429', 0, 16, 'visa'],
    ['an expiry and a code behind it', '37828224631000504291234', 0, 15, 'amex'],
    ['other digits before it', '775555555555554444', 2, 18, 'mastercard'],
    ['one digit heard twice at its beginning', '44242424242424242', 1, 17, 'visa'],
  ])('is found with %s', (_, text, from, to, label) => {
    expect(pan.match(secret(text), NOTHING_KNOWN)).toEqual({ entity: 'pan', label, score: 0.85, from, to });
  });

  it('counts for more after "card" and for less after "order number"', () => {
    const score = (cue: EntityContext['cue']): number =>
      pan.match(secret('4242424242424242'), { ...NOTHING_KNOWN, cue })?.score ?? NaN;

    expect(score('card')).toBeCloseTo(0.99);
    expect(score('number')).toBe(0.9);
    expect(score('other-number')).toBe(0.45);
  });

  it.each([
    ['4', 'visa'],
    ['51', 'mastercard'],
    ['55', 'mastercard'],
    ['50', undefined],
    ['56', 'maestro'],
    ['60', undefined],
    ['600000', undefined],
    ['2220', undefined],
    ['2221', 'mastercard'],
    ['2720', 'mastercard'],
    ['2721', undefined],
    ['222', undefined],
    ['33', undefined],
    ['34', 'amex'],
    ['35', undefined],
    ['37', 'amex'],
    ['6010', undefined],
    ['6011', 'discover'],
    ['643', undefined],
    ['644', 'discover'],
    ['649', 'discover'],
    ['65', 'discover'],
    ['306', undefined],
    ['305', 'diners'],
    ['3527', undefined],
    ['3528', 'jcb'],
    ['3589', 'jcb'],
    ['3590', undefined],
    ['62', 'unionpay'],
    ['6304', 'maestro'],
    ['6763', 'maestro'],
    ['6764', 'maestro'],
    ['309', 'diners'],
    ['9792', 'troy'],
    ['2200', 'mir'],
    ['401178', 'elo'],
    ['606282', 'hipercard'],
    ['650999', 'discover'],
    ['', undefined],
  ])('that begin with %j are of %s', (text, brand) => {
    expect(brandOf(secret(text))).toBe(brand);
  });
});
