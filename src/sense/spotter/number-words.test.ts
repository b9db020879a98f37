import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isStem, LONGEST_GAP_MS, NUMBER_WORDS, numberOf } from './number-words.js';

const AND_MS = 150;

const placeOf = (word: string): number => {
  const place = NUMBER_WORDS.indexOf(word);
  if (place < 0) throw new Error('no such word');
  return place;
};

describe('number words of the spotter', () => {
  it.each([
    ['zwei', 'vierzig', 'zweiundvierzig'],
    ['eins', 'zwanzig', 'einundzwanzig'],
    ['sieben', 'siebzig', 'siebenundsiebzig'],
    ['vier', 'hundert', 'vierhundert'],
    ['eins', 'hundert', 'einhundert'],
  ])('%s, and, %s are one number', (stem, rest, expected) => {
    expect(numberOf(placeOf(stem), placeOf(rest), AND_MS)).toBe(expected);
  });

  it('are two where nothing lies between them for an "und"', () => {
    expect(numberOf(placeOf('zwei'), placeOf('vierzig'), 0)).toBeUndefined();
  });

  it('are one where the first is but the beginning of the second', () => {
    expect(numberOf(placeOf('acht'), placeOf('achtzehn'), 0)).toBe('achtzehn');
    expect(numberOf(placeOf('neun'), placeOf('neunzig'), 0)).toBe('neunzig');
    expect(numberOf(placeOf('acht'), placeOf('neunzehn'), 0)).toBeUndefined();
  });

  it('are two after a pause, whatever they are', () => {
    const word = fc.nat(NUMBER_WORDS.length - 1);

    fc.assert(
      fc.property(word, word, fc.integer({ min: LONGEST_GAP_MS + 1, max: 60_000 }), (one, other, gapMs) => {
        expect(numberOf(one, other, gapMs)).toBeUndefined();
      }),
    );
  });

  it('begin with a digit from one to nine only', () => {
    const stems = NUMBER_WORDS.filter((_, place) => isStem(place));

    expect(stems).toEqual(['eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun']);
  });
});
