import { describe, expect, it } from '@jest/globals';

import { SecretDigits } from '../../core/secret.js';
import { claimed } from '../../test/said.js';
import { phone } from './phone.js';

const score = (text: string, known: Partial<Parameters<typeof phone.match>[1]> = {}): number | undefined =>
  phone.match(SecretDigits.of(Array.from(text, Number)), {
    cue: undefined,
    month: undefined,
    currentYear: 2026,
    cardBefore: undefined,
    language: 'en',
    ...known,
  })?.score;

describe('phone numbers', () => {
  // From ranges that are kept for fiction and for examples.
  it.each([
    ['2125550123', 'en', 0.4],
    ['07700900123', 'en', 0.45],
    ['447700900123', 'en', 0.25],
    ['02071234567', 'en', 0.6],
    ['12125550123', 'en', 0.45],
    ['004917139200123', 'en', 0.9],
    ['017139200123', 'de', 0.6],
    ['4917139200123', 'de', 0.45],
    ['3023125123', 'de', undefined],
    ['4917139200123', 'en', undefined],
    ['12', 'en', undefined],
    ['5555', 'en', undefined],
    ['00000000000', 'en', undefined],
    ['4242424242424242', 'en', undefined],
    ['5555555555554444', 'de', undefined],
    ['123456789012345678', 'en', undefined],
  ])('without a cue: %s in %s is %d', (text, language, expected) => {
    expect(score(text, { language })).toBe(expected);
  });

  it.each([
    ['2125550123', 1],
    ['555012', 0.8],
    ['5550', 0.3],
    ['5', 0.3],
    ['', undefined],
    ['123456789012345678', undefined],
  ])('after the cue: %s is %d', (text, expected) => {
    expect(score(text, { cue: 'phone' })).toBe(expected);
  });

  it('counts a plus', () => {
    expect(score('4917139200123', { isInternational: true })).toBe(0.9);
  });

  it('knows no home for a language it does not know', () => {
    expect(score('2125550123', { language: 'tlh' })).toBeUndefined();
  });
});

describe('phone numbers in speech', () => {
  it.each([
    [
      'my phone number is two one two ... five five five ... okay oh one two three',
      'two one two five five five okay oh one two three',
    ],
    [
      'my number is two one two five five five oh one two three',
      'two one two five five five oh one two three',
    ],
    [
      'the best number for me is two one two five five five oh one two three',
      'two one two five five five oh one two three',
    ],
    [
      'call me on oh double seven double oh nine hundred one two three',
      'oh double seven double oh nine hundred one two three',
    ],
    [
      'plus four nine one seven one three nine two oh oh one two three',
      'four nine one seven one three nine two oh oh one two three',
    ],
  ])('are found: %s', (text, words) => {
    expect(claimed(text, ['phone'])).toMatchObject([{ entity: 'phone', words }]);
  });

  it.each([
    'my order number is two one two five five five',
    'my number is two one two five five five',
    'my number is four two four two four two four two four two four two four two four two',
    'the phone costs forty two dollars',
    'thank you for calling',
  ])('are not in: %s', (text) => {
    expect(claimed(text, ['phone'])).toEqual([]);
  });

  it('answer a question of the other party', () => {
    const [claim] = claimed('null eins sieben eins drei neun zwei null null', ['phone'], {
      language: 'de',
      asked: 'phone',
    });

    expect(claim).toMatchObject({ score: 1, cause: 'prompted' });
  });
});
