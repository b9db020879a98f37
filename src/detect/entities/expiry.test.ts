import { describe, expect, it } from '@jest/globals';

import { SecretDigits } from '../../core/secret.js';
import type { EntityContext } from './entity.js';
import { expiry } from './expiry.js';

const secret = (text: string): SecretDigits => SecretDigits.of(Array.from(text, Number));
const score = (text: string, context: Partial<EntityContext> = {}): number | undefined =>
  expiry.match(secret(text), {
    cue: 'expiry',
    month: undefined,
    currentYear: 2026,
    cardBefore: undefined,
    ...context,
  })?.score;

describe('expiry dates', () => {
  it.each([
    ['0429', 0.95],
    ['1226', 0.95],
    ['0125', 0.95],
    ['0146', 0.95],
    ['042029', 0.98],
    ['122046', 0.98],
    ['429', 0.8],
    ['42029', 0.98],
  ])('%s after the cue: %d', (text, expected) => {
    expect(score(text)).toBe(expected);
  });

  it.each([
    '',
    '4',
    '29',
    '0029',
    '1329',
    '0124',
    '0147',
    '029',
    '924',
    '131999',
    '042024',
    '042047',
    '02029',
    '0420290',
  ])('cannot be %j', (text) => {
    expect(score(text)).toBeUndefined();
  });

  it.each([
    [4, '29', 0.98],
    [12, '2029', 0.98],
    [4, '24', undefined],
    [4, '2047', undefined],
    [4, '2', undefined],
    [13, '29', undefined],
  ])('with month %d by name, %s: %s', (month, text, expected) => {
    expect(score(text, { month })).toBe(expected);
  });

  it('may be short ones beside a month that belongs to something else', () => {
    expect(score('0429', { month: 5 })).toBe(0.95);
  });

  it('weigh what was said before', () => {
    const cues = [undefined, 'card', 'security-code', 'other-number'] as const;

    expect(cues.map((cue) => score('0429', { cue }))).toEqual([0.35, 0.35, 0.1, 0.1]);
    expect(cues.map((cue) => score('0429', { cue, cardBefore: 'visa' }))).toEqual([0.75, 0.75, 0.1, 0.1]);
    expect(score('429', { cue: undefined, cardBefore: 'visa' })).toBe(0.3);
  });

  it.each([
    ['0728751', 4],
    ['07287512', 4],
    ['072028751', 6],
    ['0720287512', 6],
  ])('are found at the beginning of %s, with the security code behind', (text, to) => {
    const context = { cue: 'expiry', month: undefined, currentYear: 2026, cardBefore: 'visa' } as const;

    expect(expiry.match(secret(text), context)).toEqual({
      entity: 'expiry',
      label: 'expiry',
      score: 0.85,
      from: 0,
      to,
    });
    expect(expiry.match(secret(text), { ...context, cue: undefined })).toBeUndefined();
  });

  it('are read across the turn of a century', () => {
    expect(score('0402', { currentYear: 2095 })).toBe(0.95);
    expect(score('0499', { currentYear: 2100 })).toBe(0.95);
    expect(score('0498', { currentYear: 2100 })).toBeUndefined();
  });
});
