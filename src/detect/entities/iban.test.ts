import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { composeIBAN, electronicFormatIBAN } from 'ibantools';

import { SecretDigits } from '../../core/secret.js';
import { claimsOf } from '../claims.js';
import type { Language } from '../language.js';
import { LANGUAGES } from '../numbers/registry.js';
import { speakDigits, STYLES, type Style } from '../numbers/speak.js';
import { claimed, itemsOf, question, wordsOf } from '../../test/said.js';
import { iban } from './iban.js';
import { CONFIRMS } from './phrase.js';

const WANTED = new Set(['iban'] as const);
/** Published examples. */
const GERMAN = 'DE89370400440532013000';
const BRITISH = 'GB29NWBK60161331926819';

describe('IBANs without their letters', () => {
  const score = (text: string, language: string, cue?: 'iban'): number | undefined =>
    iban.match(SecretDigits.of(Array.from(text, Number)), {
      cue,
      month: undefined,
      currentYear: 2026,
      cardBefore: undefined,
      language,
    })?.score;

  it.each([
    [GERMAN.slice(2), 'de', 0.85],
    ['611904300234573201', 'de', 0.85],
    ['89370400440532013001', 'de', undefined],
    [GERMAN.slice(2), 'en', undefined],
    ['', 'de', undefined],
  ])('%s in %s: %d', (text, language, expected) => {
    expect(score(text, language)).toBe(expected);
  });

  it.each([
    [GERMAN.slice(2), 1],
    ['89370400440532013001', 0.8],
    ['893704004405', 0.8],
    ['8937', 0.3],
    ['1'.repeat(35), undefined],
  ])('after the cue: %s, %d', (text, expected) => {
    expect(score(text, 'de', 'iban')).toBe(expected);
  });
});

describe('IBANs in speech', () => {
  it.each([
    ['DE89 3704 0044 0532 0130 00', 1],
    [GERMAN, 1],
    [BRITISH, 1],
    ['d e eight nine three seven oh four double oh double four oh five three two oh one three triple oh', 1],
    ['delta echo 89 3704 0044 0532 0130 00', 1],
    ['d e 89 3704 0044 0532 0130 01', 0.6],
    ['d e 89 3704 0044 0532 0130', 0.5],
  ])('are found without a cue: %s, %d', (text, score) => {
    expect(claimed(text, ['iban'])).toEqual([{ entity: 'iban', words: text, score, cause: 'pattern' }]);
  });

  it.each([
    '89 3704 0044 0532 0130 00',
    'd e 89 3704 0044',
    'x q 89 3704 0044 0532 0130 00',
    'my card is 4242 4242 4242 4242',
  ])('are not in English in: %s', (text) => {
    expect(claimed(text, ['iban'])).toEqual([]);
  });

  it('are found after their cue however badly they are heard', () => {
    const text = 'my iban is it the e eight nine three seven ... oh four oh oh four ... four oh';

    expect(claimed(text, ['iban'])).toMatchObject([{ score: 0.8, cause: 'cue' }]);
  });

  it.each([
    [
      'my iban is dog easy eight nine three seven oh four oh oh',
      'en',
      'dog easy eight nine three seven oh four oh oh',
    ],
    [
      'iban david e eight nine three seven oh four oh oh',
      'en',
      'david e eight nine three seven oh four oh oh',
    ],
    [
      'iban ist Dieter Emil acht neun drei sieben null vier',
      'de',
      'Dieter Emil acht neun drei sieben null vier',
    ],
    [
      'iban [unk] in [unk] [unk] in [unk] eight nine three',
      'en',
      '[unk] in [unk] [unk] in [unk] eight nine three',
    ],
    ['my iban is eight nine three seven oh four', 'en', 'eight nine three seven oh four'],
    [
      'iban [unk] two nine [unk] in [unk] [unk] in [unk] [unk] in [unk] six oh one six one three',
      'en',
      '[unk] two nine [unk] in [unk] [unk] in [unk] [unk] in [unk] six oh one six one three',
    ],
  ])('begin with their letters, in what words these were heard: %s', (text, language, words) => {
    expect(claimed(text, ['iban'], { language })).toMatchObject([{ words, cause: 'cue' }]);
  });

  it('answer the question for an account, unlike a number without letters', () => {
    const text = 'my bonnie d e eight nine three seven oh four oh oh four four';
    const [claim] = claimed(text, ['iban'], { asked: 'bank-account' });

    expect(claim).toMatchObject({ words: text.slice('my bonnie '.length), score: 0.8 });
    expect(
      claimed('eight nine three seven oh four oh oh four four oh five', ['iban'], { asked: 'bank-account' }),
    ).toEqual([]);
  });

  it('close the gate from the first digit on, once they are announced', () => {
    expect(claimed('acht neun', ['iban'], { language: 'de', asked: 'iban' })).toMatchObject([
      { words: 'acht neun', score: 0.3, cause: 'prompted' },
    ]);
  });
});

const COUNTRIES = ['DE', 'AT', 'CH', 'GB'] as const;
const digitsOf = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length });
/** Letters that are read as the name of something else, such as a security code. */
const ABBREVIATION = /CV[CVN]|CSC|BIC|PIN|SSN|ABA|BLZ|IBAN/;
const bankLetters = fc
  .array(fc.constantFrom(...Array.from('ABCDEFGHIJKLMNPQRSTUVWXYZ')), { minLength: 4, maxLength: 4 })
  .filter((letters) => !ABBREVIATION.test(letters.join('')));
const BBAN_DIGITS = { DE: 18, AT: 16, CH: 17, GB: 14 } as const;
const ibans = fc.constantFrom(...COUNTRIES).chain((country) =>
  fc.tuple(bankLetters, digitsOf(BBAN_DIGITS[country])).map(([letters, digits]) => {
    const bban = `${country === 'GB' ? letters.join('') : ''}${digits.join('')}`;
    return electronicFormatIBAN(composeIBAN({ countryCode: country, bban }) ?? '') ?? '';
  }),
);
const choices = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 8 });

const COMMON_WORD = /^[aio]$/;

/** Says an IBAN: letters one by one, digits in a style. */
const spoken = (text: string, language: Language, style: Style, random: () => number): string =>
  (text.match(/\d+|[A-Z]/g) ?? [])
    .map((part) => {
      if (/\d/.test(part))
        return speakDigits(Array.from(part, Number), style, language, random).flat().join(' ');
      // "a" beside a word of an alphabet is an article: people who mix both are understood with a cue only.
      const ways = language.speech.letter(part.toLowerCase()).filter((way) => !COMMON_WORD.test(way));
      return ways[Math.floor(random() * ways.length)] ?? ways[0];
    })
    .join(' ');

describe.each(LANGUAGES)('random IBANs spelled in $tag', (language) => {
  const said = (text: string, style: Style, randoms: readonly number[]): string => {
    let next = 0;
    return spoken(text, language, style, () => randoms[next++ % randoms.length] ?? 0);
  };

  it.each(STYLES)('are read back exactly without a cue, style %s', (style) => {
    fc.assert(
      fc.property(ibans, choices, (text, randoms) => {
        const words = said(text, style, randoms);

        expect(claimed(words, ['iban'], { language: language.tag })).toEqual([
          { entity: 'iban', words, score: 1, cause: 'pattern' },
        ]);
      }),
      { numRuns: 60 },
    );
  });

  it('are found whole after a question though every tenth word is misheard', () => {
    fc.assert(
      fc.property(ibans, choices, fc.integer({ min: 1, max: 9 }), (text, randoms, wrong) => {
        const words = wordsOf(said(text, 'single', randoms)).map((word, i) =>
          i % 10 === wrong ? { ...word, text: 'something' } : word,
        );
        const items = itemsOf(words, language.tag);
        const digits = items.filter((item) => item.kind === 'digits');

        const [claim, ...others] = claimsOf(items, [question('iban')], WANTED, {
          leg: 'caller',
          language: language.tag,
          currentYear: 2026,
        });

        expect(others).toEqual([]);
        expect(claim?.score).toBeGreaterThanOrEqual(CONFIRMS);
        expect(claim?.span.from).toBeLessThanOrEqual(digits[0]?.span.from ?? 0);
        expect(claim?.span.to).toBeGreaterThanOrEqual(digits.at(-1)?.span.to ?? Infinity);
      }),
      { numRuns: 60 },
    );
  });
});
