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

  it.each([
    ['it is cat orange boy apple dog easy fox fox', 'cat orange boy apple dog easy fox fox', 0.8],
    ['CHASUS33XXX', 'CHASUS33XXX', 1],
    ['c o o b a d e f f', 'c o o b a d e f f', 0.8],
    ['it is c [unk] b [unk] d e [unk] [unk] [unk]', 'c [unk] b [unk] d e [unk] [unk] [unk]', 0.5],
    [
      '[unk] [unk] [unk] [unk] [unk] [unk] [unk] [unk]',
      '[unk] [unk] [unk] [unk] [unk] [unk] [unk] [unk]',
      0.5,
    ],
  ])('answer a question in words for letters, or where no letter was heard: %s', (text, words, score) => {
    expect(claimed(text, ['bic'], { asked: 'bic' })).toEqual([
      { entity: 'bic', words, score, cause: 'prompted' },
    ]);
  });

  it.each(['i do not know', 'let me look that up for you ... it must be in here', '[unk] [unk] [unk]'])(
    'are not an answer that spells none: %s',
    (text) => {
      expect(claimed(text, ['bic'], { asked: 'bic' })).toEqual([]);
    },
  );

  it.each(['c o b a d e f f', 'the bic please', 'my name is s m i t h'])('are not in: %s', (text) => {
    expect(claimed(text, ['bic'])).toEqual([]);
  });
});
