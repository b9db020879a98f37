import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { measuresOf } from './measures.js';
import { english } from './numbers/en.js';
import { readDigits, type ReadItem } from './numbers/reader.js';
import { stretchesOf, type Stretch } from './stretch.js';
import type { Word } from '../core/hearing.js';
import { contains, span, type Span } from '../core/span.js';
import { millisToTicks } from '../core/units.js';

/** Words 300 ms long, 50 ms apart; a number in the text is a pause in milliseconds. */
const wordsOf = (text: string): Word[] => {
  let at = 0;
  return text.split(' ').flatMap((part) => {
    if (/^\d+$/.test(part)) {
      at += Number(part);
      return [];
    }
    const word = { text: part, span: span(millisToTicks(at), millisToTicks(at + 300)), confidence: 1 };
    at += 350;
    return [word];
  });
};

const read = (text: string): Stretch[] => stretchesOf(readDigits(wordsOf(text), english));
const values = (stretches: readonly Stretch[]): string[] => stretches.map((s) => s.values.join(''));

describe('a stretch of digits', () => {
  it('is not there where no digit was said', () => {
    expect(read('good morning how can i help you')).toEqual([]);
    expect(stretchesOf([])).toEqual([]);
  });

  it('reaches from the first digit to the last, and knows its words', () => {
    const [stretch] = read('it is four two four two okay');

    expect(stretch?.values).toEqual([4, 2, 4, 2]);
    expect(stretch?.span).toEqual(span(millisToTicks(700), millisToTicks(700 + 3 * 350 + 300)));
    expect([stretch?.firstWord, stretch?.lastWord]).toEqual([2, 6]);
  });

  it('bridges pauses and a few words: digits that were not recognised lie there', () => {
    expect(values(read('four two four two uh 1000 four two 2000 four [unk] two'))).toEqual(['42424242']);
  });

  it('ends at a long pause and at a longer talk', () => {
    expect(values(read('four two four two 30000 five five five five'))).toEqual(['4242', '5555']);
    expect(
      values(
        read('four two four two well i think that the weather is really fine today five five five five'),
      ),
    ).toEqual(['4242', '5555']);
  });

  it('ends where another number is announced', () => {
    expect(values(read('four two four two four two 300 expiry date is oh nine two seven'))).toEqual([
      '424242',
      '0927',
    ]);
  });

  it('ends with a number that is whole as what it was announced as', () => {
    const phone = 'my phone number is two one two five five five zero one nine nine';
    const card = 'four one one one one one one one';

    expect(values(read(`${phone} 2500 ${card}`))).toEqual(['2125550199', '41111111']);
    expect(values(read(`${phone} 1500 ${card}`))).toEqual(['212555019941111111']);
    expect(values(read(`my phone number is two one two 2500 ${card}`))).toEqual(['21241111111']);
    expect(values(read(`two one two five five five zero one nine nine 2500 ${card}`))).toEqual([
      '212555019941111111',
    ]);
  });

  it('does not take an amount for digits', () => {
    expect(values(read('that is forty six dollars please'))).toEqual([]);
  });

  it('does not take a date for digits where its day was misheard and the time follows its year', () => {
    expect(values(read('the twenty thirty september two thousand twenty seven ten fifteen'))).toEqual([]);
  });

  it('has the digits said one by one before a month', () => {
    expect(values(read('four two four two september'))).toEqual(['4242']);
  });

  it('has the month of an expiry date some words before its year or after it, and elsewhere beside it only', () => {
    const items = (text: string): ReadItem[] => [...readDigits(wordsOf(text), english)];
    const months = (text: string, mayExpire: boolean): (number | undefined)[] =>
      stretchesOf(items(text), {
        asked: [],
        isNoisy: () => false,
        isAsked: () => false,
        mayExpire: () => mayExpire,
      }).map(({ month }) => month);

    for (const text of [
      'september of twenty nine',
      'september and the year is twenty nine',
      'twenty nine in september',
      'september um it says 2000 two nine',
    ])
      expect([months(text, true), months(text, false)]).toEqual([[9], [undefined]]);
    expect(months('september 9000 twenty nine', true)).toEqual([undefined]);
  });

  it('reaches at most to the words beside it', () => {
    const [stretch] = read('it is four two okay');

    expect(stretch?.after).toBe(millisToTicks(650));
    expect(stretch?.before).toBe(millisToTicks(1_400));
  });

  it('knows the words beside it that may be digits misheard, nearest first, as far as one turn goes', () => {
    const [, stretch] = read('number one 5000 it is [unk] four two [unk] okay 2000 right');
    const at = (index: number): Span =>
      span(millisToTicks(5_700 + index * 350), millisToTicks(6_000 + index * 350));

    expect(stretch?.wordsBefore.map((word) => word.span)).toEqual([at(2), at(1), at(0)]);
    expect(stretch?.wordsAfter.slice(0, 2).map((word) => word.span)).toEqual([at(5), at(6)]);
    expect(stretch?.wordsAfter.map((word) => word.isDoubtful)).toEqual([true, false, false]);
  });

  it('and the next hold every digit once, in order, and do not overlap', () => {
    const vocabulary = [
      'four',
      'two',
      'nine',
      'zero',
      'fifteen',
      'okay',
      'uh',
      '[unk]',
      'card',
      'number',
      'phone',
      'expires',
    ];
    const talk = fc.array(fc.oneof(fc.constantFrom(...vocabulary), fc.constantFrom('400', '3000', '9000')), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(talk, (parts) => {
        const items = readDigits(wordsOf(parts.join(' ')), english);
        const stretches = stretchesOf(items);

        const measures = measuresOf(items);
        const counted = items.filter((_, at) => !measures.has(at));
        const digits = counted.flatMap((item) =>
          item.kind === 'digits' ? item.digits.map((d) => d.value) : [],
        );
        expect(stretches.flatMap((s) => s.values)).toEqual(digits);
        stretches.forEach((s, i) => {
          expect(s.values.length).toBeGreaterThanOrEqual(s.numbers);
          expect(s.span.from).toBeGreaterThanOrEqual(stretches[i - 1]?.span.to ?? 0);
          expect(s.lastWord).toBeGreaterThan(s.firstWord);
        });
        for (const item of counted) {
          if (item.kind !== 'digits') continue;
          expect(stretches.some((s) => contains(s.span, item.span.from) && item.span.to <= s.span.to)).toBe(
            true,
          );
        }
      }),
    );
  });
});
