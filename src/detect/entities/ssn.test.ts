import { describe, expect, it } from '@jest/globals';

import { SecretDigits } from '../../core/secret.js';
import { claimed } from '../../test/said.js';
import { isUsSsn, ssn } from './ssn.js';

const secret = (text: string): SecretDigits => SecretDigits.of(Array.from(text, Number));

describe('social security numbers of the United States', () => {
  it.each([
    // Withdrawn: printed on sample cards and in advertisements.
    ['078051120', true],
    ['219099999', true],
    ['000123456', false],
    ['666123456', false],
    ['900123456', false],
    ['123006789', false],
    ['123450000', false],
    ['12345678', false],
    ['1234567890', false],
    ['', false],
  ])('%s keeps the rules: %s', (text, expected) => {
    expect(isUsSsn(secret(text))).toBe(expected);
  });
});

describe('social security numbers', () => {
  it.each([
    ['078051120', 'ssn', 'en', 1],
    ['000051120', 'ssn', 'en', 0.8],
    ['0780511', 'ssn', 'en', 0.8],
    ['1120', 'ssn', 'en', 0.6],
    ['07', 'ssn', 'en', 0.3],
    ['65170839008', 'ssn', 'de', 1],
    ['078051120', undefined, 'en', 0.15],
    ['000051120', undefined, 'en', undefined],
    ['078051120', undefined, 'de', undefined],
    ['', 'ssn', 'en', undefined],
  ] as const)('%s after %s in %s: %d', (text, cue, language, expected) => {
    const known = { month: undefined, currentYear: 2026, cardBefore: undefined };

    expect(ssn.match(secret(text), { ...known, cue, language })?.score).toBe(expected);
  });

  it.each([
    [
      'my social is oh seven eight ... oh five ... one one two oh',
      'en',
      'oh seven eight oh five one one two oh',
    ],
    ['Sozialversicherungsnummer 65 170839 J 00 8', 'de', '65 170839 J 00 8'],
    ['national insurance q q one two three four five six c', 'en', 'q q one two three four five six c'],
    ['the last four of your social one one two oh', 'en', 'one one two oh'],
  ])('are found in speech: %s', (text, language, words) => {
    expect(claimed(text, ['ssn'], { language })).toMatchObject([{ words, cause: 'cue' }]);
  });

  it('are not every nine digits', () => {
    expect(claimed('my order number is oh seven eight oh five one one two oh', ['ssn'])).toEqual([]);
  });
});
