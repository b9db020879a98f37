import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { sane } from './sanity.js';
import type { Word } from '../core/hearing.js';
import { span } from '../core/span.js';
import { millisToTicks, ticks } from '../core/units.js';

const word = (text: string, fromMs: number, toMs: number): Word => ({
  text,
  span: span(fromMs * 48, toMs * 48),
  confidence: 1,
});
const FROM = millisToTicks(10_000);
const TO = millisToTicks(20_000);

const texts = (words: readonly Word[]): string[] => words.map(({ text }) => text);

describe('what an engine may say', () => {
  it('is words in the stretch it has heard, as they are', () => {
    const words = [word('good', 10_000, 10_300), word('morning', 10_300, 11_000)];

    expect(sane(words, FROM, TO)).toEqual(words);
    expect(sane([], FROM, TO)).toEqual([]);
    for (const none of [undefined, null, 'good', {}]) expect(sane(none as Word[], FROM, TO)).toEqual([]);
  });

  it('is put in order of time', () => {
    const words = [word('morning', 11_000, 11_500), word('good', 10_000, 10_300)];

    expect(texts(sane(words, FROM, TO))).toEqual(['good', 'morning']);
  });

  it('is no word without a time, or with one that cannot be', () => {
    const bad = [
      word('nan', NaN, 11_000),
      word('nan', 10_500, NaN),
      word('endless', 10_500, Infinity),
      word('never', -Infinity, 11_000),
      word('backwards', 11_000, 10_900),
      word('long past', 1_000, 1_200),
      word('future', 60_000, 60_100),
    ];

    expect(texts(sane([...bad, word('fine', 12_000, 12_100)], FROM, TO))).toEqual(['fine']);
  });

  it('is no word without a span, and nothing that is none', () => {
    const untimed: unknown[] = [
      { text: 'four', confidence: 1 },
      { text: 'four', confidence: 1, span: null },
      { text: 'four', confidence: 1, span: {} },
      { text: 'four', confidence: 1, span: { from: 11_000 } },
      undefined,
      null,
      'four',
    ];

    expect(sane(untimed as Word[], FROM, TO)).toEqual([]);
  });

  it('is no text that no word has', () => {
    const strange = [
      { ...word('', 11_000, 11_100), text: 7 as unknown as string },
      word('x'.repeat(10_000), 11_000, 11_100),
    ];

    expect(sane(strange, FROM, TO)).toEqual([]);
  });

  it('is bounded, and the newest of it is kept', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => word(`w${i}`, 10_000 + i, 10_001 + i));

    const kept = sane(many, FROM, millisToTicks(30_000));

    expect(kept.length).toBeLessThan(1_000);
    expect(kept.at(-1)?.text).toBe('w9999');
  });

  it('never is a word out of place or out of order, whatever the engine says', () => {
    const any = fc.oneof(fc.integer({ min: -1e7, max: 1e7 }), fc.constantFrom(NaN, Infinity, -Infinity));
    const words = fc.array(
      fc
        .tuple(fc.string({ maxLength: 100 }), any, any)
        .map(([text, from, to]): Word => ({ text, span: span(from, to), confidence: 1 })),
    );
    fc.assert(
      fc.property(words, fc.nat({ max: 1e6 }), fc.nat({ max: 1e6 }), (list, from, length) => {
        const kept = sane(list, ticks(from), ticks(from + length));

        kept.forEach((w, i) => {
          expect(list).toContain(w);
          expect(Number.isFinite(w.span.from) && Number.isFinite(w.span.to)).toBe(true);
          expect(w.span.to).toBeGreaterThanOrEqual(w.span.from);
          expect(w.span.from).toBeGreaterThanOrEqual(kept[i - 1]?.span.from ?? -Infinity);
        });
      }),
    );
  });
});
