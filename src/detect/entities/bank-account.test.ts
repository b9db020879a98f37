import { describe, expect, it } from '@jest/globals';

import { claimed } from '../../test/said.js';

describe('bank accounts', () => {
  it.each([
    [
      'my account number is one two three four five six seven eight',
      'en',
      'one two three four five six seven eight',
      0.8,
    ],
    ['account one two three four', 'en', 'one two three four', 0.4],
    ['account one two', 'en', 'one two', 0.3],
    ['Kontonummer zwölf vierunddreißig sechsundfünfzig', 'de', 'zwölf vierunddreißig sechsundfünfzig', 0.8],
  ])('after their cue: %s', (text, language, words, score) => {
    expect(claimed(text, ['bank-account'], { language })).toEqual([
      { entity: 'bank-account', words, score, cause: 'cue' },
    ]);
  });

  it.each([
    'one two three four five six seven eight',
    'the card account number is four two four two',
    'my account is blocked',
  ])('are not in: %s', (text) => {
    expect(claimed(text, ['bank-account'])).toEqual([]);
  });

  it('end where the sort code is announced', () => {
    const text =
      'account number one two three four five six seven eight sort code twelve thirty four fifty six';

    expect(claimed(text, ['bank-account', 'sort-code'])).toEqual([
      { entity: 'bank-account', words: 'one two three four five six seven eight', score: 0.8, cause: 'cue' },
      { entity: 'sort-code', words: 'twelve thirty four fifty six', score: 1, cause: 'cue' },
    ]);
  });
});
