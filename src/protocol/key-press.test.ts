import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { add32 } from '../core/serial.js';
import { millis } from '../core/units.js';
import { KeyPresses } from './key-press.js';
import type { TelephoneEvent } from './protocol.js';
import { readTelephoneEvents } from './telephone-event.js';

const arrange = () => {
  const heard: string[] = [];
  const keys = new KeyPresses(8_000, {
    down: (key) => heard.push(`down ${key.event} @${key.startTimestamp} ${key.durationClock}`),
    updated: (key) => heard.push(`updated ${key.event} @${key.startTimestamp} ${key.durationClock}`),
    up: (key) => heard.push(`up ${key.event} @${key.startTimestamp} ${key.durationClock}`),
  });
  let nowMs = 0;
  const push = (event: Partial<TelephoneEvent>, marker = false, laterMs = 0) => {
    nowMs += laterMs;
    keys.push(
      { event: 5, end: false, timestamp: 1_000, duration: 160, ssrc: 1, ...event },
      marker,
      millis(nowMs),
    );
  };
  return { heard, keys, push };
};

describe('key presses', () => {
  it('makes one press of a whole key as a common sender shows it, over the wrap of its timestamp', () => {
    const { heard, keys } = arrange();
    const dump = [
      '050a0140',
      '050a0140',
      '050a0140',
      '050a0280',
      '050a0a00',
      '058a0a00',
      '058a0a00',
      '058a0a00',
    ];
    const scratch = { event: 0, end: false, timestamp: 0, duration: 0, ssrc: 0 };

    dump.forEach((hex, n) =>
      readTelephoneEvents(
        {
          ssrc: 1,
          sequenceNumber: 19_756 + n,
          timestamp: 0xfffffff0,
          payloadType: 101,
          marker: n === 0,
          payload: Uint8Array.from(Buffer.from(hex, 'hex')),
          arrivalMs: millis(n * 40),
        },
        scratch,
        (event, packet) => keys.push(event, packet.marker, packet.arrivalMs),
      ),
    );

    expect(heard).toEqual([
      'down 5 @4294967280 320',
      'updated 5 @4294967280 640',
      'updated 5 @4294967280 2560',
      'up 5 @4294967280 2560',
    ]);
  });

  it('makes a press of an end packet alone', () => {
    const { heard, push } = arrange();

    push({ end: true, duration: 800 });
    push({ end: true, duration: 800 });

    expect(heard).toEqual(['down 5 @1000 800', 'up 5 @1000 800']);
  });

  it('needs no marker', () => {
    const { heard, push } = arrange();

    push({});
    push({ timestamp: 5_000, event: 6 });

    expect(heard).toEqual(['down 5 @1000 160', 'up 5 @1000 160', 'down 6 @5000 160']);
  });

  it('takes the same key at another time as another press, though its end was lost', () => {
    const { heard, push } = arrange();

    push({}, true);
    push({ timestamp: 3_000 }, true);

    expect(heard).toEqual(['down 5 @1000 160', 'up 5 @1000 160', 'down 5 @3000 160']);
  });

  it('takes the same key from another source as another press', () => {
    const { heard, push } = arrange();

    push({});
    push({ ssrc: 2 });

    expect(heard).toEqual(['down 5 @1000 160', 'up 5 @1000 160', 'down 5 @1000 160']);
  });

  it('makes one press of a key longer than a segment', () => {
    const { heard, push } = arrange();

    push({ duration: 0xffff }, true);
    push({ timestamp: 1_000 + 0xffff, duration: 400 });
    push({ timestamp: 1_000 + 2 * 0xffff, duration: 800, end: true });

    expect(heard).toEqual([
      'down 5 @1000 65535',
      'updated 5 @1000 65935',
      'updated 5 @1000 131870',
      'up 5 @1000 131870',
    ]);
  });

  it('knows a segment by its place even if the end of the one before was lost', () => {
    const { heard, push } = arrange();

    push({ duration: 60_000 }, true);
    push({ timestamp: 1_000 + 0x10000, duration: 400 });

    expect(heard).toEqual(['down 5 @1000 60000', 'updated 5 @1000 65936']);
  });

  it('takes a late packet of an earlier segment as part of the press', () => {
    const { heard, push } = arrange();

    push({ duration: 0xffff }, true);
    push({ timestamp: 1_000 + 0xffff, duration: 400 });
    push({ duration: 0xffff });

    expect(heard).toHaveLength(2);
  });

  it('takes a marked packet as a new press even where a segment would go on', () => {
    const { heard, push } = arrange();

    push({ duration: 800 }, true);
    push({ timestamp: 1_800 }, true);

    expect(heard).toEqual(['down 5 @1000 800', 'up 5 @1000 800', 'down 5 @1800 160']);
  });

  it('releases a key of which nothing has come for 200 ms', () => {
    const { heard, keys, push } = arrange();
    push({});
    push({ duration: 320 }, false, 50);

    keys.tick(millis(249));
    expect(heard).toHaveLength(2);
    keys.tick(millis(250));
    keys.tick(millis(999));

    expect(heard.slice(2)).toEqual(['up 5 @1000 320']);
  });

  it('releases a key once audio beside it is 200 ms past it', () => {
    const { heard, keys, push } = arrange();
    push({});

    keys.mediaAt(2, 99_999);
    keys.mediaAt(1, 1_000 + 160 + 1_599);
    expect(heard).toHaveLength(1);
    keys.mediaAt(1, 1_000 + 160 + 1_600);

    expect(heard[1]).toBe('up 5 @1000 160');
  });

  it('makes no second press of packets that come after the release', () => {
    const { heard, keys, push } = arrange();
    push({});
    keys.tick(millis(200));

    push({ duration: 640 }, false, 300);
    push({ duration: 640, end: true });

    expect(heard).toEqual(['down 5 @1000 160', 'up 5 @1000 160', 'updated 5 @1000 640']);
  });

  it('makes no second press of copies that come after the next key', () => {
    const { heard, push } = arrange();
    push({ end: true });
    push({ timestamp: 5_000, event: 6 });

    push({ end: true });

    expect(heard).toHaveLength(3);
  });

  it('makes a press of a key that was overtaken by the next one, and leaves that one down', () => {
    const { heard, keys, push } = arrange();
    push({ timestamp: 5_000, event: 6 });

    push({});
    keys.tick(millis(200));

    expect(heard).toEqual(['down 6 @5000 160', 'down 5 @1000 160', 'up 5 @1000 160', 'up 6 @5000 160']);
  });

  it('forgets older keys rather than the one that is down', () => {
    const { heard, push } = arrange();
    push({ timestamp: 30_000, event: 6 });
    for (let n = 0; n < 20; n++) push({ timestamp: 1_000 + n * 500 });

    push({ timestamp: 30_000, event: 6, end: true });

    expect(heard).toHaveLength(42);
    expect(heard.at(-1)).toBe('up 6 @30000 160');
  });

  it('takes a timestamp far back as a new count', () => {
    const { heard, push } = arrange();
    push({ timestamp: 500_000, event: 6 });

    push({});

    expect(heard).toEqual(['down 6 @500000 160', 'up 6 @500000 160', 'down 5 @1000 160']);
  });

  it('takes no event above D as a key', () => {
    const { heard, push } = arrange();

    push({ event: 15, end: true });
    push({ event: 16, timestamp: 9_000 });

    expect(heard).toEqual(['down 15 @1000 160', 'up 15 @1000 160']);
  });

  it('forgets everything when it is closed', () => {
    const { heard, keys, push } = arrange();
    push({});

    keys.close();
    keys.tick(millis(5_000));

    expect(heard).toEqual(['down 5 @1000 160']);
  });

  it('makes exactly one press of each key under loss, doubling and reordering', () => {
    const presses = fc.array(
      fc.record({
        event: fc.nat(15),
        packets: fc.integer({ min: 1, max: 8 }),
        lost: fc.array(fc.boolean(), { minLength: 11, maxLength: 11 }),
        jitterMs: fc.array(fc.nat(60), { minLength: 11, maxLength: 11 }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(presses, fc.nat(0xffffffff), (keysPressed, start) => {
        const sends = keysPressed.flatMap(({ event, packets, lost, jitterMs }, n) => {
          const timestamp = add32(start, n * 4_000);
          return [...Array(packets + 3).keys()]
            .map((i) => ({
              atMs: n * 500 + i * 20 + (jitterMs[i] as number),
              marker: i === 0,
              isLost: lost[i] as boolean,
              event: {
                event,
                timestamp,
                ssrc: 1,
                end: i >= packets,
                duration: Math.min(i + 1, packets) * 160,
              },
            }))
            .filter((send) => !send.isLost);
        });
        const downs: number[] = [];
        const ups: number[] = [];
        const keys = new KeyPresses(8_000, {
          down: (key) => downs.push(key.startTimestamp),
          updated: () => undefined,
          up: (key) => ups.push(key.startTimestamp),
        });

        for (const send of sends.sort((a, b) => a.atMs - b.atMs)) {
          keys.tick(millis(send.atMs));
          keys.push(send.event, send.marker, millis(send.atMs));
        }
        keys.tick(millis(1e9));

        const expected = [...new Set(sends.map((send) => send.event.timestamp))].sort();
        expect(downs.sort()).toEqual(expected);
        expect(ups.sort()).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
