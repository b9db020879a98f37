import { describe, expect, it } from '@jest/globals';

import { english } from './en.js';
import { readPhrases } from './phrases.js';
import type { Word } from '../../core/hearing.js';
import { span } from '../../core/span.js';

const word = (text: string, fromMs: number): Word => ({
  text,
  span: span(fromMs * 48, (fromMs + 300) * 48),
  confidence: 1,
});

describe('words read phrase by phrase', () => {
  it('make one number across a short pause', () => {
    const items = readPhrases([word('double', 0), word('zero', 1_000)], english);

    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ kind: 'digits', words: { from: 0, to: 2 } });
  });

  it('make no number across a long one, and keep their places', () => {
    const items = readPhrases([word('double', 0), word('zero', 4_000), word('one', 4_400)], english);

    expect(items.map((item) => [item.kind, item.words.from, item.words.to])).toEqual([
      ['other', 0, 1],
      ['digits', 1, 2],
      ['digits', 2, 3],
    ]);
  });

  it('are none where nothing was said', () => {
    expect(readPhrases([], english)).toEqual([]);
  });
});
