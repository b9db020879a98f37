import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { SecretDigits } from '../core/secret.js';
import { isPartOf, Repetition, SHORTEST_REPEATED } from './repetition.js';

const VISA = Array.from('4111111111111111', Number);
const MASTERCARD = Array.from('5555555555554444', Number);
const AMEX = Array.from('378282246310005', Number);

const given = (...cards: readonly (readonly number[])[]): Repetition => {
  const repetition = new Repetition();
  for (const card of cards) repetition.remember(card);
  return repetition;
};

describe('card numbers that were given', () => {
  it('are known again whole, and in any part of six digits and more', () => {
    const whole = SecretDigits.of(AMEX);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: AMEX.length - SHORTEST_REPEATED }),
        fc.integer({ min: SHORTEST_REPEATED, max: AMEX.length }),
        (from, size) => {
          const part = AMEX.slice(from, from + size);
          expect(isPartOf(part, whole)).toBe(part.length >= SHORTEST_REPEATED);
        },
      ),
    );
  });

  it('are known with one digit misheard, lost or heard twice', () => {
    const cards = given(AMEX);

    expect(cards.isKnown(AMEX.map((digit, at) => (at === 7 ? (digit + 1) % 10 : digit)))).toBe(true);
    expect(cards.isKnown(AMEX.filter((_, at) => at !== 7))).toBe(true);
    expect(cards.isKnown(AMEX.flatMap((digit, at) => (at === 7 ? [digit, digit] : [digit])))).toBe(true);
  });

  it('are not known by their last four, nor by any five', () => {
    expect(given(AMEX).isKnown(AMEX.slice(-4))).toBe(false);
    expect(given(AMEX).isKnown(AMEX.slice(0, 5))).toBe(false);
  });

  it('say nothing of another number', () => {
    expect(given(AMEX).isKnown(MASTERCARD)).toBe(false);
    expect(given().isKnown(AMEX)).toBe(false);
  });

  it('are all remembered, up to eight', () => {
    expect([VISA, MASTERCARD, AMEX].map((card) => given(VISA, MASTERCARD, AMEX).isKnown(card))).toEqual([
      true,
      true,
      true,
    ]);
    const later = Array.from({ length: 8 }, (_, i) => Array.from({ length: 16 }, () => i));
    expect(given(AMEX, ...later).isKnown(AMEX)).toBe(false);
  });

  it('push out nothing when one is given again and again', () => {
    expect(given(AMEX, ...Array<readonly number[]>(20).fill(MASTERCARD)).isKnown(AMEX)).toBe(true);
  });

  it('are forgotten when the call is over', () => {
    const cards = given(AMEX);
    cards.close();
    expect(cards.isKnown(AMEX)).toBe(false);
  });
});
