import { describe, expect, it } from '@jest/globals';

import { unheardAnswer } from './unheard.js';
import { ticks } from '../core/units.js';
import { itemsOf, wordsOf } from '../test/said.js';

/** Whether what is said from 2 s on, after a question that ends at 1 s, is masked. */
const isMasked = (text: string): boolean =>
  unheardAnswer(itemsOf(wordsOf(text), 'en'), ticks(48_000)) !== undefined;

describe('the answer to a question for a code', () => {
  it.each(['[unk] [unk]', 'the [unk] [unk] eight', 'okay ... [unk]'])(
    'is masked where most of it is no word: %s',
    (text) => {
      expect(isMasked(text)).toBe(true);
    },
  );

  it.each(['', 'okay', 'where would that be', 'where would that be ... [unk]', '[unk] '.repeat(20).trim()])(
    'is not where nothing, talk, or too much of it was said: "%s"',
    (text) => {
      expect(isMasked(text)).toBe(false);
    },
  );

  it('is masked with what is close around it, and never before the question ended', () => {
    const items = itemsOf(wordsOf('[unk]'), 'en');
    const place = items[0]?.span;
    if (place === undefined) throw new Error('nothing was said');

    const masked = unheardAnswer(items, place.from);

    expect(masked?.from).toBe(place.from);
    expect(masked?.to).toBeGreaterThan(place.to);
  });
});
