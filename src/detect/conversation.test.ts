import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Conversation, type HeardCue } from './conversation.js';
import { CUES, type Cue } from './language.js';
import { LEG_ROLES, type LegRole } from '../core/ids.js';
import { span } from '../core/span.js';
import { millisToTicks, ticks } from '../core/units.js';

const heard = (cue: Cue, atMs: number, given: Partial<HeardCue> = {}): HeardCue => ({
  cue,
  leg: 'agent',
  span: span(millisToTicks(atMs), millisToTicks(atMs + 400)),
  announces: false,
  isFinal: true,
  ...given,
});

const arrange = (...cues: HeardCue[]) => {
  const conversation = new Conversation();
  for (const leg of LEG_ROLES)
    conversation.hearCues(
      leg,
      ticks(0),
      cues.filter((c) => c.leg === leg),
    );
  return {
    conversation,
    /** On digits that take a second. */
    lightAt: (ms: number) => conversation.lightOn(millisToTicks(ms), millisToTicks(ms + 1_000)),
  };
};

describe('the light of a conversation', () => {
  it('is none where nothing was said', () => {
    expect(arrange().lightAt(1_000)).toEqual({
      payment: 0,
      isFresh: false,
      afterPan: false,
      isPanDoubtful: true,
      expects: undefined,
      isExplicit: true,
      hadPan: false,
      isAfterthought: false,
      isAskedNext: false,
      isDateNext: false,
      other: false,
      isOtherCode: false,
      isOtherNamed: false,
      unheard: undefined,
    });
  });

  it('falls on the caller from what the agent said', () => {
    const { lightAt } = arrange(heard('card', 1_000, { leg: 'agent', announces: true }));

    expect(lightAt(2_000).payment).toBe(2);
    expect(lightAt(500).payment).toBeLessThan(2);
  });

  it('is brighter where the number of the card was named, in one phrase or close by', () => {
    const card = arrange(heard('card', 1_000));
    const cardNumber = arrange(heard('card', 1_000), heard('number', 1_500));
    const farApart = arrange(heard('number', 1_000), heard('card', 9_000));

    expect([card, cardNumber, farApart].map(({ lightAt }) => lightAt(10_000).payment)).toEqual([1, 2, 1]);
  });

  it('falls back on digits that were said just before the card was named', () => {
    const { lightAt } = arrange(heard('card', 5_000, { leg: 'caller' }));

    expect(lightAt(2_000).payment).toBe(1);
  });

  it('goes out when another number is announced, and comes back when the card is', () => {
    const { lightAt } = arrange(
      heard('card', 1_000, { announces: true }),
      heard('other-number', 5_000),
      heard('card', 20_000, { announces: true }),
    );

    expect(lightAt(6_000)).toMatchObject({ payment: 0, other: true });
    expect(lightAt(21_000)).toMatchObject({ payment: 2, other: false });
  });

  it('expects what was asked for last', () => {
    const { lightAt } = arrange(heard('security-code', 1_000), heard('expiry', 5_000));

    expect(lightAt(2_000).expects).toBe('cvv');
    expect(lightAt(6_000).expects).toBe('expiry');
  });

  it('fades', () => {
    const { conversation, lightAt } = arrange(
      heard('card', 1_000, { announces: true }),
      heard('security-code', 2_000),
    );
    conversation.paid('caller', millisToTicks(5_000));

    expect(lightAt(6_000)).toMatchObject({ payment: 2, afterPan: true, expects: 'cvv' });
    expect(lightAt(600_000)).toMatchObject({
      payment: 0,
      afterPan: false,
      expects: undefined,
      other: false,
      hadPan: true,
    });
  });

  it('is not thrown by a cue that the recogniser is not sure of', () => {
    const { conversation, lightAt } = arrange(heard('phone', 1_000, { isDoubtful: true, announces: true }));

    expect(lightAt(1_500)).toMatchObject({ other: false, isOtherNamed: false });
    expect(conversation.cuesOf('agent')).toEqual([]);
  });

  it('names another number where the thing was just spoken of, but not by half a phrase such as "date"', () => {
    expect(arrange(heard('other-number', 1_000)).lightAt(1_500)).toMatchObject({ isOtherNamed: true });
    expect(arrange(heard('other-number', 1_000, { isVague: true })).lightAt(1_500)).toMatchObject({
      other: true,
      isOtherNamed: false,
    });
  });

  it('lets a date be that of a card only where one was spoken of or given', () => {
    const asked = heard('expiry', 2_000);
    const at = millisToTicks(2_500);
    const given = arrange(asked).conversation;
    given.paid('caller', millisToTicks(1_000));

    expect(arrange(asked).conversation.mayExpire('caller', at)).toBe(false);
    expect(arrange(heard('card', 1_000), asked).conversation.mayExpire('caller', at)).toBe(true);
    expect(given.mayExpire('caller', at)).toBe(true);
  });

  it('falls on what follows a card number, not on what was before it', () => {
    const { conversation, lightAt } = arrange();
    conversation.paid('caller', millisToTicks(5_000));

    expect(lightAt(6_000).afterPan).toBe(true);
    expect(lightAt(3_000).afterPan).toBe(false);
  });

  it('is that of the newest hypothesis: a cue that was taken back leaves nothing', () => {
    const { conversation, lightAt } = arrange(heard('card', 1_000, { announces: true }));

    conversation.hearCues('agent', ticks(0), []);

    expect(lightAt(2_000).payment).toBe(0);
  });

  it('forgets a card number that was taken back, and keeps one that was keyed', () => {
    const { conversation, lightAt } = arrange();
    conversation.paid('caller', millisToTicks(5_000));
    conversation.hearCues('agent', ticks(0), []);
    conversation.forgetPayments('agent', ticks(0));
    const kept = lightAt(6_000).afterPan;
    conversation.forgetPayments('caller', ticks(0));
    const forgotten = lightAt(6_000).afterPan;
    conversation.paid(undefined, millisToTicks(5_000));
    for (const leg of LEG_ROLES) conversation.forgetPayments(leg, ticks(0));

    expect([kept, forgotten, lightAt(6_000).afterPan]).toEqual([true, false, true]);
  });

  it('keeps the cues of one leg when the other is heard anew, and older ones of the same leg', () => {
    const { conversation, lightAt } = arrange(heard('card', 1_000), heard('number', 1_400));

    conversation.hearCues('caller', ticks(0), []);
    conversation.hearCues('agent', millisToTicks(1_300), []);

    expect(lightAt(2_000).payment).toBe(1);
  });

  it('comes from the next question, too: a security code is asked for after a card number', () => {
    const asked = arrange(heard('security-code', 8_000));
    const vague = arrange(heard('security-code', 8_000, { isVague: true }));
    const late = arrange(heard('security-code', 20_000));

    expect([asked, vague, late].map(({ lightAt }) => lightAt(2_000).payment)).toEqual([1, 0, 0]);
  });

  it('of a doubtful card number falls on its own leg, and for a short while unless more is asked for', () => {
    const { conversation } = arrange(heard('expiry', 30_000));
    conversation.paid('caller', millisToTicks(5_000), { isDoubtful: true });
    const afterPan = (leg: LegRole, ms: number): boolean =>
      conversation.lightOn(millisToTicks(ms), millisToTicks(ms + 1_000), { leg }).afterPan;

    expect([afterPan('caller', 24_000), afterPan('agent', 6_000), afterPan('caller', 26_000)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(afterPan('caller', 32_000)).toBe(true);
  });

  it('takes "date" for an expiry date in a payment, and for another number elsewhere', () => {
    const date = heard('other-number', 8_000, { isVague: true });
    const elsewhere = arrange(date).lightAt(9_000);
    const inPayment = arrange(heard('card', 1_000), date).lightAt(9_000);

    expect([elsewhere.other, elsewhere.expects]).toEqual([true, undefined]);
    expect([inPayment.other, inPayment.expects]).toEqual([false, 'expiry']);
  });

  it('is firm where final words alone throw it', () => {
    const { conversation } = arrange(heard('card', 1_000, { isFinal: false, announces: true }));
    const at = millisToTicks(2_000);

    expect(conversation.lightOn(at, at).payment).toBe(2);
    expect(conversation.lightOn(at, at, { onlyFinal: true }).payment).toBe(0);
  });

  it('arms the gate as long as a secret may come next', () => {
    const { conversation } = arrange(heard('card', 1_000, { announces: true }));

    expect([-30_000, 1_500, 5_000, 600_000].map((ms) => conversation.armedAt(millisToTicks(ms)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is the same in whatever order the legs were heard, and whatever was heard in between', () => {
    const cues = fc.array(
      fc
        .tuple(
          fc.constantFrom(...CUES),
          fc.integer({ min: 0, max: 90_000 }),
          fc.constantFrom<LegRole[]>('caller', 'agent'),
        )
        .map(([cue, at, leg]) => heard(cue, at, { leg })),
      { maxLength: 20 },
    );
    const distinct = cues.filter((list) => new Set(list.map((c) => c.span.from)).size === list.length);
    fc.assert(
      fc.property(distinct, cues, fc.integer({ min: 0, max: 120_000 }), (list, noise, at) => {
        const plain = arrange(...list);
        const noisy = arrange(...noise);
        for (const leg of ['agent', 'caller'] as const)
          noisy.conversation.hearCues(
            leg,
            ticks(0),
            list.filter((c) => c.leg === leg),
          );

        expect(noisy.lightAt(at)).toEqual(plain.lightAt(at));
      }),
    );
  });
});
