import { describe, expect, it } from '@jest/globals';

import { isDoubtfulCue, withoutDoubtfulCues } from './doubt.js';
import { Detector } from './detector.js';
import type { Cue } from './language.js';
import { english } from './numbers/en.js';
import type { ReadItem } from './numbers/reader.js';
import type { Finding } from '../core/finding.js';
import type { Word } from '../core/hearing.js';
import { span, type Span } from '../core/span.js';
import { millisToTicks, ticks } from '../core/units.js';
import { wordsOf } from '../test/said.js';

const cue = (of: Cue, confidence: number, lastsMs = 100): ReadItem => ({
  kind: 'cue',
  cue: of,
  isVague: false,
  span: span(ticks(0), millisToTicks(lastsMs)),
  words: { from: 0, to: 1 },
  confidence,
});

/** One final result: the words of `unsure` are heard with half the confidence. */
const confirmed = (text: string, unsure: readonly string[]): Span[] => {
  const words: Word[] = wordsOf(text).map((word) =>
    unsure.includes(word.text) ? { ...word, confidence: 0.5 } : word,
  );
  const last = new Map<string, Finding>();
  const detector = new Detector(english, 2026, {
    finding: (finding) => last.set(finding.id, finding),
    words: () => undefined,
    armed: () => undefined,
  });
  const finalTo = ticks((words.at(-1)?.span.to ?? 0) + millisToTicks(1_000));
  detector.hear('caller', { kind: 'final', words, finalTo, heardTo: finalTo });
  detector.finish('caller');
  return [...last.values()].filter((f) => f.belief === 'confirmed').map((f) => f.span);
};

describe('a cue that the recogniser is not sure of', () => {
  it('says nothing about cards, neither for nor against', () => {
    for (const of of ['card', 'phone', 'other-number'] as const) {
      expect([0.5, 0.7, 0.8].map((sure) => isDoubtfulCue(cue(of, sure)))).toEqual([true, true, false]);
    }
  });

  it('counts where it names a card and lasts longer than any digit', () => {
    expect([600, 800].map((lastsMs) => isDoubtfulCue(cue('card', 0.4, lastsMs)))).toEqual([true, false]);
    expect(isDoubtfulCue(cue('phone', 0.4, 800))).toBe(true);
  });

  it('counts where it says what a card number is followed by, or nothing about cards', () => {
    for (const other of ['expiry', 'security-code', 'iban', 'number'] as const) {
      expect(isDoubtfulCue(cue(other, 0.1))).toBe(false);
    }
  });

  it('is one that is said again in the same breath, of whatever kind, if less surely', () => {
    const again = (confidence: number, afterMs: number): ReadItem => {
      const from = ticks(4_800 + millisToTicks(afterMs));
      return { ...cue('security-code', confidence), span: span(from, ticks(from + 4_800)) };
    };
    const isBelieved = (second: ReadItem): boolean =>
      withoutDoubtfulCues([cue('security-code', 1), second])[1]?.kind === 'cue';

    expect(isBelieved(again(0.6, 0))).toBe(false);
    expect(isBelieved(again(0.95, 0))).toBe(true);
    expect(isBelieved(again(0.6, 400))).toBe(true);
    expect(isBelieved({ ...again(0.6, 0), ...{ cue: 'expiry' } })).toBe(true);
  });

  it('becomes a word that nobody knows, in its place', () => {
    const sure = cue('card', 1);
    const doubtful = cue('phone', 0.5);

    expect(withoutDoubtfulCues([sure, doubtful])).toEqual([
      sure,
      { kind: 'unknown', span: doubtful.span, words: doubtful.words, confidence: 0.5 },
    ]);
  });
});

describe('digits after a doubtful cue', () => {
  const NUMBER = 'four two four two four two four two four two four two four two four two';

  it('are masked where it would have excused them, itself included', () => {
    const text = `parcel ${NUMBER}`;
    const [masked] = confirmed(text, ['parcel']);

    expect(confirmed('order number four two four two four two four two four two four', [])).toEqual([]);
    expect(masked?.from).toBeLessThanOrEqual(wordsOf(text)[0]?.span.from ?? -1);
  });

  it('are let go where it alone would have made them a card number', () => {
    const text = 'your card number four four two four four three six';

    expect(confirmed(text, [])).toHaveLength(1);
    expect(confirmed(text, ['card'])).toEqual([]);
  });
});
