import { describe, expect, it } from '@jest/globals';

import { SecretDigits } from '../../core/secret.js';
import { pin } from './pin.js';
import { recognise } from './registry.js';

const KNOWN = { month: undefined, currentYear: 2026, cardBefore: 'visa' } as const;
const secret = (text: string): SecretDigits => SecretDigits.of(Array.from(text, Number));

describe('PINs', () => {
  it.each([
    ['1234', 1],
    ['123456', 1],
    ['123', 0.8],
    ['1234567', 0.8],
    ['1', 0.3],
    ['', undefined],
    ['123456789', undefined],
  ])('after their cue: %s is %d', (text, score) => {
    expect(pin.match(secret(text), { ...KNOWN, cue: 'pin' })?.score).toBe(score);
  });

  it.each([undefined, 'card', 'security-code', 'one-time-code'] as const)('are not found after %s', (cue) => {
    expect(pin.match(secret('1234'), { ...KNOWN, cue })).toBeUndefined();
  });

  it('are told from expiry dates by their cue', () => {
    expect(recognise(secret('1229'), { ...KNOWN, cue: 'pin' })?.entity).toBe('pin');
    expect(recognise(secret('1229'), { ...KNOWN, cue: 'expiry' })?.entity).toBe('expiry');
  });
});
