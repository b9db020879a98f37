/** What the detector tells of card numbers as they are said, corrected and said in parts. */
import { describe, expect, it } from '@jest/globals';

import { Detector } from './detector.js';
import { english } from './numbers/en.js';
import { PAYMENT } from '../core/audience.js';
import type { Word } from '../core/hearing.js';
import { span } from '../core/span.js';
import type { TakenFromLeg, Tells } from '../core/taken-number.js';
import { millisToTicks } from '../core/units.js';

const WORD_MS = 350;
const STEP_MS = 700;

/** Says the text, a number in it being a pause in milliseconds; partial results first, as an engine gives them. */
const told = (text: string, tells: Tells, restMs = 20_000) => {
  const taken: (TakenFromLeg & { readonly atMs: number })[] = [];
  let now = 0;
  const sink = {
    finding: () => undefined,
    words: () => undefined,
    armed: () => undefined,
    taken: (one: TakenFromLeg) => void taken.push({ ...one, atMs: now }),
  };
  const detector = new Detector(english, 2026, sink, { wanted: PAYMENT, maskedInTranscript: PAYMENT, tells });
  let at = 1_000;
  const words = text.split(' ').flatMap((part): Word[] => {
    if (/^\d+$/.test(part)) {
      at += Number(part);
      return [];
    }
    const word = { text: part, span: span(millisToTicks(at), millisToTicks(at + 300)), confidence: 1 };
    at += WORD_MS;
    return [word];
  });
  const endMs = at;
  let final = 0;
  for (now = STEP_MS; now < endMs + restMs; now += STEP_MS) {
    const heardTo = millisToTicks(now);
    const heard = words.filter((word) => word.span.to <= heardTo);
    const partial = heard.slice(final);
    detector.hear('caller', { kind: 'partial', words: partial, heardTo });
    const last = heard.at(-1);
    const isQuiet = last === undefined || heardTo - last.span.to > millisToTicks(600);
    if (!isQuiet) continue;
    final = heard.length;
    detector.hear('caller', { kind: 'final', words: partial, heardTo, finalTo: heardTo });
  }
  const whileCalling = taken.length;
  detector.finish('caller');
  return { taken, whileCalling, endMs };
};

const VISA = 'four one one one 300 one one one one 300 one one one one 300 one one one one';
const numbers = (text: string, tells: Tells = 'last-four') =>
  told(text, tells).taken.map(({ number }) => number);

describe('a card number that was said', () => {
  it('is told of once, when it is settled, and not before it is over', () => {
    const { taken, whileCalling, endMs } = told(`my card number is 500 ${VISA}`, 'last-four');

    expect(taken).toMatchObject([
      { leg: 'caller', number: { entity: 'pan', digits: 16, valid: true, lastFour: '1111' } },
    ]);
    expect(whileCalling).toBe(1);
    expect(taken[0]?.atMs).toBeGreaterThanOrEqual(endMs - WORD_MS);
  });

  it('has no end where only its length may be told, and is nothing where less may', () => {
    expect(numbers(`my card number is 500 ${VISA}`, 'count')).toEqual([
      { entity: 'pan', digits: 16, valid: true },
    ]);
    expect(numbers(`my card number is 500 ${VISA}`, 'masks')).toEqual([]);
    expect(numbers(`my card number is 500 ${VISA}`, 'none')).toEqual([]);
  });

  it('is one in parts, too', () => {
    expect(
      numbers(
        'my card number is 500 four one one one one one one one 3000 okay 300 one one one one one one one one',
      ),
    ).toEqual([{ entity: 'pan', digits: 16, valid: true, lastFour: '1111' }]);
  });

  it('is what it was corrected to', () => {
    expect(
      numbers(
        'my card number is 500 four one one one one one one one one one one one two two two two sorry one one one one',
      ),
    ).toEqual([{ entity: 'pan', digits: 16, valid: true, lastFour: '1111' }]);
  });

  it('is not valid with a digit misheard, and its end is kept', () => {
    expect(numbers(`my card number is 500 ${VISA.replace(/one$/, 'two')}`)).toEqual([
      { entity: 'pan', digits: 16, valid: false },
    ]);
  });

  it('ends before the expiry date and the code that follow in one breath', () => {
    const all = numbers(`my card number is 500 ${VISA} one two two eight seven three nine`);

    expect(all).toEqual([{ entity: 'pan', digits: 16, valid: true, lastFour: '1111' }]);
  });
});

describe('what is no card number', () => {
  it.each([
    ['a security code', `my card number is 500 ${VISA} 4000 the security code is seven three nine`, 1],
    ['an expiry date', `my card number is 500 ${VISA} 4000 it expires one two two eight`, 1],
    ['a phone number', 'my phone number is 300 two one two five five five oh one two three', 0],
    ['a few digits', 'there are four of us and five of them', 0],
  ])('is not told of: %s', (_, text, count) => {
    const all = numbers(text);

    expect(all).toHaveLength(count);
    expect(JSON.stringify(all)).not.toMatch(/7390?|1228|0123/);
  });
});
