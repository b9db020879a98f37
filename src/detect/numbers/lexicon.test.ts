import { describe, expect, it } from '@jest/globals';

import { lexicon } from './lexicon.js';

const same = (word: string): string => word;

describe('a word table', () => {
  it('finds words and the longest phrase', () => {
    const table = lexicon(
      [
        [{ kind: 'filler' }, 'hang on, uh'],
        [{ kind: 'unit' }, 'hang on there'],
      ],
      same,
    );

    expect(table.meaningOf('uh')).toEqual({ kind: 'filler' });
    expect(table.meaningOf('hang')).toBeUndefined();
    expect(table.phraseAt(['x', 'hang', 'on'], 1)).toEqual({ length: 2, meaning: { kind: 'filler' } });
    expect(table.phraseAt(['hang', 'on', 'there'], 0)).toEqual({ length: 3, meaning: { kind: 'unit' } });
    expect(table.phraseAt(['hang'], 0)).toBeUndefined();
    expect(table.phraseAt([], 0)).toBeUndefined();
    expect(table.vocabulary).toEqual(['hang', 'on', 'uh', 'there']);
  });

  it('folds on both sides', () => {
    const table = lexicon([[{ kind: 'filler' }, 'äh, na ja']], (word) => word.replaceAll('ä', 'ae'));

    expect(table.meaningOf('aeh')).toEqual({ kind: 'filler' });
    expect(table.meaningOf('äh')).toEqual({ kind: 'filler' });
    expect(table.phraseAt(['na', 'ja'], 0)?.length).toBe(2);
  });

  it('refuses a word or a phrase listed twice', () => {
    const twice = (listed: string) => (): unknown =>
      lexicon(
        [
          [{ kind: 'filler' }, 'uh, hang on'],
          [{ kind: 'unit' }, listed],
        ],
        same,
      );

    expect(twice('uh')).toThrow('twice');
    expect(twice('hang on')).toThrow('twice');
    expect(twice('hang')).not.toThrow();
  });
});
