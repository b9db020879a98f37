import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Light } from './conversation.js';
import { needed, score, suspicious, weighed, type Beginning, type Evidence } from './evidence.js';

const light: fc.Arbitrary<Light> = fc.record({
  payment: fc.constantFrom<(0 | 1 | 2)[]>(0, 1, 2),
  afterPan: fc.boolean(),
  expects: fc.constantFrom<('cvv' | 'expiry' | undefined)[]>('cvv', 'expiry', undefined),
  other: fc.boolean(),
  isOtherNamed: fc.boolean(),
  isPanDoubtful: fc.boolean(),
  isFresh: fc.boolean(),
  isExplicit: fc.boolean(),
  hadPan: fc.boolean(),
});
const DARK: Light = {
  payment: 0,
  afterPan: false,
  expects: undefined,
  other: false,
  isOtherNamed: false,
  isPanDoubtful: false,
  isFresh: false,
  isExplicit: true,
  hadPan: false,
};
const evidence = (digits: number, known: Partial<Evidence> = {}): Evidence => ({
  digits,
  inner: 0,
  joins: 0,
  numbers: digits,
  pairs: 0,
  beginning: 'card-like',
  isLuhnValid: false,
  isValid: false,
  isPhone: false,
  isNoisy: false,
  ...known,
});
const beginning = fc.constantFrom<Beginning[]>('scheme', 'card-like', 'other');
const confirms = (l: Light, e: Evidence): boolean => score(l, e) >= 1;

describe('the evidence', () => {
  it('asks for no valid number: sixteen digits are a secret unless something else was announced and they begin like no card', () => {
    fc.assert(
      fc.property(light, beginning, fc.boolean(), (l, begins, isLuhnValid) => {
        const known = { beginning: begins, isLuhnValid };
        if (!l.other || begins === 'scheme') expect(confirms(l, evidence(16, known))).toBe(true);
        else if (l.isOtherNamed) expect(confirms(l, evidence(16, known))).toBe(false);
      }),
    );
  });

  it('believes twelve digits under another name where the security code or the date is asked for next', () => {
    const other: Light = {
      payment: 0,
      isFresh: false,
      afterPan: false,
      isPanDoubtful: true,
      expects: undefined,
      isExplicit: true,
      hadPan: false,
      other: true,
      isOtherNamed: true,
    };

    expect(confirms({ ...other, isAskedNext: true }, evidence(12))).toBe(true);
    expect(confirms({ ...other, isAskedNext: true }, evidence(11))).toBe(false);
    expect(confirms({ ...other, isAskedNext: true }, evidence(12, { isPhone: true }))).toBe(false);
    expect(confirms(other, evidence(16, { beginning: 'other' }))).toBe(false);
  });

  it('believes a number under another name where it is as long as a card number and begins like one', () => {
    const other: Light = { ...DARK, other: true, isOtherNamed: true };

    expect(confirms(other, evidence(16, { beginning: 'scheme' }))).toBe(true);
    expect(confirms(other, evidence(15, { beginning: 'scheme' }))).toBe(false);
    expect(confirms(other, evidence(16, { beginning: 'card-like' }))).toBe(false);
    expect(confirms(other, evidence(24, { beginning: 'scheme', flow: 17 }))).toBe(false);
  });

  it('counts a valid number whole with talk in it, unless half of it is talk', () => {
    const valid = { beginning: 'scheme', isLuhnValid: true, isValid: true, flow: 6 } as const;

    expect(weighed(DARK, evidence(16, { ...valid, inner: 8 }))).toBe(16);
    expect(weighed(DARK, evidence(16, { ...valid, inner: 9 }))).toBe(7);
    expect(weighed(DARK, evidence(16, { ...valid, isValid: false, inner: 8 }))).toBe(8);
  });

  it('takes a code after a doubtful card number for its code', () => {
    const asked: Light = { ...DARK, expects: 'cvv', isExplicit: false };

    expect(confirms(asked, evidence(3))).toBe(false);
    expect(confirms({ ...asked, afterPan: true, isPanDoubtful: true }, evidence(3))).toBe(true);
  });

  it('believes three digits before a card number, and no long number that holds none', () => {
    expect(confirms(DARK, evidence(3))).toBe(false);
    expect(confirms(DARK, evidence(3, { isBeforeCard: true }))).toBe(true);
    expect(confirms(DARK, evidence(24, { beginning: 'other' }))).toBe(true);
    expect(confirms(DARK, evidence(24, { beginning: 'other', isTooLong: true }))).toBe(false);
  });

  it('takes no words between numbers for digits misheard, only those within the longest flow', () => {
    const list = { inner: 3, flow: 11 };

    expect(weighed(DARK, evidence(14, { ...list, flowWords: 0 }))).toBe(11);
    expect(weighed(DARK, evidence(14, { ...list, flowWords: 2 }))).toBe(13);
    expect(weighed({ ...DARK, other: true, isOtherNamed: true }, evidence(14, list))).toBe(11);
  });

  it('does not count the number of something else that was given before, but where a card number was asked for', () => {
    expect(weighed(DARK, evidence(16, { known: 9 }))).toBe(7);
    expect(weighed({ ...DARK, payment: 2 }, evidence(16, { known: 9 }))).toBe(16);
    expect(weighed(DARK, evidence(6, { known: 9 }))).toBe(0);
  });

  it('holds ten digits before the question for a date for a passport, and eleven for a card', () => {
    const next: Light = { ...DARK, payment: 1, isAfterthought: true, isAskedNext: true, isDateNext: true };

    expect(confirms(next, evidence(10))).toBe(false);
    expect(confirms(next, evidence(11))).toBe(true);
    expect(confirms({ ...next, isDateNext: false }, evidence(10))).toBe(true);
  });

  it('takes three digits for a code that was vaguely asked for, and four for the last of a card', () => {
    const vague: Light = { ...DARK, payment: 1, expects: 'cvv', isExplicit: false };

    expect(confirms(vague, evidence(3))).toBe(true);
    expect(confirms(vague, evidence(4))).toBe(false);
  });

  it('grows with the digits: one more never takes a confirmation back', () => {
    const digits = fc.integer({ min: 5, max: 40 });
    fc.assert(
      fc.property(light, digits, beginning, fc.boolean(), (l, count, begins, isLuhnValid) => {
        const known = { beginning: begins, isLuhnValid };
        // What is a date of six digits is none with seven, and no code or date has nine: a run that is believed stays so.
        fc.pre(l.expects !== 'expiry' || l.isExplicit || count !== 6);
        fc.pre(l.expects === undefined || count !== 8);
        if (confirms(l, evidence(count, known))) expect(confirms(l, evidence(count + 1, known))).toBe(true);
        expect(score(l, evidence(count + 1, known))).toBeGreaterThanOrEqual(score(l, evidence(count, known)));
      }),
    );
  });

  it('needs one digit of what was asked for after a card number, and two of a date that may be another', () => {
    const asked: Light = { ...DARK, afterPan: true, expects: 'expiry', isExplicit: true };
    expect(confirms(asked, evidence(1))).toBe(true);
    expect(confirms({ ...asked, isExplicit: false }, evidence(1))).toBe(false);
    expect(confirms({ ...asked, isExplicit: false }, evidence(2))).toBe(true);
  });

  it('grows with every light but one: talk of cards never makes a run harmless', () => {
    fc.assert(
      fc.property(light, fc.integer({ min: 1, max: 20 }), (l, count) => {
        const dim = { ...l, payment: 0 as const };
        const bright = { ...l, payment: 2 as const };
        expect(score(bright, evidence(count))).toBeGreaterThanOrEqual(score(dim, evidence(count)));
        expect(score({ ...l, afterPan: true }, evidence(count))).toBeGreaterThanOrEqual(
          score({ ...l, afterPan: false }, evidence(count)),
        );
      }),
    );
  });

  it('needs fewer digits for what begins like a card, never more', () => {
    fc.assert(
      fc.property(light, fc.integer({ min: 1, max: 20 }), (l, count) => {
        expect(needed(l, evidence(count, { beginning: 'scheme', isLuhnValid: true }))).toBeLessThanOrEqual(
          needed(l, evidence(count)),
        );
      }),
    );
  });

  it('is always a share from 0 to 1, and no digits are none', () => {
    fc.assert(
      fc.property(light, fc.nat({ max: 50 }), (l, count) => {
        const share = score(l, evidence(count));
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        if (count === 0) expect(share).toBe(0);
      }),
    );
  });

  it('lets a phone number pass that was announced as one', () => {
    const other = { ...DARK, other: true, isOtherNamed: true };

    expect(confirms(other, evidence(10))).toBe(false);
    expect(confirms(other, evidence(11))).toBe(false);
  });

  it('takes a short run for a security code where one was asked for in a payment', () => {
    expect(confirms({ ...DARK, payment: 1, expects: 'cvv' }, evidence(3))).toBe(true);
    expect(confirms(DARK, evidence(3))).toBe(false);
  });

  it('asks for a digit more of what begins like no card, with its first digit or without it', () => {
    expect(confirms(DARK, evidence(14, { beginning: 'other' }))).toBe(false);
    expect(confirms(DARK, evidence(14, { beginning: 'other', startsLate: true }))).toBe(true);
    expect(confirms(DARK, evidence(15, { beginning: 'other' }))).toBe(true);
  });

  it('takes digits with talk between for a card number that is dictated, if they begin like one and are as many', () => {
    const dictated = evidence(17, { inner: 5, flow: 6, flowWords: 1, beginning: 'scheme' });

    expect(confirms(DARK, dictated)).toBe(true);
    expect(confirms(DARK, { ...dictated, beginning: 'card-like' })).toBe(false);
    expect(confirms(DARK, { ...dictated, joins: 1 })).toBe(false);
    expect(confirms(DARK, { ...dictated, digits: 30, inner: 9 })).toBe(false);
  });

  it('closes the live gate before anything is confirmed, in every light', () => {
    fc.assert(
      fc.property(light, (l) => {
        for (const isOpening of [false, true]) {
          expect(suspicious(l, isOpening)).toBeLessThanOrEqual(needed(l, evidence(16)));
          expect(suspicious(l, isOpening)).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('takes a few words in a flow of digits for digits misheard, and many for talk', () => {
    expect(weighed(DARK, evidence(12, { inner: 2 }))).toBe(14);
    expect(weighed(DARK, evidence(12, { inner: 3 }))).toBe(15);
    expect(weighed(DARK, evidence(12, { inner: 9 }))).toBe(6);
    expect(weighed(DARK, evidence(12, { joins: 3 }))).toBe(9);
    expect(weighed({ ...DARK, payment: 2 }, evidence(12, { inner: 9 }))).toBe(15);
    expect(weighed(DARK, evidence(1, { inner: 50 }))).toBe(0);
  });

  it('needs more digits after mere talk of a card than after the question for its number', () => {
    const three = evidence(3);

    expect(confirms({ ...DARK, payment: 2, isFresh: true }, three)).toBe(true);
    expect(confirms({ ...DARK, payment: 2 }, three)).toBe(false);
    expect(confirms({ ...DARK, payment: 1, isFresh: true }, three)).toBe(false);
  });
});
