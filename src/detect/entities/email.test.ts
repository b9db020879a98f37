import { describe, expect, it } from '@jest/globals';

import { claimed } from '../../test/said.js';

describe('e-mail addresses', () => {
  it.each([
    ['write to john.smith@example.com please', 'john.smith@example.com', 1],
    ['reach john dot smith at example dot com okay', 'john dot smith at example dot com', 0.9],
    ['it is s m i t h four two at gmail dot com', 'is s m i t h four two at gmail dot com', 0.9],
    ['kim minus berger at example mail dot com', 'kim minus berger at example mail dot com', 0.9],
    [
      'john hyphen mother ice lemon lemon easy at example dot com',
      'john hyphen mother ice lemon lemon easy at example dot com',
      0.9,
    ],
    ['write to jane smith at example dot com', 'jane smith at example dot com', 0.9],
    ['smith at example dot museum', 'smith at example dot museum', 0.7],
    ['smith underscore j at example dot co dot uk', 'smith underscore j at example dot co dot uk', 0.9],
  ])('are found without a cue: %s', (text, words, score) => {
    expect(claimed(text, ['email'])).toEqual([{ entity: 'email', words, score, cause: 'pattern' }]);
  });

  it.each([
    ['anna minus maier klammeraffe web punkt d e', 'anna minus maier klammeraffe web punkt d e', 1],
    ['Anton Nordpol Nordpol at gmx punkt de', 'Anton Nordpol Nordpol at gmx punkt de', 1],
    ['m a i e r acht acht', 'm a i e r acht acht', 0.6],
  ])('answer a question in German: %s', (text, words, score) => {
    expect(claimed(text, ['email'], { language: 'de', asked: 'email' })).toEqual([
      { entity: 'email', words, score, cause: 'prompted' },
    ]);
  });

  it('are masked from the cue on, whatever the name is made of', () => {
    expect(claimed('my email is big red bus at example dot com thank you', ['email'])).toMatchObject([
      { words: 'is big red bus at example dot com', score: 1 },
    ]);
  });

  it.each([
    'i am at home on the dot',
    'the train leaves at nine dot',
    'look at that',
    'send me an email tomorrow',
    'at example dot com',
    'four two at the corner of main street dot',
  ])('are not in: %s', (text) => {
    expect(claimed(text, ['email'])).toEqual([]);
  });
});
