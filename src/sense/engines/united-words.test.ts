import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Word } from '../../core/hearing.js';
import { span } from '../../core/span.js';
import { millisToTicks } from '../../core/units.js';
import { isNumberWord } from './grammar/number-words.js';
import { united } from './united-words.js';

const isNumber = isNumberWord('en-GB');
const word = (text: string, fromMs: number, toMs = fromMs + 200): Word => ({
  text,
  span: span(millisToTicks(fromMs), millisToTicks(toMs)),
  confidence: 1,
});
const textsOf = (words: readonly Word[]): string => words.map(({ text }) => text).join(' ');

describe('the words of two recognisers', () => {
  it('are those of the first, and the numbers that only the second has heard, by time', () => {
    const first = [word('card', 0), word('four', 300), word('one', 900), word('[unk]', 1_200, 1_800)];
    const second = [
      word('cart', 0),
      word('for', 310),
      word('one', 920),
      word('seven', 1_250),
      word('nine', 1_600),
    ];

    expect(textsOf(united(first, second, isNumber))).toBe('card four one seven nine');
  });

  it('keep two digits where one hears two in the place of one', () => {
    expect(textsOf(united([word('nine', 0, 500)], [word('five', 0), word('nine', 250)], isNumber))).toBe(
      'nine nine',
    );
  });

  it('count numerals and compounds as numbers', () => {
    expect(['4', '4111', 'twenty-one', 'oh', 'card', 'for'].map(isNumber)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(isNumberWord('de')('einundzwanzig')).toBe(true);
    expect(isNumberWord('fr')('un')).toBe(false);
  });

  it('lose no number of either, whatever they say, and stay in order', () => {
    const words = fc
      .array(
        fc.tuple(
          fc.constantFrom('one', 'two', 'card', '[unk]'),
          fc.nat(5_000),
          fc.integer({ min: 1, max: 600 }),
        ),
      )
      .map((all) => all.map(([text, fromMs, lengthMs]) => word(text, fromMs, fromMs + lengthMs)));
    const numbersOf = (all: readonly Word[]): number => all.filter(({ text }) => isNumber(text)).length;
    fc.assert(
      fc.property(words, words, (first, second) => {
        const both = united(first, second, isNumber);
        const count = numbersOf(both);
        expect(count).toBeGreaterThanOrEqual(Math.max(numbersOf(first), numbersOf(second)));
        expect(count).toBeLessThanOrEqual(numbersOf(first) + numbersOf(second));
        for (const one of first) if (one.text !== '[unk]') expect(both).toContain(one);
        // Every number of the second is there, or one of the first at its place.
        for (const { text, span: place } of second) {
          if (!isNumber(text)) continue;
          const near = both.filter(
            (one) => isNumber(one.text) && Math.abs(one.span.from - place.from) < 60_000,
          );
          expect(near.length).toBeGreaterThan(0);
        }
        const starts = both.map((one) => one.span.from);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
      }),
    );
  });
});
