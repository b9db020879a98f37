import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Conversation, type HeardCue } from './conversation.js';
import { Ear } from './ear.js';
import { Expectation } from './expectation.js';
import { CUES, type Cue } from './language.js';
import { entitiesNamed, PAYMENT } from '../core/audience.js';
import type { Entity, Finding } from '../core/finding.js';
import type { LegRole } from '../core/ids.js';
import { FOREVER } from '../core/span.js';
import { millisToTicks, ticks } from '../core/units.js';
import { itemsOf, question, wordsOf } from '../test/said.js';

/** The question is over at 0.9 s; what is said starts at 2 s. */
const arrange = ({
  by = 'agent',
  leg = 'caller',
  cue = 'card',
  wanted = PAYMENT,
}: { by?: LegRole; leg?: LegRole; cue?: Cue; wanted?: ReadonlySet<Entity> } = {}) => {
  const told: Finding[] = [];
  const conversation = new Conversation();
  const cues: HeardCue[] = [{ ...question(cue), leg: by, announces: true }];
  conversation.hearCues(by, ticks(0), cues);
  const ear = new Ear();
  const expectation = new Expectation(leg, wanted, (finding) => told.push(finding));
  const hear = (text: string, atMs: number, answeredMs = 0, claimedMs = answeredMs): void => {
    ear.hear({ kind: 'partial', words: wordsOf(text), heardTo: millisToTicks(atMs) });
    const items = itemsOf(ear.words, 'en');
    const own = items.flatMap((item): HeardCue[] =>
      item.kind === 'cue' ? [{ cue: item.cue, leg, span: item.span, announces: false, isFinal: false }] : [],
    );
    conversation.hearCues(leg, by === leg ? millisToTicks(2_000) : ticks(0), own);
    expectation.consider(conversation, ear, items, {
      digitsTo: millisToTicks(answeredMs),
      claimedTo: millisToTicks(claimedMs),
    });
  };
  return { told, ear, expectation, hear };
};

const beliefs = (told: readonly Finding[]): string[] => told.map(({ belief }) => belief);

describe('a secret that is expected', () => {
  it('closes the gate of the caller from the end of the question of the agent on', () => {
    const { told, hear } = arrange();

    hear('', 1_000);

    expect(told).toMatchObject([
      { leg: 'caller', belief: 'suspected', cause: 'cue', score: 0, settled: false, span: { to: FOREVER } },
    ]);
    expect(told[0]?.span.from).toBe(question('card').span.to);
  });

  it('closes no gate of the agent: an agent asks, and answers nothing', () => {
    const own = arrange({ by: 'agent', leg: 'agent' });
    const others = arrange({ by: 'caller', leg: 'agent' });
    for (const { hear } of [own, others]) hear('', 1_000);

    expect([own.told, others.told]).toEqual([[], []]);
  });

  it('closes it for no number that is no secret', () => {
    const { told, hear } = arrange({ cue: 'other-number' });

    hear('', 1_000);

    expect(told).toEqual([]);
  });

  it('stays closed over fillers and two words, and opens with the third that is no answer', () => {
    const { told, hear } = arrange();

    hear('uh okay one moment hello there', 5_000);
    const before = beliefs(told);
    hear('uh okay one moment hello there friend', 5_300);

    expect([before, beliefs(told)]).toEqual([['suspected'], ['suspected', 'withdrawn']]);
    expect(told.at(-1)?.settled).toBe(true);
  });

  it('opens once digits were said: those are judged by themselves', () => {
    const { told, hear } = arrange();

    hear('', 1_000);
    hear('four two', 3_000, 2_700);

    expect(beliefs(told)).toEqual(['suspected', 'withdrawn']);
  });

  it.each([
    ['a question', 'agent', 20_000],
    ['an announcement of one’s own', 'caller', 3_500],
  ] as const)('does not wait for ever for the answer to %s', (_, by, ms) => {
    const { told, hear } = arrange({ by });

    hear('', 900 + ms);
    const before = beliefs(told);
    hear('', 901 + ms);

    expect([before, beliefs(told)]).toEqual([['suspected'], ['suspected', 'withdrawn']]);
  });

  it('is believed from the last word on where the leg ends without an answer: half a digit is no word', () => {
    const { told, ear, expectation, hear } = arrange();

    hear('uh okay', 3_000);
    expectation.finish(ear);
    const last = ear.words.at(-1)?.span.to;

    expect(told.at(-1)).toMatchObject({ belief: 'confirmed', settled: true, span: { from: last } });
    expect(told.at(-1)?.span.to).toBeGreaterThan(ear.heardTo);
    expect(new Set(told.map(({ id }) => id)).size).toBe(1);
  });

  it.each([
    ['was answered', 'four two', 2_700],
    ['was dropped', 'well hello there friend', 0],
  ])('is not believed at the end of the leg where it %s', (_, said, answeredMs) => {
    const { told, ear, expectation, hear } = arrange();

    hear('', 1_000);
    hear(said, 4_000, answeredMs);
    expectation.finish(ear);

    expect(beliefs(told)).toEqual(['suspected', 'withdrawn']);
  });

  describe('that is no card’s', () => {
    const wanted: ReadonlySet<Entity> = entitiesNamed(['banking', 'access', 'contact']);

    it.each([
      ['iban', 'iban'],
      ['password', 'password'],
      ['phone', 'phone'],
    ] as const)('closes the gate as itself from the end of the question for it on: %s', (cue, entity) => {
      const { told, hear } = arrange({ cue, wanted });

      hear('', 1_000);

      expect(told).toMatchObject([{ belief: 'suspected', entity, cause: 'cue', span: { to: FOREVER } }]);
      expect(told[0]?.span.from).toBe(question(cue).span.to);
    });

    it('closes it where the caller asks, too', () => {
      const { told, hear } = arrange({ by: 'caller', leg: 'agent', cue: 'phone', wanted });

      hear('', 1_000);

      expect(told).toMatchObject([{ leg: 'agent', belief: 'suspected', entity: 'phone' }]);
    });

    it('closes no gate where nobody is to be spared it, or nobody asked', () => {
      const free = arrange({ cue: 'iban' });
      const own = arrange({ by: 'caller', cue: 'iban', wanted });
      for (const { hear } of [free, own]) hear('', 1_000);

      expect([free.told, own.told]).toEqual([[], []]);
    });

    it('stays closed where the answer names it again', () => {
      const { told, hear } = arrange({ cue: 'iban', wanted });

      hear('', 1_500);
      hear('yes sure my iban', 3_400);
      hear('yes sure my iban is', 3_800);

      expect(new Set(beliefs(told))).toEqual(new Set(['suspected']));
    });

    it('stays closed over digits that nothing has claimed yet, and opens once it is claimed', () => {
      const { told, hear } = arrange({ cue: 'iban', wanted });

      hear('', 1_500);
      hear('eight', 2_400, 2_300, 0);
      const before = beliefs(told);
      hear('eight nine', 2_700, 2_660, 2_660);

      expect([before, beliefs(told)]).toEqual([['suspected'], ['suspected', 'withdrawn']]);
    });

    it('opens with the third word that is no answer, and with the sixth where words are one', () => {
      const talk = ['what', 'would', 'you', 'need', 'that', 'about'];
      const closedFor = (cue: Cue): number => {
        const { told, hear } = arrange({ cue, wanted });
        hear('', 1_500);
        return talk.findIndex((_, i) => {
          hear(talk.slice(0, i + 1).join(' '), 2_300 + i * 360);
          return told.at(-1)?.belief === 'withdrawn';
        });
      };

      expect([closedFor('iban'), closedFor('password')]).toEqual([2, 5]);
    });
  });

  it('is told once, and withdrawn in the end, whatever was heard', () => {
    const text = fc
      .array(fc.constantFrom('hello', 'four', 'uh', 'card', 'number', '...'), { maxLength: 8 })
      .map((parts) => parts.join(' '));
    const steps = fc.array(fc.tuple(text, fc.nat(30_000), fc.nat(30_000)), { maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...CUES), steps, (cue, list) => {
        const { told, ear, expectation, hear } = arrange({ cue });

        for (const [said, atMs, answeredMs] of list) hear(said, atMs, answeredMs);
        expectation.end(ear);

        const open = new Set(told.filter(({ settled }) => !settled).map(({ id }) => id));
        const closed = told.filter(({ settled }) => settled);
        expect(closed.every(({ belief, id }) => belief === 'withdrawn' && open.has(id))).toBe(true);
        expect(closed).toHaveLength(open.size);
        expect(told.every(({ belief }) => belief !== 'confirmed')).toBe(true);
      }),
    );
  });
});
