import { describe, expect, it } from '@jest/globals';

import { Detector } from './detector.js';
import type { Language } from './language.js';
import { withoutMadeUp } from './noise.js';
import { german } from './numbers/de.js';
import { english } from './numbers/en.js';
import type { Finding } from '../core/finding.js';
import type { Span } from '../core/span.js';
import { millisToTicks, ticks } from '../core/units.js';
import { itemsOf, wordsOf } from '../test/said.js';

const ALL = (): boolean => true;

/** The kinds of the items, after what may be made up is gone. */
const kinds = (text: string, isNoisy = ALL, tag = 'en'): string[] =>
  withoutMadeUp(itemsOf(wordsOf(text), tag), isNoisy).map(({ kind }) => kind);

describe('in noise', () => {
  it('a lone cue that would part a number is a word unknown', () => {
    expect(kinds('booking four two')).toEqual(['unknown', 'digits', 'digits']);
    expect(kinds('booking four two', () => false)).toEqual(['cue', 'digits', 'digits']);
  });

  it('a unit measures nothing', () => {
    expect(kinds('four dollars january two')).toEqual(['digits', 'unknown', 'unknown', 'digits']);
  });

  it('a cue of several words is believed, but not among digits or after talk of a card', () => {
    expect(kinds('order number four two')).toEqual(['cue', 'digits', 'digits']);
    expect(kinds('four two four order number four')).toEqual([
      ...Array<string>(3).fill('digits'),
      'unknown',
      'digits',
    ]);
    expect(kinds('credit order number four')).toEqual(['cue', 'unknown', 'digits']);
  });

  it('a cue about cards is believed, unless the recogniser is not sure of it', () => {
    const items = itemsOf(wordsOf('four expiration'), 'en');
    const unsure = items.map((item) => ({ ...item, confidence: 0.85 }));

    expect(withoutMadeUp(items, ALL).at(-1)?.kind).toBe('cue');
    expect(withoutMadeUp(unsure, ALL).at(-1)?.kind).toBe('unknown');
  });
});

const NOISE = ticks(0);

/** What is confirmed of a text of one leg, heard at once: in noise, or where it is quiet. */
const confirmed = (
  text: string,
  noisySince: typeof NOISE | undefined,
  language: Language = english,
): Span[] => {
  const words = wordsOf(text);
  const last = new Map<string, Finding>();
  const detector = new Detector(language, 2026, {
    finding: (finding) => last.set(finding.id, finding),
    words: () => undefined,
    armed: () => undefined,
  });
  const finalTo = ticks((words.at(-1)?.span.to ?? 0) + millisToTicks(1_000));
  detector.hear('caller', { kind: 'final', words, finalTo, heardTo: finalTo, noisySince });
  detector.finish('caller');
  return [...last.values()].filter((f) => f.belief === 'confirmed').map((f) => f.span);
};

/** The words that are not wholly masked. */
const audible = (text: string, noisySince: typeof NOISE | undefined, language?: Language): string[] => {
  const masks = confirmed(text, noisySince, language);
  return wordsOf(text)
    .filter(({ span }) => !masks.some((mask) => mask.from <= span.from && mask.to >= span.to))
    .map(({ text: word }) => word);
};

describe('a payment in noise', () => {
  it('stays masked over words made up between its digits', () => {
    const said =
      'my card number is four two nine oh dollars january try two four two nine parcel four two order four two';

    expect(audible(said, NOISE).filter((word) => !['my', 'card', 'number', 'is'].includes(word))).toEqual([]);
  });

  it('is not excused by a word made up after it', () => {
    const said = `my card number is ${'four two '.repeat(8)} ... booking zero seven six`;
    const code = ['zero', 'seven', 'six'];

    expect(audible(said, undefined)).toEqual(expect.arrayContaining(code));
    expect(audible(said, NOISE)).not.toEqual(expect.arrayContaining(code));
  });

  it('is masked from the talk of the card on, however late its first digit is heard', () => {
    const said = `my card number is ${'[unk] '.repeat(14)}four two four two`;

    expect(audible(said, undefined)).toContain('[unk]');
    expect(audible(said, NOISE)).not.toContain('[unk]');
  });

  it('is masked on beyond its last digit by as much as is missing', () => {
    const said = 'my card number is four two four two four [unk] [unk] [unk] [unk] [unk] [unk] [unk] [unk]';

    expect(audible(said, undefined)).toContain('[unk]');
    expect(audible(said, NOISE)).not.toContain('[unk]');
  });

  it('is one where what is asked after a card number follows a few digits', () => {
    const said =
      'three seven eight [unk] eight two two [unk] [unk] [unk] nine zero ... expiration zero seven three one';

    expect(confirmed(said, NOISE).length).toBeGreaterThan(0);
    expect(audible(said, NOISE).filter((word) => word !== 'expiration')).toEqual([]);
  });
});

describe('a number that nobody announced, in noise', () => {
  const DIGITS = 'four two four two four two four two four two four';

  it('is a secret with fewer digits than where it is quiet, for some are lost', () => {
    const eleven = `[unk] and [unk] ${DIGITS} [unk]`;

    expect(confirmed(eleven, undefined)).toEqual([]);
    expect(confirmed(eleven, NOISE)).toHaveLength(1);
  });

  it('is none with ten: so many a phone number has', () => {
    expect(confirmed('six four six five five five zero one one eight', NOISE)).toEqual([]);
  });

  it('is none where it was announced as another before its digits', () => {
    expect(confirmed(`my order number is ${DIGITS}`, NOISE)).toEqual([]);
  });

  it('is none where few numbers are heard in much talk', () => {
    const talk = 'hello four there friend nine and so one to say and then five or more of it';

    expect(confirmed(`${talk} ${talk} ${talk} ${talk}`, NOISE)).toEqual([]);
  });

  it('is none where a digit is heard now and then', () => {
    expect(confirmed('four two hello friend hello friend ... ... '.repeat(8), NOISE)).toEqual([]);
  });

  it('is masked in German, too', () => {
    const said = 'vier zwei euro vier zwei vier nummer zwei vier zwei vier zwei vier zwei';

    expect(audible(said, NOISE, german)).toEqual([]);
  });
});

describe('the audio in which an answer may lie', () => {
  it('is kept back in noise until its digits can no longer reach back to the talk of the card', () => {
    const detector = new Detector(english, 2026, {
      finding: () => undefined,
      words: () => undefined,
      armed: () => undefined,
    });
    const words = wordsOf('my card number is', 0);
    const cueTo = words[2]?.span.to ?? 0;
    const hear = (ms: number, noisySince: typeof NOISE | undefined): number => {
      const at = millisToTicks(ms);
      detector.hear('caller', {
        kind: 'final',
        words: ms === 2_000 ? words : [],
        finalTo: at,
        heardTo: at,
        noisySince,
      });
      return detector.clearedTo('caller');
    };

    expect(hear(2_000, NOISE)).toBeLessThanOrEqual(cueTo);
    expect(hear(10_000, NOISE)).toBe(cueTo);
    expect(hear(30_000, NOISE)).toBeGreaterThan(millisToTicks(20_000));
  });
});
