import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { measuresOf } from './measures.js';
import { english } from './numbers/en.js';
import { german } from './numbers/de.js';
import { readDigits } from './numbers/reader.js';
import { wordsOf } from '../test/said.js';

/** What each number of the text measures; its own digits where it measures nothing. */
const measured = (text: string, language = english): string[] => {
  const items = readDigits(wordsOf(text), language);
  const measures = measuresOf(items);
  return items.flatMap((item, at) =>
    item.kind === 'digits' ? [measures.get(at) ?? item.digits.map(({ value }) => value).join('')] : [],
  );
};

describe('a number that measures something', () => {
  it.each([
    ['forty six dollars', ['amount']],
    ['four days', ['amount']],
    ['twenty nine dollars twenty two', ['amount', 'amount']],
    ['that comes to three hundred and twelve', ['amount']],
    ['half past eleven', ['amount']],
    ['fourteen or twenty days', ['amount', 'amount']],
    // "to" may be a two.
    ['fourteen to twenty days', ['amount', 'amount', 'amount']],
    ['two thousand and four hundred people', ['thousands']],
    ['two hundred by one hundred', ['amount', 'amount']],
    ['twelve slash three slash twenty six', ['amount', 'amount', 'amount']],
    ['ten digits', ['amount']],
    ['about five thousand', ['thousands']],
    ['a month ten pounds', ['amount']],
    ['one year', ['amount']],
  ])('is an amount: %s', (text, measures) => {
    expect(measured(text)).toEqual(measures);
  });

  it.each([
    ['march twenty nine', ['date']],
    ['march the twenty nine', ['date']],
    ['april eleven twenty twenty five', ['date', 'date', 'date']],
    ['two thousand and twenty eight', ['date']],
    ['month ten year two six', ['date', 'date', 'date']],
    ['the year is thirty', ['date']],
  ])('is a date: %s', (text, measures) => {
    expect(measured(text)).toEqual(measures);
  });

  it.each([
    ['sechsundvierzig euro', ['amount']],
    ['fünfzehn uhr dreißig', ['amount', 'amount']],
    ['der zwölfte märz', []],
    ['märz neunundzwanzig', ['date']],
  ])('is one in German, too: %s', (text, measures) => {
    expect(measured(text, german)).toEqual(measures);
  });
});

describe('a number that measures nothing', () => {
  it.each([
    ['four two four two', ['4', '2', '4', '2']],
    ['four two ... dollars', ['4', '2']],
    ['four two four two four two four two dollars', ['4', '2', '4', '2', '4', '2', '4', '2']],
    ['twelve slash three', ['12', '3']],
    ['two hundred by the way', ['200']],
    ['ten ... digits', ['10']],
    ['four thousand zero', ['4000', '0']],
    ['four four seven one five thousand five hundred', ['4', '4', '7', '1', '5500']],
  ])('is left as it is: %s', (text, digits) => {
    expect(measured(text)).toEqual(digits);
  });

  it('is any in a flow of digits, whatever unit was misheard there', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('one', 'three', 'four', 'six', 'seven', 'nine'), {
          minLength: 12,
          maxLength: 16,
        }),
        fc.integer({ min: 9, max: 11 }),
        fc.constantFrom('dollars', 'pounds', 'days', 'hours', 'march', 'december'),
        (digits, at, unit) => {
          const text = [...digits.slice(0, at), unit, ...digits.slice(at)].join(' ');

          expect(measured(text)).not.toContain('amount');
          expect(measured(text)).not.toContain('date');
        },
      ),
    );
  });

  it('is none of what stands outside the digits: only numbers are measured', () => {
    const vocabulary = [
      'four',
      'twenty',
      'thousand',
      'dollars',
      'march',
      'slash',
      'by',
      'to',
      'digits',
      'uh',
      'okay',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...vocabulary), { maxLength: 40 }), (parts) => {
        const items = readDigits(wordsOf(parts.join(' ')), english);

        for (const at of measuresOf(items).keys()) expect(items[at]?.kind).toBe('digits');
      }),
    );
  });
});
