import { describe, expect, it } from '@jest/globals';

import type { Entity, Finding } from '#tacet/core/finding.js';
import { newFindingId } from '#tacet/core/ids.js';
import { span, SpanSet } from '#tacet/core/span.js';
import { millisToTicks, ticks } from '#tacet/core/units.js';
import type { Dialogue, Secret } from './dialogue.js';
import type { LegOutcome } from './drive.js';
import { proportion } from './proportion.js';
import { isOverLimit, scoreDialogue } from './score.js';
import { summarize } from './tally.js';

/** Digits of 300 ms, one every 400 ms. */
const secret = (entity: Secret['entity'], count: number, fromMs = 1_000, card = 0): Secret => ({
  entity,
  leg: 'caller',
  leadIn: 'asked',
  card,
  length: count,
  digits: Array.from({ length: count }, (_, position) => ({
    value: 4,
    position,
    fromMs: fromMs + 400 * position,
    toMs: fromMs + 400 * position + 300,
  })),
});

/** Speech without a gap, in words of 100 ms, so that what is masked is all speech. */
const SPEECH = Array.from({ length: 300 }, (_, i) => ({
  leg: 'caller' as const,
  text: 'so',
  fromMs: 100 * i,
  toMs: 100 * (i + 1),
  isNumber: i % 10 === 0,
}));

const dialogue = (
  seed: number,
  secrets: readonly Secret[],
  tolerated: Dialogue['tolerated'] = [],
): Dialogue => ({
  family: 'tune',
  seed,
  language: 'en',
  scenario: 'test',
  style: secrets.length === 0 ? undefined : 'single',
  words: [...SPEECH, ...SPEECH.slice(0, 100).map((word) => ({ ...word, leg: 'agent' as const }))],
  secrets,
  tolerated,
  durationMs: 36_000,
});

type Place = readonly [fromMs: number, toMs: number, entity?: Entity];

const finding = ([fromMs, toMs, entity = 'pan']: Place): Finding => ({
  id: newFindingId(),
  leg: 'caller',
  belief: 'confirmed',
  entity,
  span: span(millisToTicks(fromMs), millisToTicks(toMs)),
  score: 1,
  cause: 'prompted',
  decidedAt: ticks(0),
  settled: true,
});

const spansOf = (places: readonly Place[]): SpanSet => {
  const spans = new SpanSet();
  for (const [fromMs, toMs] of places) spans.add(span(millisToTicks(fromMs), millisToTicks(toMs)));
  return spans;
};

const leg = (confirmed: readonly Place[], live: readonly Place[] = [], recorded = confirmed): LegOutcome => ({
  confirmed: confirmed.map(finding),
  live: spansOf(live),
  recorded: spansOf(recorded),
  longestWaitMs: 0,
});

describe('the score of a dialogue', () => {
  it('counts the digits masked in the recording, and those heard live', () => {
    const outcome = { caller: leg([[900, 2_200]], [[1_350, 9_000]]), agent: leg([]) };

    const score = scoreDialogue(dialogue(1, [secret('pan', 4)]), outcome);

    expect(score.secrets).toEqual([
      {
        entity: 'pan',
        leadIn: 'asked',
        digits: 4,
        found: 3,
        isWithinLimit: true,
        named: 3,
        late: 0,
        leakedLive: 1,
      },
    ]);
  });

  it('takes a digit for masked from three quarters on', () => {
    const found = (fromMs: number): number | undefined =>
      scoreDialogue(dialogue(1, [secret('cvv', 1)]), { caller: leg([[fromMs, 2_000]]), agent: leg([]) })
        .secrets[0]?.found;

    expect(found(1_075)).toBe(1);
    expect(found(1_076)).toBe(0);
  });

  it('tells digits under another name and those found too late', () => {
    const outcome = { caller: leg([[900, 3_000, 'digits']], [], [[900, 1_800]]), agent: leg([]) };

    const score = scoreDialogue(dialogue(1, [secret('cvv', 3)]), outcome);

    expect(score.secrets[0]).toMatchObject({ found: 2, named: 0, late: 1 });
  });

  it('looks for a secret on the leg where it was said', () => {
    const score = scoreDialogue(dialogue(1, [secret('pan', 4)]), {
      caller: leg([]),
      agent: leg([[0, 9_000]]),
    });

    expect(score.secrets[0]?.found).toBe(0);
    expect(score.cardAlarms).toBe(1);
    expect(score.wronglyMaskedMs).toBe(9_000);
  });

  it('allows a mask 250 ms on either side of a secret', () => {
    const score = scoreDialogue(dialogue(1, [secret('pan', 4)]), {
      caller: leg([[600, 2_900]]),
      agent: leg([]),
    });

    // The secret is from 1000 to 2500: words that touch 750 to 2750 are not counted, the one before is from 650 on.
    expect(score.cardAlarms).toBe(0);
    expect(score.wronglyMaskedMs).toBe(100 + 100);
  });

  it('counts speech only, and not the silence that is masked with it', () => {
    const masked = { caller: leg([[29_000, 36_000]]), agent: leg([]) };

    expect(scoreDialogue(dialogue(1, []), masked).wronglyMaskedMs).toBe(1_000);
  });

  it('takes findings on other secrets for alarms where they say card, and not where they do not', () => {
    const found = (entity: Entity): number =>
      scoreDialogue(dialogue(1, [secret('iban', 22)]), {
        caller: leg([[1_000, 9_000, entity]]),
        agent: leg([]),
      }).cardAlarms;

    expect(found('pan')).toBe(1);
    expect(found('digits')).toBe(1);
    expect(found('dtmf')).toBe(0);
  });

  it('does not mind a mask over what is tolerated', () => {
    const start = [{ leg: 'caller' as const, fromMs: 5_000, toMs: 6_000 }];
    const outcome = { caller: leg([[5_000, 6_000]]), agent: leg([]) };

    expect(scoreDialogue(dialogue(2, [], start), outcome)).toMatchObject({
      cardAlarms: 0,
      wronglyMaskedMs: 0,
    });
  });

  it.each([
    ['the first six and the last four digits are left', [[3_300, 5_700]], true],
    ['the seventh is left too', [[3_700, 5_700]], false],
    ['nothing is left', [[0, 9_000]], true],
  ] as const)('tells whether a card number is within the limit: %s', (_, places, isWithinLimit) => {
    const score = scoreDialogue(dialogue(1, [secret('pan', 16)]), { caller: leg(places), agent: leg([]) });

    expect(score.secrets[0]).toMatchObject({ isWithinLimit });
  });
});

describe('the truncation limit', () => {
  const left =
    (...positions: number[]) =>
    (_: Secret, { position }: { readonly position: number }): boolean =>
      !positions.includes(position);

  it('leaves the first six digits and any four others', () => {
    const card = [secret('pan', 16)];

    expect(isOverLimit(card, left(0, 1, 2, 3, 4, 5, 12, 13, 14, 15))).toBe(false);
    expect(isOverLimit(card, left(6, 7, 8, 9))).toBe(false);
    expect(isOverLimit(card, left(6, 7, 8, 9, 10))).toBe(true);
  });

  it('adds up what was left wherever the number was said, but not over cards', () => {
    const saidTwice = [secret('pan', 16), secret('pan', 16, 20_000)];
    const hides = (other: Secret | undefined) => (given: Secret, digit: { readonly position: number }) =>
      given === other ? left(6, 7, 8)(given, digit) : left(9, 10, 11)(given, digit);

    expect(isOverLimit(saidTwice, hides(saidTwice[0]))).toBe(true);
    const twoCards = [secret('pan', 16), secret('pan', 16, 20_000, 1)];
    expect(isOverLimit(twoCards, hides(twoCards[0]))).toBe(false);
  });

  it('is for card numbers only', () => {
    expect(isOverLimit([secret('expiry', 12)], () => false)).toBe(false);
  });
});

describe('summing up', () => {
  const silent = { caller: leg([]), agent: leg([]) };
  const scores = [
    scoreDialogue(dialogue(1, [secret('pan', 16)]), {
      caller: leg([[0, 9_000]], [[1_350, 9_000]]),
      agent: leg([]),
    }),
    scoreDialogue(dialogue(3, [secret('pan', 16), secret('cvv', 3, 20_000)]), silent),
    scoreDialogue(dialogue(2, []), {
      caller: leg([
        [0, 2_000],
        [3_000, 4_000],
      ]),
      agent: leg([]),
    }),
    scoreDialogue(dialogue(4, []), silent),
  ];
  const summary = summarize({ family: 'tune', language: 'en', mode: 'free', werPercent: 5 }, scores);

  it('counts secrets found whole, and digits', () => {
    expect(summary.recall.pan?.whole).toMatchObject({ hits: 1, of: 2 });
    expect(summary.recall.pan?.digits).toMatchObject({ hits: 16, of: 32 });
    expect(summary.recall.cvv?.whole).toMatchObject({ hits: 0, of: 1 });
    expect(summary.overLimit).toMatchObject({ hits: 1, of: 2 });
  });

  it('counts false alarms by the hour of dialogues without a secret', () => {
    const { hours, alarms, alarmed, maskedSeconds } = summary.innocence;

    expect(hours).toBeCloseTo(0.02);
    expect(alarms).toMatchObject({ total: 2 });
    expect(alarms.perHour).toBeCloseTo(100);
    expect(alarms.low).toBeLessThan(100);
    expect(alarms.high).toBeGreaterThan(100);
    expect(maskedSeconds.perHour).toBeCloseTo(150);
    expect(alarmed).toMatchObject({ hits: 1, of: 2 });
  });

  it('names the worst by seed', () => {
    expect(summary.worstMisses).toEqual([3]);
    expect(summary.worstAlarms).toEqual([2]);
  });

  it('tells how many digits leak live', () => {
    expect(summary.live.asked).toMatchObject({ count: 2, median: 1, p99: 16 });
    expect(summary.live.bare).toBeUndefined();
  });

  it('keeps scenarios with what they found and what they raised', () => {
    expect(summary.scenarios).toEqual([
      { name: 'test', dialogues: 4, hours: 0.04, alarms: 2, whole: { pan: [1, 2], cvv: [0, 1] } },
    ]);
  });

  it('tells how dense numbers are', () => {
    // 30 of the caller's words and 10 of the agent's, in 36 s.
    expect(summary.numberWordsPerMinute).toBeCloseTo(40 / 0.6);
  });
});

describe('proportions', () => {
  it('have Wilson intervals', () => {
    // Brown, Cai, DasGupta (2001): 8 of 10 is 0.490 to 0.943.
    const { share, low, high } = proportion(8, 10);

    expect(share).toBe(0.8);
    expect(low).toBeCloseTo(0.4902, 4);
    expect(high).toBeCloseTo(0.9433, 4);
  });

  it('stay within 0 and 1, also of nothing', () => {
    expect(proportion(0, 5).low).toBe(0);
    expect(proportion(5, 5).high).toBe(1);
    expect(proportion(0, 0)).toMatchObject({ low: 0, high: 1 });
  });
});
