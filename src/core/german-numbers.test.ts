import { describe, expect, it } from '@jest/globals';
import { belowHundred } from './german-numbers.js';

describe('German numbers below a hundred', () => {
  it.each([
    [0, 'null'],
    [1, 'eins'],
    [12, 'zwölf'],
    [20, 'zwanzig'],
    [21, 'einundzwanzig'],
    [30, 'dreißig'],
    [99, 'neunundneunzig'],
  ])('%d is %s', (value, expected) => {
    expect(belowHundred(value)).toBe(expected);
  });

  it('have a word each', () => {
    const words = Array.from({ length: 100 }, (_, value) => belowHundred(value));

    expect(new Set(words).size).toBe(100);
    expect(words).not.toContain('');
  });
});
