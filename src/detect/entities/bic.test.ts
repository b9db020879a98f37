import { describe, expect, it } from '@jest/globals';

import { claimed } from '../../test/said.js';

describe('BICs', () => {
  it.each([
    ['the bic is c o b a d e f f', 'en', 'c o b a d e f f', 1],
    ['swift code c o b a d e f f x x x', 'en', 'c o b a d e f f x x x', 1],
    [
      'bic Cäsar Otto Berta Anton Dora Emil Friedrich Friedrich',
      'de',
      'Cäsar Otto Berta Anton Dora Emil Friedrich Friedrich',
      1,
    ],
    ['the bic is c o b a d z f', 'en', 'c o b a d z f', 0.8],
    ['the bic is c o something b a d', 'en', 'c o something b a d', 0.5],
    ['the bic is c o', 'en', 'c o', 0.3],
  ])('after their cue: %s', (text, language, words, score) => {
    expect(claimed(text, ['bic'], { language })).toEqual([{ entity: 'bic', words, score, cause: 'cue' }]);
  });

  it.each(['c o b a d e f f', 'the bic please', 'my name is s m i t h'])('are not in: %s', (text) => {
    expect(claimed(text, ['bic'])).toEqual([]);
  });
});
