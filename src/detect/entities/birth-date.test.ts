import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { german } from '../numbers/de.js';
import { english } from '../numbers/en.js';
import { claimed } from '../../test/said.js';

describe('dates of birth', () => {
  it.each([
    [
      'born on the twenty third of april nineteen eighty five',
      'twenty third of april nineteen eighty five',
      1,
    ],
    ['my birthday is april third nineteen eighty five', 'april third nineteen eighty five', 1],
    ['date of birth 03/12/1985', '03/12/1985', 1],
    ['d o b three twelve eighty five', 'three twelve eighty five', 1],
    [
      'date of birth the thirty ninth of april nineteen eighty five',
      'thirty ninth of april nineteen eighty five',
      0.8,
    ],
    ['date of birth april nineteen eighty', 'april nineteen eighty', 1],
    ['date of birth april eighty', 'april eighty', 0.8],
    ['my birthday is in april', 'april', 0.3],
    ['birthday the [unk] of june nineteen eighty', '[unk] of june nineteen eighty', 1],
    ['birthday [unk] of the [unk] fifty six', '[unk] of the [unk] fifty six', 0.8],
    ['birthday [unk] ... fifty six', 'fifty six', 0.3],
  ])('in English: %s', (text, words, score) => {
    expect(claimed(text, ['birth-date'])).toEqual([{ entity: 'birth-date', words, score, cause: 'cue' }]);
  });

  it.each([
    ['geboren am dreiundzwanzigsten april neunzehnhundertfünfundachtzig', 1],
    ['geboren am dritten fünften fünfundachtzig', 1],
    ['geburtsdatum drei zwölf neunzehnhundertfünfundachtzig', 1],
  ])('in German: %s', (text, score) => {
    expect(claimed(text, ['birth-date'], { language: 'de' })).toMatchObject([{ score, cause: 'cue' }]);
  });

  it.each([
    'the meeting is on april third nineteen eighty five',
    'i was born in london',
    'my birthday present cost forty dollars',
  ])('are not in: %s', (text) => {
    expect(claimed(text, ['birth-date'])).toEqual([]);
  });
});

const dates = fc.record({
  day: fc.integer({ min: 1, max: 28 }),
  month: fc.integer({ min: 1, max: 12 }),
  year: fc.integer({ min: 1910, max: 2020 }),
});

const RANKS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(
    ' ',
  );
const englishRank = (value: number): string => {
  if (value < 20) return RANKS[value - 1] ?? '';
  return value === 20 ? 'twentieth' : `twenty ${RANKS[value - 21] ?? ''}`;
};
const MONTHS = {
  en: 'january february march april may june july august september october november december'.split(' '),
  de: 'januar februar märz april mai juni juli august september oktober november dezember'.split(' '),
} as const;
const GERMAN_RANKS: Readonly<Record<number, string>> = {
  1: 'ersten',
  3: 'dritten',
  7: 'siebten',
  8: 'achten',
};
const germanRank = (value: number): string => {
  const [word = ''] = german.speech.cardinal(value, false);
  return GERMAN_RANKS[value] ?? `${word}${value < 20 ? 'ten' : 'sten'}`;
};

interface BirthDate {
  readonly day: number;
  readonly month: number;
  readonly year: number;
}
/** Nineteen eighty five, twenty oh three, two thousand three. */
const englishYear = (year: number): string => {
  const rest = year % 100;
  const pair = english.speech.cardinal(rest, false).join(' ');
  if (year >= 2000) return `two thousand ${rest === 0 ? '' : pair}`.trim();
  return `nineteen ${rest < 10 ? 'oh ' : ''}${pair}`;
};
const ENGLISH_WAYS: readonly ((date: BirthDate) => string)[] = [
  ({ day, month, year }) => `the ${englishRank(day)} of ${MONTHS.en[month - 1] ?? ''} ${englishYear(year)}`,
  ({ day, month, year }) => `${MONTHS.en[month - 1] ?? ''} ${englishRank(day)} ${englishYear(year)}`,
  ({ day, month, year }) => [month, day, year].join('/'),
];
const GERMAN_WAYS: readonly ((date: BirthDate) => string)[] = [
  ({ day, month, year }) =>
    `${germanRank(day)} ${germanRank(month)} ${german.speech.cardinal(year, false).join(' ')}`,
  ({ day, month, year }) =>
    `${germanRank(day)} ${MONTHS.de[month - 1] ?? ''} ${german.speech.cardinal(year, false).join(' ')}`,
  ({ day, month, year }) => [day, month, year].join('.'),
];

describe.each([
  ['en', ENGLISH_WAYS],
  ['de', GERMAN_WAYS],
] as const)('random dates of birth said in %s', (language, ways) => {
  it.each(ways.map((_, i) => i))('are found whole and right, way %d', (way) => {
    fc.assert(
      fc.property(dates, (date) => {
        const text = ways[way]?.(date) ?? '';

        const [claim, ...others] = claimed(text, ['birth-date'], { language, asked: 'birth-date' });

        expect(others).toEqual([]);
        expect(claim).toMatchObject({ score: 1, words: text.replace(/^the /, '') });
      }),
    );
  });
});
