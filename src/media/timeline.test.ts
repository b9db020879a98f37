import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { add32 } from '../core/serial.js';
import { millis, millisToTicks, ticks } from '../core/units.js';
import { Timeline } from './timeline.js';

const PTIME = millisToTicks(20);
const CLOCK_HZ = 8_000;
const STEP = 160;

/** Places a packet of 20 ms as if it had come `atMs` after the first. */
const place = (timeline: Timeline, timestamp: number, atMs = 0, lostBefore = 0) => ({
  ...timeline.place(timestamp, PTIME, lostBefore, millis(atMs)),
});

describe('the timeline', () => {
  it('puts the first packet at zero, whatever its timestamp', () => {
    const timeline = new Timeline(CLOCK_HZ);

    const first = place(timeline, 0xfffffff0);

    expect(first).toEqual({ gapTicks: 0, gapKind: 'none', at: 0, trimTicks: 0, isRebased: false });
    expect(timeline.head).toBe(PTIME);
  });

  it('goes on without a gap while timestamps follow each other, over their wrap', () => {
    const timeline = new Timeline(CLOCK_HZ);
    const start = 0xffffffff - 2 * STEP;

    const placed = [0, 1, 2, 3, 4].map((n) => place(timeline, add32(start, n * STEP), n * 20));

    expect(placed.map((p) => p.at)).toEqual([0, 1, 2, 3, 4].map((n) => n * PTIME));
    expect(placed.every((p) => p.gapTicks === 0 && !p.isRebased)).toBe(true);
  });

  it('converts the clock of Opus as well as that of G.711', () => {
    const timeline = new Timeline(48_000);

    place(timeline, 0);

    expect(place(timeline, 960, 20)).toMatchObject({ at: 960, gapTicks: 0 });
  });

  it('takes a jump with missing sequence numbers as loss', () => {
    const timeline = new Timeline(CLOCK_HZ);
    place(timeline, 0);

    const after = place(timeline, 3 * STEP, 60, 2);

    expect(after).toMatchObject({ gapTicks: 2 * PTIME, gapKind: 'lost', at: 3 * PTIME });
    expect(timeline.lostTicks).toBe(2 * PTIME);
  });

  it('takes a jump without a missing sequence number as the pause of the sender', () => {
    const timeline = new Timeline(CLOCK_HZ);
    place(timeline, 0);

    const after = place(timeline, 50 * STEP, 1_000);

    expect(after).toMatchObject({ gapTicks: 49 * PTIME, gapKind: 'dtx', at: 50 * PTIME });
    expect(timeline.dtxTicks).toBe(49 * PTIME);
  });

  it('leaves no gap where packets are missing but time is not', () => {
    const timeline = new Timeline(CLOCK_HZ);
    place(timeline, 0);

    expect(place(timeline, STEP, 20, 3)).toMatchObject({ gapTicks: 0, gapKind: 'none' });
  });

  it('takes a gap one second longer than the time that went by, and no longer one', () => {
    const just = new Timeline(CLOCK_HZ);
    place(just, 0);
    const beyond = new Timeline(CLOCK_HZ);
    place(beyond, 0);

    expect(place(just, STEP + CLOCK_HZ, 0)).toMatchObject({ gapTicks: 48_000, isRebased: false });
    expect(place(beyond, STEP + CLOCK_HZ + 1, 0)).toMatchObject({
      gapTicks: 0,
      gapKind: 'none',
      at: PTIME,
      isRebased: true,
    });
    expect([just.discontinuities, beyond.discontinuities]).toEqual([0, 1]);
  });

  it('fills no gap longer than 30 s, even if as much time went by', () => {
    const timeline = new Timeline(CLOCK_HZ);
    place(timeline, 0);

    const after = place(timeline, STEP + 31 * CLOCK_HZ, 31_020);

    expect(after).toMatchObject({ gapTicks: 0, at: PTIME, isRebased: true });
    expect(timeline.discontinuities).toBe(1);
  });

  it('goes on from the new timestamps after a discontinuity', () => {
    const timeline = new Timeline(CLOCK_HZ);
    place(timeline, 0);
    place(timeline, 0x40000000, 20);

    expect(place(timeline, 0x40000000 + STEP, 40)).toMatchObject({ at: 2 * PTIME, isRebased: false });
  });

  it('trims what overlaps with what was placed', () => {
    const timeline = new Timeline(CLOCK_HZ);
    place(timeline, 0);

    const after = place(timeline, 120, 20);

    expect(after).toMatchObject({ trimTicks: 40 * 6, at: PTIME, gapTicks: 0, isRebased: false });
    expect(timeline.head).toBe(2 * PTIME - 40 * 6);
    expect(place(timeline, 280, 40)).toMatchObject({ trimTicks: 0, gapTicks: 0 });
  });

  it('puts a packet whose timestamp steps back at the head', () => {
    const timeline = new Timeline(CLOCK_HZ);
    place(timeline, 10_000);

    expect(place(timeline, 10_000, 20)).toMatchObject({ at: PTIME, trimTicks: 0, isRebased: true });
    expect(place(timeline, 5_000, 40)).toMatchObject({ at: 2 * PTIME, trimTicks: 0, isRebased: true });
    expect(timeline.rebases).toBe(2);
  });

  it('puts the first packet after a restart at the head', () => {
    const timeline = new Timeline(CLOCK_HZ);
    place(timeline, 1_000);

    timeline.restart();

    expect(place(timeline, 1_000 + 5 * STEP, 20)).toMatchObject({ at: PTIME, gapTicks: 0, isRebased: true });
    expect(timeline.rebases).toBe(1);
  });

  it('counts no restart before the first packet', () => {
    const timeline = new Timeline(CLOCK_HZ);

    timeline.restart();

    expect(place(timeline, 7)).toMatchObject({ at: 0, isRebased: false });
  });

  it('lets the owner advance the head while the sender is silent', () => {
    const timeline = new Timeline(CLOCK_HZ);
    place(timeline, 0);

    timeline.advanceTo(ticks(3 * PTIME));

    expect(timeline.head).toBe(3 * PTIME);
    expect(place(timeline, 5 * STEP, 100)).toMatchObject({
      gapTicks: 2 * PTIME,
      gapKind: 'dtx',
      at: 5 * PTIME,
    });
  });

  it('puts audio from before an advanced head at the head, whole', () => {
    const timeline = new Timeline(CLOCK_HZ);
    place(timeline, 0);
    timeline.advanceTo(ticks(1.5 * PTIME));

    expect(place(timeline, STEP, 20)).toMatchObject({ at: 1.5 * PTIME, trimTicks: 0, isRebased: true });
    expect(place(timeline, 2 * STEP, 40)).toMatchObject({ at: 2.5 * PTIME, isRebased: false });
  });

  it('never moves the head back', () => {
    const timeline = new Timeline(CLOCK_HZ);
    place(timeline, 0);

    timeline.advanceTo(ticks(0));

    expect(timeline.head).toBe(PTIME);
    expect(timeline.advancedTicks).toBe(0);
  });

  it('lets an empty packet change nothing', () => {
    const timeline = new Timeline(CLOCK_HZ);
    place(timeline, 0);

    const empty = { ...timeline.place(99_999, ticks(0), 0, millis(20)) };

    expect(empty).toMatchObject({ at: PTIME, gapTicks: 0, trimTicks: 0 });
    expect(place(timeline, STEP, 20)).toMatchObject({ at: PTIME, isRebased: false });
  });

  it('locates timestamps beside the audio', () => {
    const timeline = new Timeline(CLOCK_HZ);
    expect(timeline.locate(1_000)).toBeUndefined();
    place(timeline, 1_000);

    expect(timeline.locate(1_080)).toBe(PTIME / 2);
    expect(timeline.locate(1_000 + 2 * STEP)).toBe(2 * PTIME);
    expect(timeline.locate(0)).toBe(0);
    expect(timeline.locate(0x70000000)).toBe(timeline.head);
  });

  it('places every tick once: gaps, packets less trims and advances make up the head', () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('place' as const),
        // Mostly near the count, sometimes anywhere.
        move: fc.oneof(
          { weight: 8, arbitrary: fc.integer({ min: -300, max: 9_000 }) },
          { weight: 1, arbitrary: fc.integer() },
        ),
        samples: fc.integer({ min: 0, max: 480 }),
        lostBefore: fc.nat(3),
        laterMs: fc.nat(400),
      }),
      fc.record({ kind: fc.constant('advance' as const), by: fc.integer({ min: -2_000, max: 20_000 }) }),
      fc.record({ kind: fc.constant('restart' as const) }),
    );
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.array(step, { maxLength: 60 }), (start, steps) => {
        const timeline = new Timeline(CLOCK_HZ);
        let timestamp = start;
        let nowMs = 0;
        let sum = 0;
        for (const s of steps) {
          const before = timeline.head;
          if (s.kind === 'place') {
            timestamp = add32(timestamp, s.move);
            nowMs += s.laterMs;
            const duration = ticks(s.samples * 6);
            const { at, gapTicks, gapKind, trimTicks } = timeline.place(
              timestamp,
              duration,
              s.lostBefore,
              millis(nowMs),
            );
            expect(gapTicks).toBeGreaterThanOrEqual(0);
            expect(gapKind === 'none').toBe(gapTicks === 0);
            expect(trimTicks).toBeGreaterThanOrEqual(0);
            expect(at).toBe(before + gapTicks);
            expect(timeline.head).toBe(at + duration - trimTicks);
            timestamp = add32(timestamp, s.samples);
            sum += gapTicks + duration - trimTicks;
          } else if (s.kind === 'advance') {
            timeline.advanceTo(ticks(before + s.by));
            sum += Math.max(0, s.by);
          } else timeline.restart();
          expect(timeline.head).toBeGreaterThanOrEqual(before);
          expect(timeline.head).toBe(sum);
        }
      }),
      { numRuns: 500 },
    );
  });
});
