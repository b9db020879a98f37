/** Speech is noise with a rhythm here; real voices: `npm run bench:cadence`. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { CadenceTap } from './cadence.js';
import { SAMPLE_RATES, ticks, type SampleRate } from '../core/units.js';
import { CARD_NUMBER, framesOf, repeated, silence, sound, talk, type Burst } from '../test/bursts.js';

interface Heard {
  readonly atMs: number;
  readonly isVoice: boolean;
  readonly isReading: boolean;
  readonly fromMs: number;
  readonly clearedMs: number;
}

const hear = (bursts: readonly Burst[], rateHz: SampleRate = 8_000, frameMs = 20): Heard[] => {
  const tap = new CadenceTap(rateHz);
  const heard: Heard[] = [];
  for (const frame of framesOf(sound([silence(1_000), ...bursts], rateHz), rateHz, frameMs)) {
    tap.push(frame);
    heard.push({
      atMs: frame.span.to / 48,
      isVoice: tap.isVoice,
      isReading: tap.isReading,
      fromMs: tap.readingFrom / 48,
      clearedMs: tap.clearedTo / 48,
    });
  }
  return heard;
};

const firstReading = (heard: readonly Heard[]): Heard | undefined => heard.find((h) => h.isReading);

describe('the cadence tap', () => {
  it.each(SAMPLE_RATES)('hears digits from the onset of the third on, at %d Hz', (rateHz) => {
    const first = firstReading(hear(CARD_NUMBER, rateHz));

    // The third of 320 ms and 180 ms begins at 2 s.
    expect(first?.atMs).toBeGreaterThan(2_000);
    expect(first?.atMs).toBeLessThan(2_100);
    expect(first?.fromMs).toBeGreaterThan(750);
    expect(first?.fromMs).toBeLessThan(1_000);
  });

  it.each<readonly [what: string, bursts: readonly Burst[]]>([
    ['fast digits', repeated(10, [300, 130])],
    ['slow digits', repeated(6, [500, 800])],
    ['digits of two syllables', repeated(8, [420, 160])],
    ['pairs', Array.from({ length: 8 }, (_, i): Burst => (i % 2 === 0 ? [300, 150] : [350, 900]))],
    ['digits after talk', [...talk(30), ...repeated(6, [320, 200])]],
  ])('takes %s for digits', (_what, bursts) => {
    expect(firstReading(hear(bursts))).toBeDefined();
  });

  it.each<readonly [what: string, bursts: readonly Burst[]]>([
    ['silence', [silence(8_000)]],
    ['running talk', talk(80)],
    ['a single word', [[350, 6_000]]],
    ['an answer now and then', repeated(5, [350, 2_500])],
    ['one steady sound', [[8_000, 1_000]]],
    ['two words', repeated(2, [350, 300])],
  ])('does not take %s for digits', (_what, bursts) => {
    expect(firstReading(hear([...bursts, silence(3_000)]))).toBeUndefined();
  });

  it('bridges the pauses between groups, and ends 2 s after the last digit began', () => {
    const heard = hear([...CARD_NUMBER, silence(4_000)]);
    const reading = heard.filter((h) => h.isReading);
    const lastOnset = 1_000 + 16 * 500 + 3 * 520 - 500;

    expect(reading.length * 20).toBe((reading.at(-1)?.atMs ?? 0) - (reading[0]?.atMs ?? 0) + 20);
    expect(reading.at(-1)?.atMs).toBeGreaterThan(lastOnset + 1_900);
    expect(reading.at(-1)?.atMs).toBeLessThan(lastOnset + 2_200);
  });

  it('ends where running talk begins', () => {
    const heard = hear([...CARD_NUMBER, ...talk(40)]);
    const talkFrom = heard.length * 20 - talk(40).reduce((sum, [loud, quiet]) => sum + loud + quiet, 0);

    expect(heard.findLast((h) => h.isReading)?.atMs).toBeLessThan(talkFrom + 2_000);
  });

  it('says nothing more once it is closed, and forgets where it was', () => {
    const tap = new CadenceTap(8_000);
    for (const frame of framesOf(sound([silence(1_000), ...CARD_NUMBER]))) tap.push(frame);
    const before = tap.isReading;
    tap.close();
    tap.close();

    expect([before, tap.isReading, tap.isVoice]).toEqual([true, false, false]);
  });

  it('begins anew where the timeline goes back', () => {
    const tap = new CadenceTap(8_000);
    for (const frame of framesOf(sound([silence(1_000), ...CARD_NUMBER]))) tap.push(frame);
    for (const frame of framesOf(sound([silence(500)]))) tap.push(frame);

    expect(tap.isReading).toBe(false);
  });
});

const burst: fc.Arbitrary<Burst> = fc.tuple(
  fc.integer({ min: 0, max: 700 }),
  fc.integer({ min: 0, max: 1_500 }),
);
const rhythm = fc.array(burst, { maxLength: 8 });

describe('whatever the rhythm, the cadence tap', () => {
  it('never hears digits or voice where nothing is loud', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6_000 }), fc.constantFrom(10, 20, 60), (ms, frameMs) => {
        expect(hear([silence(ms)], 8_000, frameMs).some((h) => h.isReading || h.isVoice)).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  it('does not care how the audio was cut', () => {
    fc.assert(
      fc.property(rhythm, (bursts) => {
        const fine = hear(bursts, 8_000, 10);
        for (const coarse of hear(bursts, 8_000, 40)) {
          const same = fine.find(({ atMs }) => atMs === coarse.atMs);
          if (same !== undefined) expect(coarse).toEqual(same);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('never goes back on what it has cleared, and clears nothing that it then calls digits', () => {
    fc.assert(
      fc.property(rhythm, (bursts) => {
        let clearedMs = 0;
        let wasReading = false;
        for (const h of hear(bursts)) {
          if (h.isReading && !wasReading) expect(h.fromMs).toBeGreaterThanOrEqual(clearedMs);
          expect(h.clearedMs).toBeGreaterThanOrEqual(clearedMs);
          expect(h.clearedMs).toBeLessThanOrEqual(h.atMs);
          clearedMs = h.clearedMs;
          wasReading = h.isReading;
        }
      }),
      { numRuns: 25 },
    );
  });

  it('has let go 2.2 s after the last sound', () => {
    fc.assert(
      fc.property(rhythm, (bursts) => {
        expect(hear([...bursts, silence(2_300)]).at(-1)?.isReading ?? false).toBe(false);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the start of a timeline', () => {
  it('is no onset by itself: a leg may begin in the middle of a call', () => {
    const tap = new CadenceTap(8_000);
    for (const frame of framesOf(sound([silence(400)]), 8_000, 20, ticks(48_000 * 100))) tap.push(frame);

    expect(tap.isReading).toBe(false);
    expect(tap.clearedTo).toBeGreaterThan(48_000 * 100);
  });
});
