import { describe, expect, it } from '@jest/globals';

import { claimed } from '../../test/said.js';

describe('passwords', () => {
  it.each([
    ['my password is tiger seven blue ... thank you', 'tiger seven blue'],
    ['okay the memorable word is uh waterfall', 'waterfall'],
    ['my password is tiger', 'tiger'],
    ['i set my password to tiger seven', 'tiger seven'],
    ['i have the password as tiger seven', 'tiger seven'],
  ])('are what follows, until the speaker pauses: %s', (text, words) => {
    expect(claimed(text, ['password'])).toEqual([{ entity: 'password', words, score: 0.8, cause: 'cue' }]);
  });

  it.each([
    ['tiger seven blue', 'en', 'tiger seven blue'],
    ['tiger seven on my account', 'en', 'tiger seven on my account'],
    ['yes it is tiger seven', 'en', 'it is tiger seven'],
    ['it is ... tiger', 'en', 'it is tiger'],
    ['let me think ... tiger ... thank you', 'en', 'let me think tiger thank you'],
    ['i believe it is tiger seven ... what else', 'en', 'i believe it is tiger seven'],
    ['ja das ist Sonnenblume acht', 'de', 'das ist Sonnenblume acht'],
  ])('answer a question: %s', (text, language, words) => {
    expect(claimed(text, ['password'], { language, asked: 'password' })).toEqual([
      { entity: 'password', words, score: 0.8, cause: 'prompted' },
    ]);
  });

  it.each([
    'what is your password i need it to verify you',
    'i forgot my password',
    'my password has expired',
  ])('are not what follows the question itself: %s', (text) => {
    expect(claimed(text, ['password'])).toEqual([]);
  });

  it.each(['ich habe als Kennwort Laterne neun', 'mein Passwort war Laterne neun'])(
    'are told in German: %s',
    (text) => {
      expect(claimed(text, ['password'], { language: 'de' })).toMatchObject([{ words: 'Laterne neun' }]);
    },
  );

  it.each(['yes okay', 'no sorry', 'uh'])('are not an answer without a word: %s', (text) => {
    expect(claimed(text, ['password'], { asked: 'password' })).toEqual([]);
  });

  it('end where something else is announced', () => {
    expect(claimed('my password is tiger my order number is four two', ['password'])).toMatchObject([
      { words: 'tiger my' },
    ]);
  });
});
