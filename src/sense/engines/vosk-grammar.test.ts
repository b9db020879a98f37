import { describe, expect, it } from '@jest/globals';
import { DIGIT_SOUNDS, PAIR_SOUNDS, WORD_SOUNDS } from './grammar/de-by-ear.js';
import { GRAMMAR_LANGUAGES, grammarFor, openGrammar, pairWalk } from './vosk-grammar.js';

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
    expect(new Set(grammar.flatMap((phrase) => phrase.split(' '))).size).toBeLessThan(160);
  });

  it('has phrases of single blanks only, as the library takes them', () => {
    for (const phrase of grammar) expect(phrase).toMatch(/^\S+( \S+)*$/);
  });

  it('is the same however it is asked for: English is native to the English model', () => {
    for (const pronunciation of ['native', 'by-ear'] as const) {
      expect(openGrammar('en', pronunciation)).toEqual({ phrases: grammar, spoken: undefined });
    }
  });
});

describe('the German grammar for a German model', () => {
  const { phrases, spoken } = openGrammar('de', 'native');
  const words = new Set(phrases.flatMap((phrase) => phrase.split(' ')));

  it('is of German words, which stand for themselves', () => {
    for (const word of [
      'null',
      'zwo',
      'neun',
      'zwölf',
      'siebzehn',
      'dreißig',
      'einundzwanzig',
      'neunundneunzig',
    ]) {
      expect(words).toContain(word);
    }
    expect(spoken).toBeUndefined();
    expect(GRAMMAR_LANGUAGES).toContain('de');
  });
});

describe('the German grammar by ear', () => {
  const { phrases, spoken } = openGrammar('de', 'by-ear');
  const words = new Set(phrases.flatMap((phrase) => phrase.split(' ')));
  const DIGIT_NAMES = 'null eins zwei drei vier fünf sechs sieben acht neun'.split(' ');

  it('has several sounds for each digit, each for one digit only', () => {
    const sounds = Object.values(DIGIT_SOUNDS).flat();

    expect(Object.keys(DIGIT_SOUNDS)).toEqual(DIGIT_NAMES);
    expect(new Set(sounds).size).toBe(sounds.length);
    for (const [digit, heard] of Object.entries(DIGIT_SOUNDS)) {
      expect(heard.length).toBeGreaterThan(3);
      expect(new Set(spoken?.ofTexts(heard))).toEqual(new Set([digit]));
    }
  });

  it('lets no other sound stand for two words', () => {
    const sounds = [DIGIT_SOUNDS, WORD_SOUNDS].flatMap((each) => Object.values(each).flat());
    const pairs = PAIR_SOUNDS.flatMap(([, first, second]) =>
      first.flatMap((a) => second.map((b) => `${a} ${b}`)),
    );

    expect(new Set(sounds).size).toBe(sounds.length);
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  it('asks for every word that it can translate', () => {
    const sounds = [DIGIT_SOUNDS, WORD_SOUNDS].flatMap((each) => Object.values(each).flat());

    for (const sound of [...sounds, ...PAIR_SOUNDS.flatMap(([, first, second]) => [...first, ...second])]) {
      expect(words).toContain(sound);
    }
  });

  it('gives other speech far more room than any one word', () => {
    const unknowns = phrases.filter((phrase) => phrase === '[unk]').length;

    expect(unknowns).toBeGreaterThan(100 * phrases.filter((phrase) => phrase === 'newell').length);
  });
});
