import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { numberKind, type NumberContext } from './number-kind.js';
import { SecretDigits } from '../core/secret.js';

const kindOf = (text: string, known: Partial<NumberContext> = {}) =>
  numberKind(SecretDigits.of(Array.from(text, Number)), { language: 'en', currentYear: 2026, ...known });

describe('what else a run of digits may be', () => {
  it.each([
    ['447700900123', {}, 'phone', 0.25],
    ['4917139200123', { language: 'de' }, 'phone', 0.45],
    ['4917139200123', { isInternational: true }, 'phone', 0.9],
    ['07700900123', {}, 'phone', 0.45],
    ['89370400440532013000', { language: 'de' }, 'iban', 0.85],
    ['219099999', {}, 'ssn', 0.15],
    ['078051120', { cue: 'ssn' }, 'ssn', 1],
    ['37040044', { cue: 'sort-code' }, 'sort-code', 1],
    ['12345678', { cue: 'bank-account' }, 'bank-account', 0.8],
    ['123456', { cue: 'one-time-code' }, 'one-time-code', 0.8],
    ['12345', {}, undefined, 0],
    ['', {}, undefined, 0],
    ['4242424242424242', {}, undefined, 0],
    ['5555555555554444', { language: 'de' }, undefined, 0],
  ] as const)('%s with %j: %s, %d', (text, known, kind, score) => {
    expect(kindOf(text, known)).toEqual({ kind, score });
  });

  it('is half as sure where the digits are a valid card too', () => {
    const card = '4242424242424242';

    expect(kindOf(card, { cue: 'bank-account' })).toEqual({ kind: 'bank-account', score: 0.4 });
  });

  it('keeps the score between 0 and 1, and leaves the digits as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 30 }), (values) => {
        const digits = SecretDigits.of(values);

        const { kind, score } = numberKind(digits, { language: 'de', currentYear: 2026 });

        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(kind === undefined).toBe(score === 0);
        expect(digits.length).toBe(values.length);
      }),
    );
  });
});
