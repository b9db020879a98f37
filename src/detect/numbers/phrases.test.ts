import { describe, expect, it } from '@jest/globals';

import { english } from './en.js';
import { PhraseReader } from './phrases.js';
import type { Word } from '../../core/hearing.js';
import { span } from '../../core/span.js';

const word = (text: string, fromMs: number): Word => ({
  text,
  span: span(fromMs * 48, (fromMs + 300) * 48),
  confidence: 1,
});

describe('words read phrase by phrase', () => {
  it('make one number across a short pause', () => {
    const items = new PhraseReader(english).read([word('double', 0), word('zero', 1_000)]);

    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ kind: 'digits', words: { from: 0, to: 2 } });
  });

  it('make no number across a long one, and keep their places', () => {
    const items = new PhraseReader(english).read([
      word('double', 0),
      word('zero', 4_000),
      word('one', 4_400),
    ]);

    expect(items.map((item) => [item.kind, item.words.from, item.words.to])).toEqual([
      ['other', 0, 1],
      ['digits', 1, 2],
      ['digits', 2, 3],
    ]);
  });

  it('are none where nothing was said', () => {
    expect(new PhraseReader(english).read([])).toEqual([]);
  });

  it('are the same whether their words were read before or not', () => {
    const reader = new PhraseReader(english);
    const said = [
      word('four', 0),
      word('two', 400),
      word('nine', 4_000),
      word('hundred', 4_400),
      word('six', 4_800),
    ];

    for (let count = 0; count <= said.length; count++) {
      const words = said.slice(0, count);
      expect(reader.read(words)).toEqual(new PhraseReader(english).read(words));
    }
    expect(reader.read(said.slice(2))).toEqual(new PhraseReader(english).read(said.slice(2)));
  });
});
