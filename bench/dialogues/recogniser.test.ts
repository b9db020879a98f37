import { describe, expect, it } from '@jest/globals';

import { english } from '#tacet/detect/numbers/en.js';
import { german } from '#tacet/detect/numbers/de.js';
import { grammarFor } from '#tacet/sense/engines/vosk-grammar.js';
import { ticksToMillis } from '#tacet/core/units.js';
import type { SpokenWord } from './dialogue.js';
import { generate } from './generate.js';
import { mishear, MODES } from './mishearing.js';
import { Random } from './random.js';
import { resultsFor } from './recogniser.js';

const DIALOGUES = Array.from({ length: 60 }, (_, i) => generate(i)).filter(
  ({ language }) => language === 'en',
);
const WORDS = DIALOGUES.flatMap(({ words }) => words.filter(({ leg }) => leg === 'caller'));

const textsOf = (words: readonly { readonly text: string }[]): string[] => words.map(({ text }) => text);

/** Words that stand at the same place in both, by the longest common subsequence. */
const common = (a: readonly string[], b: readonly string[]): number => {
  let row = Array<number>(b.length + 1).fill(0);
  for (const left of a) {
    const next = [0];
    b.forEach((right, j) => {
      next.push(left === right ? (row[j] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0));
    });
    row = next;
  }
  return row.at(-1) ?? 0;
};

describe('mishearing', () => {
  it('hears every word right at an error rate of nothing', () => {
    expect(textsOf(mishear(WORDS, english, 'free', 0, new Random(1)))).toEqual(textsOf(WORDS));
  });

  it('hears only words of the grammar with a grammar', () => {
    const vocabulary = new Set(grammarFor('en').flatMap((phrase) => phrase.split(' ')));
    const heard = mishear(WORDS, english, 'grammar', 0.2, new Random(1));

    expect([...new Set(textsOf(heard))].filter((text) => !vocabulary.has(text))).toEqual([]);
    expect(textsOf(heard)).toContain('[unk]');
  });

  it.each(MODES)('is wrong about as often as asked: %s', (mode) => {
    const words = WORDS.slice(0, 2_000);
    const right = mishear(words, english, mode, 0, new Random(1));
    const heard = mishear(words, english, mode, 0.2, new Random(1));
    const kept = common(textsOf(right), textsOf(heard)) / right.length;

    // Of 20 % errors, 15 % add a word and leave the right one in place.
    expect(kept).toBeGreaterThan(0.79);
    expect(kept).toBeLessThan(0.88);
  });

  it('keeps words of one leg in order and apart', () => {
    const dialogue = generate(11);
    const words = dialogue.words.filter(({ leg }) => leg === 'caller');
    const heard = mishear(words, dialogue.language === 'en' ? english : german, 'free', 0.3, new Random(3));

    heard.slice(1).forEach((word, i) => expect(word.fromMs).toBeGreaterThanOrEqual(heard[i]?.toMs ?? 0));
  });
});

describe('results', () => {
  const at = (text: string, fromMs: number, toMs: number): SpokenWord => ({
    leg: 'caller',
    text,
    fromMs,
    toMs,
    isNumber: false,
  });
  const spoken = [at('four', 500, 800), at('two', 900, 1_200), at('okay', 4_000, 4_300)];
  const heard = mishear(spoken, english, 'free', 0, new Random(5));
  const results = resultsFor('caller', spoken, heard, 6_000, new Random(5));

  it('are final after 0.8 s of silence', () => {
    const finals = results.flatMap(({ hypothesis, atMs }) =>
      hypothesis.kind === 'final' && hypothesis.words.length > 0 ? [[atMs, textsOf(hypothesis.words)]] : [],
    );

    expect(finals).toEqual([
      [2_160, ['four', 'two']],
      [5_280, ['okay']],
    ]);
  });

  it('are partial every 240 ms in between, and tell of silence', () => {
    expect(results.slice(0, 3).map(({ atMs }) => atMs)).toEqual([240, 480, 720]);
    expect(
      results.some(({ hypothesis }) => hypothesis.kind === 'partial' && hypothesis.words.length > 0),
    ).toBe(true);
    const silence = results.find(({ atMs }) => atMs === 3_600)?.hypothesis;
    expect(silence).toMatchObject({ kind: 'final', words: [] });
    expect(ticksToMillis(silence?.heardTo ?? 0)).toBe(3_300);
  });

  it('say every word once, and never go back', () => {
    for (const dialogue of DIALOGUES) {
      const own = dialogue.words.filter(({ leg }) => leg === 'agent');
      const told = mishear(own, english, 'free', 0.1, new Random(dialogue.seed));
      const all = resultsFor('agent', own, told, dialogue.durationMs, new Random(dialogue.seed));
      const finals = all.flatMap(({ hypothesis }) => (hypothesis.kind === 'final' ? [hypothesis] : []));

      expect(finals.flatMap(({ words }) => textsOf(words))).toEqual(textsOf(told));
      finals
        .slice(1)
        .forEach((final, i) => expect(final.finalTo).toBeGreaterThanOrEqual(finals[i]?.finalTo ?? 0));
    }
  });
});
