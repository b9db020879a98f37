import { describe, expect, it } from '@jest/globals';

import { SecretDigits } from '../../core/secret.js';
import type { Cue } from '../language.js';
import { cvv } from './cvv.js';

const secret = (text: string): SecretDigits => SecretDigits.of(Array.from(text, Number));
const score = (text: string, cue?: Cue, cardBefore?: string): number | undefined =>
  cvv.match(secret(text), { cue, cardBefore, month: undefined, currentYear: 2026 })?.score;

describe('security codes', () => {
  it.each([
    ['027', 'security-code', undefined, 0.95],
    ['027', 'security-code', 'visa', 0.95],
    ['0403', 'security-code', 'amex', 0.95],
    ['0403', 'security-code', undefined, 0.9],
    ['0403', 'security-code', 'unknown', 0.9],
    ['0403', 'security-code', 'visa', 0.6],
    ['027', 'security-code', 'amex', 0.6],
    ['751', undefined, 'visa', 0.6],
    ['7512', undefined, 'amex', 0.6],
    ['7512', undefined, 'visa', 0.2],
    ['751', 'card', 'visa', 0.6],
    ['751', undefined, undefined, 0.1],
  ] as const)('%s after cue %s and a card %s: %d', (text, cue, cardBefore, expected) => {
    expect(score(text, cue, cardBefore)).toBe(expected);
  });

  it.each([
    ['', 'security-code'],
    ['12', 'security-code'],
    ['12345', 'security-code'],
    ['123', 'other-number'],
    ['123', 'expiry'],
  ] as const)('cannot be %j after cue %s', (text, cue) => {
    expect(score(text, cue, 'visa')).toBeUndefined();
  });

  it('cover the whole run and are labelled without digits', () => {
    const context = {
      cue: 'security-code',
      cardBefore: 'visa',
      month: undefined,
      currentYear: 2026,
    } as const;

    expect(cvv.match(secret('123'), context)).toEqual({
      entity: 'cvv',
      label: 'cvv',
      score: 0.95,
      from: 0,
      to: 3,
    });
  });
});
