import { describe, expect, it } from '@jest/globals';

import { claimed } from '../../test/said.js';

describe('one-time codes', () => {
  it.each([
    ['the one time code is four seven eight one two three', 'en', 'four seven eight one two three', 0.8],
    ['the six digit code is four seven eight one two three', 'en', 'four seven eight one two three', 0.8],
    ['otp four seven eight', 'en', 'four seven eight', 0.5],
    ['the code you sent me is four seven eight one two three', 'en', 'four seven eight one two three', 0.8],
    ['in der sms steht vier sieben acht eins zwei drei', 'de', 'vier sieben acht eins zwei drei', 0.8],
    ['passcode four', 'en', 'four', 0.3],
    ['die TAN lautet vier sieben acht ... eins zwei drei', 'de', 'vier sieben acht eins zwei drei', 0.8],
    ['der Einmalcode ist K 4 7 8 1', 'de', 'K 4 7 8 1', 0.8],
  ])('after their cue: %s', (text, language, words, score) => {
    expect(claimed(text, ['one-time-code'], { language })).toEqual([
      { entity: 'one-time-code', words, score, cause: 'cue' },
    ]);
  });

  it.each([
    'four seven eight one two three',
    'the discount code is four seven eight one',
    'i got no passcode',
    'the code on the back is four seven eight',
    'the post code is four seven eight one',
  ])('are not in: %s', (text) => {
    expect(claimed(text, ['one-time-code'])).toEqual([]);
  });
});
