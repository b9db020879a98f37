import { describe, expect, it } from '@jest/globals';
import { grammarFor, pairWalk } from './vosk-grammar.js';

const DIGITS = 'zero one two three four five six seven eight nine'.split(' ');
const pairs = (phrase: string): string[] => {
  const words = phrase.split(' ');
  return words.slice(1).map((word, i) => `${words[i] ?? ''} ${word}`);
};

describe('a walk over all pairs', () => {
  it.each([0, 1, 3, 9])('has every pair of digits exactly once when it starts at %i', (start) => {
    const found = pairs(pairWalk(DIGITS, start));

    expect(found).toHaveLength(100);
    expect(new Set(found).size).toBe(100);
  });

  it('ends where it began, so no digit is likelier than another', () => {
    const words = pairWalk(DIGITS, 3).split(' ');

    expect(words.at(0)).toBe('three');
    expect(words.at(-1)).toBe('three');
  });

  it('of one word is that word after itself', () => {
    expect(pairWalk(['oh'], 0)).toBe('oh oh');
  });
});

describe('the English grammar', () => {
  const grammar = grammarFor('en');

  it('knows each digit, each number up to twenty and each ten', () => {
    const words = new Set(grammar.flatMap((phrase) => phrase.split(' ')));

    for (const word of [...DIGITS, 'oh', 'ten', 'nineteen', 'twenty', 'ninety', 'double', '[unk]']) {
      expect(words).toContain(word);
    }
  });

  it('is small: lists of filler words cost digits', () => {
    expect(new Set(grammar.flatMap((phrase) => phrase.split(' '))).size).toBeLessThan(120);
  });

  it('has phrases of single blanks only, as the library takes them', () => {
    for (const phrase of grammar) expect(phrase).toMatch(/^\S+( \S+)*$/);
  });
});
