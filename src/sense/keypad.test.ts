import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Key } from '../core/hearing.js';
import { FOREVER, span } from '../core/span.js';
import { millisToTicks, ticks } from '../core/units.js';
import { Keypad, type KeySource } from './keypad.js';

const ms = (value: number) => millisToTicks(value);
const spanMs = (from: number, to: number) => span(ms(from), ms(to));

const listen = () => {
  const started: [Key, number][] = [];
  const ended: [Key, number][] = [];
  const keypad = new Keypad('caller', {
    keyStarted: (key, ordinal) => started.push([key, ordinal]),
    keyEnded: (key, ordinal) => ended.push([key, ordinal]),
  });
  const press = (source: KeySource, event: number, from: number, to: number): void => {
    keypad.keyStarted(source, event, ms(from));
    keypad.keyEnded(source, event, spanMs(from, to));
  };
  return { keypad, started, ended, press };
};

describe('the keypad', () => {
  it('tells at once that a key is down, and its span when it is settled', () => {
    const { keypad, started, ended } = listen();

    keypad.keyStarted('in-band', 5, ms(100));
    expect(started).toEqual([
      [{ leg: 'caller', event: 5, span: { from: ms(100), to: FOREVER }, source: 'in-band' }, 0],
    ]);
    keypad.advance(ms(10_000));
    expect(ended).toEqual([]);
    keypad.keyEnded('in-band', 5, spanMs(100, 180));
    keypad.advance(ms(240));
    expect(ended).toEqual([]);
    keypad.advance(ticks(ms(240) + 1));

    expect(ended).toEqual([[{ leg: 'caller', event: 5, span: spanMs(100, 180), source: 'in-band' }, 0]]);
    expect(keypad.pending).toBe(0);
  });

  it('makes one key of two overlapping sightings, with the hull of their spans', () => {
    const { keypad, started, ended, press } = listen();

    press('in-band', 11, 100, 180);
    press('telephone-event', 11, 90, 170);
    keypad.advance(ms(0));

    expect(started).toHaveLength(1);
    expect(ended).toEqual([
      [{ leg: 'caller', event: 11, span: spanMs(90, 180), source: 'telephone-event' }, 0],
    ]);
  });

  it.each([
    ['60 ms after it', 180 + 60, 1],
    ['60 ms and a tick after it', 180 + 60 + 1 / 48, 2],
  ])('counts a second source that begins %s as it should', (_name, from, count) => {
    const { started, press } = listen();

    press('in-band', 3, 100, 180);
    press('telephone-event', 3, from, from + 80);

    expect(started).toHaveLength(count);
  });

  it.each([
    ['60 ms before it', 100 - 60, 1],
    ['60 ms and a tick before it', 100 - 60 - 1 / 48, 2],
  ])('counts a second source that ends %s as it should', (_name, to, count) => {
    const { keypad, started, press } = listen();

    press('in-band', 3, 100, 180);
    keypad.keyEnded('telephone-event', 3, spanMs(to - 30, to));

    expect(started).toHaveLength(count);
  });

  it('never joins different keys, nor presses that one source alone has seen', () => {
    const { started, press } = listen();

    press('in-band', 3, 100, 150);
    press('telephone-event', 4, 100, 150);
    press('in-band', 3, 190, 240);

    expect(started.map(([key]) => key.event)).toEqual([3, 4, 3]);
  });

  it('makes no second key of one whose tone was heard long before a bridge tells it', () => {
    const { keypad, started, ended, press } = listen();

    press('in-band', 5, 1_000, 1_080);
    press('in-band', 5, 1_300, 1_380);
    keypad.advance(ms(4_000));
    press('telephone-event', 5, 990, 1_090);
    keypad.keyStarted('telephone-event', 5, ms(1_310));
    keypad.advance(ms(20_000));
    keypad.keyEnded('telephone-event', 5, spanMs(1_310, 1_390));
    keypad.advance(ms(30_000));

    expect(started).toHaveLength(2);
    expect(ended.map(([key]) => key.span)).toEqual([spanMs(1_000, 1_080), spanMs(1_300, 1_380)]);
  });

  it('counts a key that is told late and that nobody has heard', () => {
    const { keypad, started, press } = listen();

    press('in-band', 5, 1_000, 1_080);
    keypad.advance(ms(4_000));
    press('telephone-event', 5, 1_300, 1_380);
    press('telephone-event', 5, 1_000, 1_080);

    expect(started.map(([key]) => key.span.from)).toEqual([ms(1_000), ms(1_300)]);
  });

  it('joins sightings while both keys are still down', () => {
    const { keypad, started, ended } = listen();

    keypad.keyStarted('telephone-event', 9, ms(100));
    keypad.keyStarted('in-band', 9, ms(110));
    keypad.keyEnded('telephone-event', 9, spanMs(100, 300));
    keypad.advance(ms(1000));
    expect(ended).toEqual([]);
    keypad.keyEnded('in-band', 9, spanMs(110, 305));
    keypad.advance(ms(1000));

    expect(started).toHaveLength(1);
    expect(ended.map(([key]) => key.span)).toEqual([spanMs(100, 305)]);
  });

  it('takes an end whose start was lost for a key', () => {
    const { keypad, started, ended } = listen();

    keypad.keyEnded('telephone-event', 0, spanMs(100, 180));
    keypad.advance(ms(1000));

    expect(started).toHaveLength(1);
    expect(ended.map(([key]) => key.span)).toEqual([spanMs(100, 180)]);
  });

  it('ends keys that are down when the leg ends', () => {
    const { keypad, ended } = listen();
    keypad.keyStarted('in-band', 1, ms(100));

    keypad.flush(ms(130));
    keypad.flush(ms(140));

    expect(ended.map(([key]) => key.span)).toEqual([spanMs(100, 130)]);
  });

  it('forgets everything when closed, and says nothing', () => {
    const { keypad, ended } = listen();
    keypad.keyStarted('in-band', 1, ms(100));

    keypad.close();
    keypad.advance(ms(10_000));

    expect(keypad.pending).toBe(0);
    expect(ended).toEqual([]);
  });

  it('counts presses right, whatever each source missed and however late it was', () => {
    const presses = fc.array(
      fc.record({
        event: fc.constantFrom(1, 4),
        holdMs: fc.integer({ min: 50, max: 200 }),
        pauseMs: fc.integer({ min: 130, max: 300 }),
        seenBy: fc.constantFrom<readonly KeySource[]>(['in-band'], ['telephone-event'], ['in-band', 'telephone-event']),
        skewMs: fc.integer({ min: -30, max: 30 }),
        lateMs: fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 90 })),
      }),
      { maxLength: 12 },
    ); // prettier-ignore
    fc.assert(
      fc.property(presses, (list) => {
        const { keypad, started, ended } = listen();
        let at = 1000;
        const reports: { atMs: number; run: () => void }[] = [];
        for (const { event, holdMs, pauseMs, seenBy, skewMs, lateMs } of list) {
          seenBy.forEach((source, i) => {
            const from = at + (source === 'in-band' ? 0 : skewMs);
            const late = lateMs[i % 2] as number;
            reports.push({ atMs: from + late, run: () => keypad.keyStarted(source, event, ms(from)) });
            const whole = spanMs(from, from + holdMs);
            reports.push({ atMs: from + holdMs + late, run: () => keypad.keyEnded(source, event, whole) });
          });
          at += holdMs + pauseMs;
        }
        reports.sort((a, b) => a.atMs - b.atMs);
        for (const { atMs, run } of reports) {
          run();
          keypad.advance(ms(atMs - 321));
        }
        keypad.advance(ms(at + 10_000));

        expect(started).toHaveLength(list.length);
        expect(ended).toHaveLength(list.length);
        expect(new Set(ended.map(([, ordinal]) => ordinal)).size).toBe(list.length);
        expect(keypad.pending).toBe(0);
      }),
    );
  });
});
