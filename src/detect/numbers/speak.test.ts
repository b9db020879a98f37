import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { span } from '../../core/span.js';
import type { Language } from '../language.js';
import { english } from './en.js';
import { german } from './de.js';
import { readDigits } from './reader.js';
import { LANGUAGES } from './registry.js';
import { speakDigits, STYLES } from './speak.js';

const digitsOf = (text: string): number[] => Array.from(text, (digit) => Number(digit));

const readBack = (words: readonly string[], language: Language): string =>
  readDigits(
    words.map((text, i) => ({ text, span: span(i * 100, i * 100 + 100), confidence: 1 })),
    language,
  )
    .map((item) => (item.kind === 'digits' ? item.digits.map(({ value }) => value).join('') : '?'))
    .join('');

const randoms = fc
  .array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1, maxLength: 40 })
  .map((choices) => {
    let next = 0;
    return (): number => choices[next++ % choices.length] ?? 0;
  });

/** Where the tests' cards begin: BINs that the networks set aside for testing. */
const TEST_BINS = ['424242', '400000', '555555'] as const;
const cards = fc
  .tuple(
    fc.constantFrom(...TEST_BINS),
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 }),
  )
  .map(([bin, account]): number[] => {
    const body: number[] = [...digitsOf(bin), ...account];
    const sum = body.reduce((total, digit, i) => {
      const doubled = i % 2 === 0 ? digit * 2 : digit;
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
    return [...body, (10 - (sum % 10)) % 10];
  });
const anyDigits = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 24 });

const middle = (): number => 0;
const NUMBERS = Array.from({ length: 10_000 }, (_, value) => value);

describe.each(LANGUAGES.map((language) => [language.tag, language] as const))(
  'numbers said in %s',
  (_, language) => {
    it.each([true, false])('read back from 0 to 9999 as cardinals, "and" said: %s', (joined) => {
      const wrong = NUMBERS.filter(
        (value) => readBack(language.speech.cardinal(value, joined), language) !== String(value),
      );

      expect(wrong).toEqual([]);
    });

    it.each(STYLES)('read back from 0 to 9999 and from 0000 to 9999 in style %s', (style) => {
      const wrong = NUMBERS.flatMap((value) => [String(value), String(value).padStart(4, '0')]).filter(
        (text) => readBack(speakDigits(digitsOf(text), style, language, middle).flat(), language) !== text,
      );

      expect(wrong).toEqual([]);
    });

    it.each(STYLES)('read back as card numbers in style %s', (style) => {
      fc.assert(
        fc.property(cards, randoms, (card, random) => {
          expect(readBack(speakDigits(card, style, language, random).flat(), language)).toBe(card.join(''));
        }),
        { numRuns: 200 },
      );
    });

    it.each(STYLES)('read back at any length in style %s', (style) => {
      fc.assert(
        fc.property(anyDigits, randoms, (digits, random) => {
          expect(readBack(speakDigits(digits, style, language, random).flat(), language)).toBe(
            digits.join(''),
          );
        }),
        { numRuns: 200 },
      );
    });
  },
);

const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz');
/** Letters in a row that name something else: a security code, a morning hour. */
const ABBREVIATION = /cv[cvn]|csc|bic|pin|ssn|aba|blz|iban|otp|dob|nin/;

const lettersBack = (words: readonly string[], language: Language): string =>
  readDigits(
    words.map((text, i) => ({ text, span: span(i * 100, i * 100 + 100), confidence: 1 })),
    language,
  )
    .map((item) => {
      if (item.kind === 'letters') return item.letters.map(({ value }) => value).join('');
      return item.kind === 'unit' ? (item.letter ?? '?') : '?';
    })
    .join('');

describe.each(LANGUAGES)('letters said in $tag', (language) => {
  it('read back in every way there is, one kind of way for all of a word', () => {
    const words = fc
      .array(fc.constantFrom(...LETTERS), { minLength: 4, maxLength: 12 })
      .filter((letters) => !ABBREVIATION.test(letters.join('')));
    fc.assert(
      fc.property(words, fc.nat({ max: 3 }), (letters, way) => {
        const spoken = letters.flatMap((letter) => {
          const ways = language.speech.letter(letter);
          return (ways[way] ?? ways[0]).split(' ');
        });

        expect(lettersBack(spoken, language)).toBe(letters.join(''));
      }),
      { numRuns: 500 },
    );
  });
});

describe('speaking', () => {
  const said = (text: string, style: (typeof STYLES)[number], language: Language): string =>
    speakDigits(digitsOf(text), style, language, middle)
      .map((group) => group.join(' '))
      .join(' | ');

  it('breathes between groups of four, and 4-6-5 for fifteen digits', () => {
    expect(said('42424242', 'grouped', english)).toBe('four two four two | four two four two');
    expect(
      said('378282246310005', 'grouped', english)
        .split(' | ')
        .map((g) => g.split(' ').length),
    ).toEqual([4, 6, 5]);
  });

  it('says an odd digit before pairs and hundreds', () => {
    expect(said('74207', 'pairs', english)).toBe('seven | forty two | zero seven');
    expect(said('4242', 'hundreds', english)).toBe('four | two hundred and forty two');
  });

  it('says doubles', () => {
    expect(said('4420', 'doubles', english)).toBe('double four | two | zero');
    expect(said('4420', 'doubles', german)).toBe('doppel vier | zwei | null');
  });

  it('says German numbers in one word', () => {
    expect(said('4242', 'pairs', german)).toBe('zweiundvierzig | zweiundvierzig');
    expect(said('412', 'hundreds', german)).toBe('vierhundertzwölf');
  });

  it.each(STYLES)('says nothing for no digits in style %s', (style) => {
    expect(speakDigits([], style, english, middle)).toEqual([]);
  });
});
