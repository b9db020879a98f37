import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { SecretDigits } from '../../core/secret.js';
import { claimed } from '../../test/said.js';
import { CONFIRMS } from './phrase.js';
import { passesAba, sortCode } from './sort-code.js';

const secret = (text: string): SecretDigits => SecretDigits.of(Array.from(text, Number));
const score = (text: string, cue: 'sort-code' | 'number' | undefined): number | undefined =>
  sortCode.match(secret(text), { cue, month: undefined, currentYear: 2026, cardBefore: undefined })?.score;

describe('sort codes, Bankleitzahlen and routing numbers', () => {
  it.each([
    ['200000', 1],
    ['37040044', 1],
    ['021000021', 1],
    ['021000022', 0.8],
    ['2000000', 0.8],
    ['20000', 0.8],
    ['20', 0.3],
    ['', undefined],
  ])('after their cue: %s is %d', (text, expected) => {
    expect(score(text, 'sort-code')).toBe(expected);
  });

  it('are found with the account behind them, whose cue was taken for a misheard digit', () => {
    expect(claimed('sort code 12-34-56 account 12345678 thanks', ['sort-code'])).toMatchObject([
      { words: '12-34-56 account 12345678', score: CONFIRMS },
    ]);
  });

  it.each([undefined, 'number'] as const)('are not found after %s', (cue) => {
    expect(score('021000021', cue)).toBeUndefined();
  });
});

describe('the check of routing numbers', () => {
  it('passes published ones, and not nine zeros', () => {
    expect(
      ['021000021', '011401533', '000000000', '02100002'].map((text) => passesAba(secret(text))),
    ).toEqual([true, true, false, false]);
  });

  it('finds every single digit misheard', () => {
    fc.assert(
      fc.property(fc.nat({ max: 8 }), fc.integer({ min: 1, max: 9 }), (place, by) => {
        const digits = Array.from('021000021', Number);
        digits[place] = ((digits[place] ?? 0) + by) % 10;

        expect(passesAba(SecretDigits.of(digits))).toBe(false);
      }),
    );
  });
});
