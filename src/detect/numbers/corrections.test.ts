import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { span } from '../../core/span.js';
import { settledDigits } from './corrections.js';
import { german } from './de.js';
import { english } from './en.js';
import { readDigits } from './reader.js';
import { LANGUAGES } from './registry.js';

const settled = (text: string, language = english): string =>
  settledDigits(
    readDigits(
      text
        .split(' ')
        .map((word, i) => ({ text: word, span: span(i * 9_600, i * 9_600 + 9_000), confidence: 1 })),
      language,
    ),
  )
    .map(({ value }) => value)
    .join('');

describe('corrections', () => {
  it.each([
    ['four two four two', '4242'],
    ['four two four two no four three', '4243'],
    ['four two no sorry four three seven', '437'],
    ['four two four two no four two four three five five five five', '42435555'],
    ['no four two', '42'],
    ['four three not two', '43'],
    ['four two not two three', '42'],
    ['four two not two okay three', '43'],
    ['one two i mean three four i mean five', '35'],
    ['four two oops four three', '43'],
    ['four two that should be four three', '43'],
    ['one two no', '12'],
    ['', ''],
  ])('in English: %s is %s', (text, expected) => {
    expect(settled(text)).toBe(expected);
  });

  it.each([
    ['vier zwei nein vier drei nicht zwei', '43'],
    ['vier zwei Entschuldigung sieben', '47'],
    ['vier zwei ich meine vier drei', '43'],
    ['vier drei nicht drei sondern fünf', '45'],
    ['vier zwei quatsch vier drei sieben acht', '4378'],
  ])('in German: %s is %s', (text, expected) => {
    expect(settled(text, german)).toBe(expected);
  });

  it('leave digits alone where nothing is corrected', () => {
    for (const language of LANGUAGES) {
      const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 });
      fc.assert(
        fc.property(digits, (values) => {
          const text = values.map((value) => language.speech.digit(value)[0]).join(' ');

          expect(settled(text, language)).toBe(values.join(''));
        }),
      );
    }
  });
});
