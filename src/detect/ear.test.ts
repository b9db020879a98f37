import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Ear, MOST_FINAL_WORDS } from './ear.js';
import type { Word } from '../core/hearing.js';
import { span } from '../core/span.js';
import { millisToTicks, ticks } from '../core/units.js';

const word = (text: string, fromMs: number, toMs = fromMs + 300): Word => ({
  text,
  span: span(millisToTicks(fromMs), millisToTicks(toMs)),
  confidence: 1,
});

const final = (words: readonly Word[], ms: number, finalMs = ms) =>
  ({ kind: 'final', words, finalTo: millisToTicks(finalMs), heardTo: millisToTicks(ms) }) as const;
const partial = (words: readonly Word[], ms: number) =>
  ({ kind: 'partial', words, heardTo: millisToTicks(ms) }) as const;

const texts = (words: readonly Word[]): string[] => words.map(({ text }) => text);

describe('an ear', () => {
  it('holds final words for good and partial ones until the next hypothesis', () => {
    const ear = new Ear();

    ear.hear(final([word('good', 0)], 400));
    ear.hear(partial([word('mourning', 400)], 800));
    const before = texts(ear.words);
    ear.hear(partial([word('morning', 400)], 900));

    expect(before).toEqual(['good', 'mourning']);
    expect(texts(ear.words)).toEqual(['good', 'morning']);
    expect(texts(ear.finalWords)).toEqual(['good']);
  });

  it('doubts an engine that gives no list of words', () => {
    const ear = new Ear();
    ear.hear(final([word('good', 0)], 1_000));

    expect(ear.hear(final(undefined as unknown as Word[], 2_000))).toBe(millisToTicks(1_000));
    expect(texts(ear.words)).toEqual(['good']);
  });

  it('takes what was never made final for said once the leg has ended', () => {
    const ear = new Ear();
    ear.hear(partial([word('bye', 0)], 700));

    ear.finish();

    expect(texts(ear.finalWords)).toEqual(['bye']);
    expect(ear.finalTo).toBe(millisToTicks(700));
  });

  it('never goes back in time, and calls nothing final that was not heard', () => {
    const ear = new Ear();
    ear.hear(final([], 2_000));
    ear.hear(final([], 1_000));
    const kept = [ear.heardTo, ear.finalTo];
    ear.hear(final([], 3_000, 60_000));

    expect(kept).toEqual([millisToTicks(2_000), millisToTicks(2_000)]);
    expect(ear.finalTo).toBe(millisToTicks(3_000));
    ear.hear({ kind: 'final', words: [], finalTo: ticks(NaN), heardTo: millisToTicks(4_000) });
    expect(ear.finalTo).toBe(millisToTicks(3_000));
  });

  it('says from where on the engine has said what cannot be', () => {
    const ear = new Ear();

    expect(ear.hear(final([word('fine', 0)], 1_000))).toBeUndefined();
    expect(ear.hear(partial([word('backwards', 1_200, 1_100)], 2_000))).toBe(millisToTicks(1_000));
  });

  it('keeps a bounded number of words, and says from where on it dropped some', () => {
    const ear = new Ear();
    const said: (number | undefined)[] = [];
    for (let i = 0; i <= MOST_FINAL_WORDS; i++) {
      said.push(ear.hear(final([word('four', 100 + i * 400)], (i + 2) * 400, 0)));
    }

    expect(said.slice(0, -1).every((since) => since === undefined)).toBe(true);
    expect(said.at(-1)).toBe(0);
    expect(ear.finalWords).toHaveLength(MOST_FINAL_WORDS / 2);
    expect(ear.finalWords.at(-1)?.span.from).toBe(millisToTicks(100 + MOST_FINAL_WORDS * 400));
  });

  it('forgets what ended before the given time, and nothing else', () => {
    const times = fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 40 });
    fc.assert(
      fc.property(times, times, fc.integer({ min: 0, max: 61_000 }), (finals, partials, to) => {
        const ear = new Ear();
        ear.hear(
          final(
            finals.map((at) => word('said', at)),
            61_000,
            0,
          ),
        );
        ear.hear(
          partial(
            partials.map((at) => word('perhaps', at)),
            61_000,
          ),
        );
        const before = ear.words;

        ear.forget(millisToTicks(to));

        expect(ear.words).toEqual(
          before.filter((w) => w.text === 'perhaps' || w.span.to >= millisToTicks(to)),
        );
      }),
    );
  });

  it('forgets everything when it is closed', () => {
    const ear = new Ear();
    ear.hear(final([word('four', 0)], 400));
    ear.hear(partial([word('two', 400)], 800));

    ear.close();

    expect(ear.words).toEqual([]);
  });
});
