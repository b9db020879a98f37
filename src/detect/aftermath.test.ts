/**
 * A detector dies amid a talk and another takes over: whatever is said around the gap, no digit is let go.
 *
 * The recogniser is played in steps: what is said shows as partial words, and is final half a second after the last.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Detector } from './detector.js';
import { english } from './numbers/en.js';
import type { Finding } from '../core/finding.js';
import type { Word } from '../core/hearing.js';
import type { LegRole } from '../core/ids.js';
import { overlaps, span, type Span } from '../core/span.js';
import { millisToTicks, type Ticks } from '../core/units.js';

const WORD_MS = 350;
const STEP_MS = 250;
const FINAL_AFTER = millisToTicks(500);
/** What the gates add to a gap at both ends (`call/direction.ts`). */
const CUT_WORD = millisToTicks(800);
const DIGITS = 'zero one two three four five six seven eight nine'.split(' ');

/** Words 300 ms long, 50 ms apart; a number in the text is a pause in milliseconds. */
const said = (text: string): Word[] => {
  let at = 0;
  return text.split(' ').flatMap((part): Word[] => {
    if (/^\d+$/.test(part)) {
      at += Number(part);
      return [];
    }
    const from = at;
    at += WORD_MS;
    return [{ text: part, span: span(millisToTicks(from), millisToTicks(from + 300)), confidence: 1 }];
  });
};

const endOf = (words: readonly Word[]): number => (words.at(-1)?.span.to ?? 0) / 48;

const arrange = () => {
  const findings = new Map<string, Finding>();
  const transcript: { readonly text: string; readonly span: Span }[] = [];
  const detector = new Detector(english, 2026, {
    finding: (finding) => findings.set(finding.id, finding),
    words: (_leg, words) => transcript.push(...words),
    armed: () => undefined,
  });
  const isMasked = (place: Span): boolean =>
    [...findings.values()].some(
      (f) => f.leg === 'caller' && f.belief !== 'withdrawn' && overlaps(f.span, place),
    );
  return { detector, findings, transcript, isMasked };
};

/** Hears what lies in this stretch, in steps; of a word that is cut nothing is heard. */
const hear = (detector: Detector, leg: LegRole, words: readonly Word[], { from, to }: Span): void => {
  let finalTo = from;
  for (let now = from + millisToTicks(STEP_MS); now <= to; now += millisToTicks(STEP_MS)) {
    const heardTo = now as Ticks;
    const own = words.filter(({ span: at }) => at.from >= finalTo && at.to <= heardTo);
    const isSpoken = words.some(({ span: at }) => overlaps(at, span(heardTo - FINAL_AFTER, heardTo)));
    if (isSpoken) detector.hear(leg, { kind: 'partial', words: own, heardTo });
    else {
      detector.hear(leg, { kind: 'final', words: own, heardTo, finalTo: heardTo });
      finalTo = heardTo;
    }
  }
};

/** One detector up to `diesMs`, another from `backMs` on. */
const played = (words: readonly Word[], diesMs: number, backMs: number) => {
  const first = arrange();
  const second = arrange();
  const end = endOf(words) + 20_000;
  const dies = millisToTicks(Math.min(end, diesMs));
  hear(first.detector, 'caller', words, span(0, dies));
  const gap = span(first.detector.clearedTo('caller'), millisToTicks(Math.min(end, backMs)));
  second.detector.missed('caller', gap);
  hear(second.detector, 'caller', words, span(gap.to, millisToTicks(end)));
  second.detector.finish('caller');
  const kept = span(gap.from - CUT_WORD, gap.to + CUT_WORD);
  const isLetGo = (place: Span): boolean =>
    !overlaps(place, kept) && !(place.from < gap.to ? first : second).isMasked(place);
  return { isLetGo, first, second, gap };
};

const pan = fc.constantFrom('4111111111111111', '5555555555554444', '378282246310005', '6011111111111117');
const spoken = (digits: string): string => Array.from(digits, (d) => DIGITS[Number(d)]).join(' ');

describe('what follows a stretch that nobody has heard', () => {
  it('no digit of a number that was begun before is let go, wherever the recogniser was away', () => {
    const talk = fc.constantFrom(
      '',
      'hello yes',
      'hello yes my card number is',
      'it is the',
      'and then we saw them',
    );
    const lead = fc.constantFrom('0', '900', '4000');
    fc.assert(
      fc.property(
        fc.record({ number: pan, talk, lead, pause: fc.nat(3_000), cut: fc.nat(16) }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 300, max: 6_000 }),
        ({ number, talk: before, lead: quiet, pause, cut }, when, awayMs) => {
          const [head, tail] = [number.slice(0, cut), number.slice(cut)].map(spoken);
          const text = [before, quiet, head, String(pause), tail, 'thank you very much', '1000'];
          const words = said(text.filter((part) => part !== '').join(' '));
          const digits = words.filter((word) => DIGITS.includes(word.text));
          const from = (digits[0]?.span.from ?? 0) / 48;
          const diesMs = from + when * (endOf(words) - from);
          const { isLetGo } = played(words, diesMs, diesMs + awayMs);

          // What had nothing before it, and was whole before anybody was away, is judged as ever.
          expect(digits.filter(({ span: place }) => isLetGo(place))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('the code that is said after it is a secret, though its question was not heard', () => {
    const words = said(
      `my card number is ${spoken('4111111111111111')} and the security code is one two three`,
    );
    const code = words.slice(-3);
    const asked = (code[0]?.span.from ?? 0) / 48;
    const { isLetGo } = played(words, asked - 2_500, asked - 900);

    expect(code.filter(({ span: place }) => isLetGo(place))).toEqual([]);
  });

  it('is masked at once, and no longer than until words show that it is about something else', () => {
    const words = said('2000 so then we went home again and had some tea');
    const { detector, findings } = arrange();
    detector.missed('caller', span(0, millisToTicks(1_000)));

    expect([...findings.values()].map(({ belief, cause }) => [belief, cause])).toEqual([
      ['suspected', 'unheard'],
    ]);

    hear(detector, 'caller', words, span(millisToTicks(1_000), millisToTicks(4_000)));

    expect([...findings.values()].map(({ belief, settled }) => [belief, settled])).toEqual([
      ['withdrawn', true],
    ]);
  });

  it('opens after eight seconds in which nobody says anything', () => {
    const { detector, isMasked } = arrange();
    detector.missed('caller', span(0, millisToTicks(1_000)));
    hear(detector, 'caller', [], span(millisToTicks(1_000), millisToTicks(8_500)));

    expect(isMasked(span(millisToTicks(8_000), millisToTicks(8_100)))).toBe(true);

    hear(detector, 'caller', [], span(millisToTicks(8_500), millisToTicks(9_500)));

    expect(isMasked(span(millisToTicks(8_000), millisToTicks(8_100)))).toBe(false);
  });

  it('a number that is announced as another one after the gap is kept', () => {
    const words = said(`2500 my order number is ${spoken('48213')} thank you very much`);
    const { isLetGo } = played(words, 500, 1_000);

    expect(words.filter(({ span: place }) => !isLetGo(place))).toEqual([]);
  });

  it('another number that was announced before the gap excuses nothing after it', () => {
    const words = said(`my order number is ${spoken('48213')} 600 ${spoken('1111')} thank you very much`);
    const tail = words.slice(-8, -4);
    const at = (tail[0]?.span.from ?? 0) / 48;
    const { isLetGo } = played(words, at - 1_000, at - 200);

    expect(tail.filter(({ span: place }) => isLetGo(place))).toEqual([]);
  });

  it('the first digits of a card number are kept from the recording where the call ends amid it', () => {
    const { detector, isMasked } = arrange();
    const words = said('my card number is four one');
    hear(detector, 'caller', words, span(0, millisToTicks(2_500)));
    detector.finish('caller');

    expect(words.slice(-2).map(({ span: place }) => isMasked(place))).toEqual([true, true]);
  });

  it('half of its first digit is kept from the recording where the call ends within that', () => {
    const { detector, isMasked } = arrange();
    const words = said('my card number is four');
    const digit = words.at(-1)?.span ?? span(0, 0);
    const cutOff = span(digit.from, digit.to - millisToTicks(20));
    hear(detector, 'caller', words.slice(0, -1), span(0, cutOff.to));
    detector.finish('caller');

    expect([isMasked(cutOff), isMasked(words[3]?.span ?? digit)]).toEqual([true, false]);
  });

  it('the transcript has no digit of it', () => {
    const words = said(`my card number is ${spoken('4111111111111111')} thank you very much`);
    fc.assert(
      fc.property(
        fc.integer({ min: 1_500, max: 7_000 }),
        fc.integer({ min: 300, max: 3_000 }),
        (dies, away) => {
          const { first, second } = played(words, dies, dies + away);

          const told = [...first.transcript, ...second.transcript].map(({ text }) => text);
          expect(told.filter((text) => DIGITS.includes(text))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
