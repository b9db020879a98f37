import { describe, expect, it } from '@jest/globals';
import type { Word } from '../../core/hearing.js';
import { span } from '../../core/span.js';
import { withSpotted, type SpotterRole } from './spotted-words.js';

const DIGITS = new Set('null eins zwei drei vier fünf sechs sieben acht neun'.split(' '));

/** "vier 2-5" is the word from 2 to 5, heard so surely. */
const words = (text: string, confidence: number): Word[] =>
  text === ''
    ? []
    : text.split(', ').map((part) => {
        const [word = '', place = ''] = part.split(' ');
        const [from = 0, to = 0] = place.split('-').map(Number);
        return { text: word, span: span(from, to), confidence };
      });

const together = (heard: string, spotted: string, sureness = 0.7, role: SpotterRole = 'join'): string =>
  withSpotted(words(heard, 1), words(spotted, sureness), (text) => DIGITS.has(text), role)
    .map(({ text, span: { from, to } }) => `${text} ${from}-${to}`)
    .join(', ');

describe('digits of the spotter among the words of a recogniser', () => {
  it.each([
    ['add what it missed', 'vier 2-5', 'vier 2-5, fünf 7-9', 'vier 2-5, fünf 7-9'],
    ['are not counted twice', 'vier 2-5', 'vier 3-6', 'vier 3-6'],
    ['win where both heard different ones', 'acht 2-5', 'neun 2-5', 'neun 2-5'],
    ['take the place of unknown speech', '[unk] 0-4, karte 5-8', 'vier 1-3', 'vier 1-3, karte 5-8'],
    ['leave what it alone heard', 'acht 2-5', '', 'acht 2-5'],
    ['leave a larger number whole', 'vierzig 2-8', 'vier 2-5', 'vierzig 2-8'],
    ['leave cues whole', 'karte 2-8', 'acht 3-5, drei 9-11', 'karte 2-8, drei 9-11'],
    ['come in order', 'karte 5-8', 'eins 9-12, zwei 1-3', 'zwei 1-3, karte 5-8, eins 9-12'],
  ])('%s', (_, heard, spotted, expected) => {
    expect(together(heard, spotted)).toBe(expected);
  });

  it.each([
    ['take the place of any word', 'karte 0-2, nummer 4-8', 'null 4-7', 'karte 0-2, null 4-7'],
    ['are heard beside a longer word', 'telefonnummer 0-9', 'null 6-9', 'telefonnummer 0-9, null 6-9'],
  ])('of which it is sure %s', (_, heard, spotted, expected) => {
    expect(together(heard, spotted, 0.9)).toBe(expected);
  });

  it('replace the digits of the recogniser where they are to, and nothing else', () => {
    expect(together('karte 0-2, acht 3-5, zwanzig 6-8', 'neun 9-12', 0.7, 'replace')).toBe(
      'karte 0-2, zwanzig 6-8, neun 9-12',
    );
  });
});
