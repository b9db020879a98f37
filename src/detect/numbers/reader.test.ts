import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Word } from '../../core/hearing.js';
import { span } from '../../core/span.js';
import { german } from './de.js';
import { english } from './en.js';
import { readDigits, type ReadItem } from './reader.js';
import { LANGUAGES, languageOf } from './registry.js';

const WORD_TICKS = 1200;

const heard = (text: string): Word[] =>
  text.split(/\s+/).map((word, i) => ({
    text: word,
    span: span(i * WORD_TICKS, (i + 1) * WORD_TICKS),
    confidence: 1,
  }));

/**
 * Digits as they are, letters as capitals, one letter for anything else: c(ue) u(nit) f(iller) x (correction)
 * ? (unknown) - (other) @ (address).
 */
const SIGNS = {
  cue: 'c',
  unit: 'u',
  filler: 'f',
  correction: 'x',
  unknown: '?',
  other: '-',
  address: '@',
} as const;
const signOf = (item: ReadItem): string => {
  if (item.kind === 'digits') return item.digits.map(({ value }) => value).join('');
  if (item.kind !== 'letters') return SIGNS[item.kind];
  return item.letters.map(({ value }) => value.toUpperCase()).join('');
};
const shape = (items: readonly ReadItem[]): string => items.map(signOf).join(' ');

const cuesIn = (items: readonly ReadItem[]): string[] =>
  items.flatMap((item) => (item.kind === 'cue' ? [item.cue] : []));

const ENGLISH_NUMBERS = [
  ['four one one one', '4 1 1 1'],
  ['zero oh o nought nil', '0 0 0 0 0'],
  ['forty two seventeen', '42 17'],
  ['forty', '40'],
  ['forty please', '40 f'],
  ['forty zero seven', '40 0 7'],
  ['forty uh two', '40 f 2'],
  ['forty-two forty-two', '42 42'],
  ['Forty-Two, seventeen.', '42 17'],
  ['four hundred', '400'],
  ['four hundred twelve', '412'],
  ['four hundred and twelve', '412'],
  ['four hundred and', '400 f'],
  ['four hundred one', '401'],
  ['four hundred one two three', '400 1 2 3'],
  ['four hundred double two', '400 22'],
  ['four hundred two hundred', '400 200'],
  ['four hundred two five hundred', '402 500'],
  ['four hundred forty two hundred', '440 200'],
  ['four hundred and forty two hundred', '440 200'],
  ['forty two hundred', '4200'],
  ['forty two hundred seventeen', '4217'],
  ['zero eight hundred', '0 800'],
  ['twelve hundred', '1200'],
  ['one thousand', '1000'],
  ['one thousand two hundred', '1200'],
  ['one thousand two hundred and forty six', '1246'],
  ['one thousand and one', '1001'],
  ['four thousand two thousand', '4000 2000'],
  ['four thousand two hundred six hundred', '4200 600'],
  ['two thousand twenty seven', '2027'],
  ['two hundred and fifty thousand', '250000'],
  ['5 hundred', '500'],
  ['double four', '44'],
  ['double four two triple seven', '44 2 777'],
  ['double uh four', '44'],
  ['double oh seven', '00 7'],
  ['treble five quadruple zero', '555 0000'],
  ['three fours and four zeros', '444 f 0000'],
  ["two 4s three 0's", '44 000'],
  ['double', '-'],
  ['double trouble', '- -'],
  ['double triple four', '444444'],
  ['quadruple quadruple quadruple quadruple oh', `- ${'0'.repeat(64)}`],
  ['4111 1111', '4111 1111'],
  ['4111-1111-1111-1111', '4111111111111111'],
  ['4,111 007', '4111 007'],
  ['04/29', '0429'],
  ['$42.99', '4299 u'],
  ['10am', '10 u'],
  ['niner fife tree', '9 5 3'],
  ['aught six sex', '0 6 6'],
  ['for two', '4 2'],
  ['five to six for one', '5 2 6 4 1'],
  ['to be or for me', '- - - -'],
  ['oh no', '- x'],
  ['won to for', '- - -'],
  ['for uh two', '- f 2'],
  ['one moment one zero', 'f 1 0'],
  ['hang on one moment one zero zero', 'f f 1 0 0'],
  ['five two no sorry seven', '5 2 x x 7'],
  ['one [unk] two', '1 ? 2'],
  ['twenty third', 'u'],
  ['23rd 1st', 'u -'],
  ['april twenty first at nine forty five a m', 'u u - 9 45 u'],
  ['the three digits on the back are one four eight', '- c - 1 4 8'],
] as const;

const GERMAN_NUMBERS = [
  ['null eins zwei zwo drei drai', '0 1 2 2 3 3'],
  ['fünf fuenf funf', '5 5 5'],
  ['zweiundvierzig siebzehn', '42 17'],
  ['zwoundvierzig', '42'],
  ['dreißig dreissig', '30 30'],
  ['vierzig zwei', '40 2'],
  ['zwei und vierzig', '42'],
  ['drei vier und zwanzig', '3 24'],
  ['einhundertelf', '111'],
  ['hundertelf', '111'],
  ['vierhundertzwölf', '412'],
  ['vierhundert zwölf', '412'],
  ['vier hundert zwölf', '412'],
  ['vierhundert zweihundert', '400 200'],
  ['vierhundert eins zwei drei', '400 1 2 3'],
  ['zweitausenddreihundert', '2300'],
  ['zweitausenddreihundertzwölf', '2312'],
  ['zweitausend dreihundert zwölf', '2312'],
  ['zwei tausend drei hundert und zwölf', '2312'],
  ['neunzehnhundertneunundneunzig', '1999'],
  ['doppel vier', '44'],
  ['Doppel-Null doppelvier', '00 44'],
  ['zweimal die vier', '44'],
  ['dreimal die fünf', '555'],
  ['drei mal die fünf acht', '555 8'],
  ['vier dreien', '3333'],
  ['zweimal zwölf', '1212'],
  ['fünfmal die null', '00000'],
  ['nullacht fünfzehn', '08 15'],
  ['nullnullsieben zwoundvierzigsiebzehn', '007 4217'],
  ['sechszehn siebenzig', '16 70'],
  ['fuffzehn zweiunvierzig einundreißig', '15 42 31'],
  ['dreie zwoa fümf noin', '3 2 5 9'],
  ['fünfmal angerufen', '- -'],
  ['eine Karte', '- c'],
  ['vier eine drei', '4 1 3'],
  ['äh moment vier', 'f f 4'],
  ['nein Entschuldigung drei', 'x x 3'],
  ['am dreiundzwanzigsten September um zehn Uhr fünfzehn', '- u u - 10 u 15'],
  ['der siebten sechsten zwanzigste', '- - - u'],
  ['zweiundvierzig Euro und neunzig Cent', '42 u f 90 u'],
  ['Hauptstraße zwölf', 'u 12'],
] as const;

const ENGLISH_LETTERS = [
  ['d e eight nine', 'D E 8 9'],
  ['D.E. 89', 'DE 89'],
  ['d. e. eight', 'D E 8'],
  ['DE89370400440532013000', 'D E 89370400440532013000'],
  ['GB29NWBK60161331926819', 'G B 29 N W B K 60161331926819'],
  ['DE89 3704', 'D E 89 3704'],
  ['d as in david e as in echo', 'D E'],
  ['d for delta', 'D'],
  ['d for two', 'D 4 2'],
  ['d for dog', 'D'],
  ['d for cat', 'D - -'],
  ['o as in orange', 'O'],
  ['b o for oscar', 'B O'],
  ['five o for', '5 0 4'],
  ['CHASUS33XXX', 'C H A S U S 33 X X X'],
  ['MARKDEFFXXX', 'M A R K D E F F X X X'],
  ['MARKDEFF THOUSAND', '- -'],
  ['delta echo', 'D E'],
  ['delta uh echo', 'D f E'],
  ['delta echo november kilo', 'D E u u'],
  ['double s double t', 'SS TT'],
  ['s m i t h', 'S M I T H'],
  ['b p m', 'B u'],
  ['b p m for mike', 'B PM'],
  ['b p m as in mother', 'B PM'],
  ['nine p m four', '9 u 4'],
  ['a b a', 'c'],
  ['b a d', 'B A D'],
  ['a hotel', '- -'],
  ['i was in a hotel', '- - - - -'],
  ['play golf', '- -'],
  ['mike', '-'],
  ['a', '-'],
  ['oh no', '- x'],
  ['five o five', '5 0 5'],
  ['zed aitch', 'Z H'],
  ['john@example.com', '@'],
  ['+49 171', 'f 49 171'],
  ['+4917112', 'f 4917112'],
  ['cvv2 B52 A4', 'c - -'],
] as const;

const GERMAN_LETTERS = [
  ['d e acht neun', 'D E 8 9'],
  ['Dora Emil acht neun', 'D E 8 9'],
  ['D wie Dora E wie Emil', 'D E'],
  ['Düsseldorf Essen', 'D E'],
  ['Cäsar Caesar', 'C C'],
  ['in Berlin', '- -'],
  ['wie geht es', '- - -'],
  ['doppel s', 'SS'],
  ['o wie Otto', 'O'],
  ['jott be pe ka ell', 'J B P K L'],
  ['David Karl Zürich', 'D K Z'],
  ['ess we', '- -'],
  ['a m i', 'A M I'],
  ['de 89', 'DE 89'],
] as const;

describe('reading spelled letters', () => {
  it.each(ENGLISH_LETTERS)('in English: %s', (text, expected) => {
    expect(shape(readDigits(heard(text), english))).toBe(expected);
  });

  it.each(GERMAN_LETTERS)('in German: %s', (text, expected) => {
    expect(shape(readDigits(heard(text), german))).toBe(expected);
  });

  it.each(LANGUAGES)('reads every letter but o by its own name ($tag)', (language) => {
    for (const letter of 'abcdefghijklmnpqrstuvwxyz') {
      const [, item] = readDigits(heard(`b ${letter}`), language);

      expect(item && signOf(item)).toBe(letter.toUpperCase());
    }
  });

  it('gives each of several letters its part of the words that say them', () => {
    const [item] = readDigits(heard('double s'), english);

    expect(item?.kind === 'letters' && item.letters.map(({ span: { from, to } }) => [from, to])).toEqual([
      [0, 1200],
      [1200, 2400],
    ]);
  });
});

describe('reading the signs of addresses, phone numbers and dates', () => {
  const marks = (items: readonly ReadItem[]): unknown[] =>
    items.map((item) => ('mark' in item ? item.mark : undefined));

  it.each([
    [
      'at dot dash underscore plus slash gmail',
      ['at', 'dot', 'dash', 'underscore', 'plus', 'slash', 'domain'],
    ],
    ['@ + example.com', ['at', 'plus', 'domain']],
    ['please four', [undefined, undefined]],
  ])('in English: %s', (text, expected) => {
    expect(marks(readDigits(heard(text), english))).toEqual(expected);
  });

  it('in German', () => {
    expect(marks(readDigits(heard('Klammeraffe Punkt Minus Unterstrich gmx'), german))).toEqual([
      'at',
      'dot',
      'dash',
      'underscore',
      'domain',
    ]);
  });

  it.each([
    [english, 'third twenty third 3rd 23rd', [3, 23, 3, 23]],
    [german, 'dritten dreiundzwanzigsten zwölfter', [3, 23, 12]],
  ])('keeps the value of ranks: %#', (language, text, expected) => {
    const ranks = readDigits(heard(text), language).map((item) => 'ordinal' in item && item.ordinal);

    expect(ranks).toEqual(expected);
  });
});

describe('reading English numbers', () => {
  it.each(ENGLISH_NUMBERS)('%s', (text, expected) => {
    expect(shape(readDigits(heard(text), english))).toBe(expected);
  });
});

describe('reading German numbers', () => {
  it.each(GERMAN_NUMBERS)('%s', (text, expected) => {
    expect(shape(readDigits(heard(text), german))).toBe(expected);
  });
});

describe('reading cues', () => {
  it.each([
    ['my card number is', ['card']],
    ['the long number on the front', ['card']],
    ['american express', ['card']],
    ['c v v', ['security-code']],
    ['C.V.V. number', ['security-code']],
    ['the security code', ['security-code']],
    ['the code on the back', ['security-code']],
    ['expiry date', ['expiry']],
    ['valid until', ['expiry']],
    ['my phone number', ['phone']],
    ['my iban i b a n', ['iban', 'iban']],
    ['social security number', ['ssn']],
    ['the policy number', ['other-number']],
    ['the account number', ['bank-account']],
    ['the account number on the card', ['card']],
    ['date of birth', ['birth-date']],
    ['my password is', ['password']],
    ['the one time code', ['one-time-code']],
    ['pin number', ['pin']],
    ['sort code', ['sort-code']],
    ['swift code', ['bic']],
    ['tax number', ['tax-id']],
    ['email address', ['email']],
    ['the security question', ['password']],
    ['the zip code', ['other-number']],
    ['booking reference number', ['other-number', 'other-number']],
    ['the card ending in', ['card', 'other-number']],
    ['the number is', ['number']],
  ])('in English: %s', (text, cues) => {
    expect(cuesIn(readDigits(heard(text), english))).toEqual(cues);
  });

  it.each([
    ['meine Kreditkartennummer lautet', ['card']],
    ['die Nummer auf der Karte', ['number', 'card']],
    ['die Kartenprüfnummer', ['security-code']],
    ['Pruefziffer', ['security-code']],
    ['gültig bis', ['expiry']],
    ['Ablaufdatum', ['expiry']],
    ['die Kundennummer Bestellnummer Handynummer', ['other-number', 'other-number', 'phone']],
    ['Vertragsnummer Schadennummer Rechnungsnummer', ['other-number', 'other-number', 'other-number']],
    ['Kontonummer Bankleitzahl BLZ', ['bank-account', 'sort-code', 'sort-code']],
    ['Steuer-ID Steueridentifikationsnummer Steuernummer', ['tax-id', 'tax-id', 'tax-id']],
    ['Sozialversicherungsnummer', ['ssn']],
    ['Personalausweisnummer', ['other-number']],
    ['TAN SMS-TAN Einmalcode', ['one-time-code', 'one-time-code', 'one-time-code']],
    ['Geheimzahl PIN-Nummer', ['pin', 'pin']],
    ['mein Kennwort lautet', ['password']],
    ['E-Mail-Adresse', ['email']],
    ['geboren am', ['birth-date']],
    ['Postleitzahl', ['other-number']],
  ])('in German: %s', (text, cues) => {
    expect(cuesIn(readDigits(heard(text), german))).toEqual(cues);
  });

  it('names the month', () => {
    const months = [...readDigits(heard('april'), english), ...readDigits(heard('März'), german)];

    expect(months.map((item) => (item.kind === 'unit' ? item.month : undefined))).toEqual([4, 3]);
  });
});

describe('the place of what was read', () => {
  const digitSpans = (text: string): [number, number, number][] =>
    readDigits(heard(text), english).flatMap((item) =>
      item.kind === 'digits'
        ? item.digits.map(({ value, span: { from, to } }): [number, number, number] => [value, from, to])
        : [],
    );

  it('gives each word its own digit', () => {
    expect(digitSpans('forty two')).toEqual([
      [4, 0, 1200],
      [2, 1200, 2400],
    ]);
  });

  it('splits a word evenly between its digits', () => {
    expect(digitSpans('seventeen 411')).toEqual([
      [1, 0, 600],
      [7, 600, 1200],
      [4, 1200, 1600],
      [1, 1600, 2000],
      [1, 2000, 2400],
    ]);
  });

  it('splits repeated digits evenly over all the words that say them', () => {
    expect(digitSpans('triple seven')).toEqual([
      [7, 0, 800],
      [7, 800, 1600],
      [7, 1600, 2400],
    ]);
  });

  it('keeps weakness, the lowest confidence and the indexes of the words', () => {
    const [first, ...others] = heard('uh four hundred to');
    const words = [first, ...others.map((word, i) => ({ ...word, confidence: 0.9 - i / 10 }))].filter(
      (word) => word !== undefined,
    );

    const items = readDigits(words, english);

    expect(items).toMatchObject([
      { kind: 'filler', words: { from: 0, to: 1 }, confidence: 1 },
      { kind: 'digits', weak: false, words: { from: 1, to: 3 }, confidence: 0.8 },
      { kind: 'digits', weak: true, words: { from: 3, to: 4 } },
    ]);
  });

  it('is in order, inside the words, and loses no word, whatever was said', () => {
    for (const language of LANGUAGES) {
      const spoken = fc.oneof(
        fc.constantFrom(...language.vocabulary, '[unk]', '4111', '10:15', '$5', 'x'),
        fc.string(),
      );
      fc.assert(
        fc.property(fc.array(spoken, { maxLength: 30 }), (texts) => {
          const words = texts.map((text, i) => ({
            text,
            span: span(i * WORD_TICKS, (i + 1) * WORD_TICKS),
            confidence: 1,
          }));

          const items = readDigits(words, language);

          let at = 0;
          const covered = new Set<number>();
          for (const item of items) {
            expect(item.span.from).toBeGreaterThanOrEqual(at);
            at = item.span.to;
            for (let i = item.words.from; i < item.words.to; i++) covered.add(i);
            if (item.kind !== 'digits') continue;
            let digitAt = item.span.from;
            for (const { value, span: place } of item.digits) {
              expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).toContain(value);
              expect(place.from).toBeGreaterThanOrEqual(digitAt);
              expect(place.to).toBeLessThanOrEqual(item.span.to);
              digitAt = place.to;
            }
          }
          texts.forEach((text, i) => {
            if (/[a-z0-9]/i.test(text)) expect(covered.has(i)).toBe(true);
          });
        }),
      );
    }
  });

  it('is empty for no words and for words of punctuation alone', () => {
    expect(readDigits([], english)).toEqual([]);
    expect(readDigits(heard('... - !'), english)).toEqual([]);
  });
});

describe('the registry of languages', () => {
  it('finds a language by its tag, with or without a region', () => {
    expect(languageOf('en')).toBe(english);
    expect(languageOf('de-AT')).toBe(german);
    expect(languageOf('EN-gb')).toBe(english);
    expect(languageOf('tlh')).toBeUndefined();
  });
});
