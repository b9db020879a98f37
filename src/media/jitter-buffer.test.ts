import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { add16, add32, delta16 } from '../core/serial.js';
import { millis } from '../core/units.js';
import { JITTER_STORAGE_BYTES, JitterBuffer, type JitterOptions } from './jitter-buffer.js';
import type { Packet } from './packet.js';

const SSRC = 7;

/** The n-th packet of a 20 ms G.711 stream, on time unless told otherwise. */
const packet = (n: number, overrides: Partial<Packet> = {}): Packet => ({
  ssrc: SSRC,
  sequenceNumber: add16(65_530, n),
  timestamp: add32(0xfffffe00, n * 160),
  payloadType: 0,
  marker: false,
  payload: Uint8Array.of(n, n >> 8, 0xee),
  arrivalMs: millis(1_000 + n * 20),
  ...overrides,
});

interface Left {
  /** `n` of the packet, read from its payload, or the cause of a restart. */
  readonly what: number | string;
  readonly lostBefore: number;
}

const arrange = (options: Partial<JitterOptions> = {}) => {
  const left: Left[] = [];
  const payloads: Uint8Array[] = [];
  const buffer = new JitterBuffer(
    { clockRateHz: 8_000, ...options },
    {
      packet: ({ payload }, lostBefore) => {
        payloads.push(payload);
        left.push({ what: (payload[0] as number) | ((payload[1] as number) << 8), lostBefore });
      },
      restarted: (cause) => left.push({ what: cause, lostBefore: 0 }),
    },
  );
  const push = (...ns: number[]) => ns.forEach((n) => buffer.push(packet(n)));
  return { buffer, left, payloads, push, order: () => left.map((l) => l.what) };
};

const expectAllAccountedFor = (buffer: JitterBuffer) => {
  const { emitted, late, duplicate, stray, discarded, held } = buffer;
  expect(emitted + late + duplicate + stray + discarded + held).toBe(buffer.received);
};

describe('the jitter buffer', () => {
  it('lets packets in order through at once, without a copy, over the wrap', () => {
    const { buffer, payloads, order } = arrange();

    for (let n = 0; n < 20; n++) {
      const p = packet(n);
      buffer.push(p);
      expect(payloads[n]).toBe(p.payload);
    }

    expect(order()).toEqual([...Array(20).keys()]);
    expect(buffer.lost).toBe(0);
  });

  it('holds what comes behind a gap until the missing packet is there', () => {
    const { buffer, order, push } = arrange();

    push(0, 2, 3);
    expect(order()).toEqual([0]);
    expect(buffer.held).toBe(2);
    push(1);

    expect(order()).toEqual([0, 1, 2, 3]);
    expect(buffer).toMatchObject({ reordered: 1, lost: 0, held: 0 });
  });

  it('sorts what it holds', () => {
    const { order, push } = arrange();

    push(0, 3, 2, 1, 4);

    expect(order()).toEqual([0, 1, 2, 3, 4]);
  });

  it('gives up the gap once more than the depth of media is held', () => {
    const { buffer, left, order } = arrange();
    const at = { arrivalMs: millis(1_000) };
    [0, 3, 4, 5].forEach((n) => buffer.push(packet(n, at)));
    expect(order()).toEqual([0]);

    buffer.push(packet(6, at));

    expect(left.slice(1)).toEqual([
      { what: 3, lostBefore: 2 },
      { what: 4, lostBefore: 0 },
      { what: 5, lostBefore: 0 },
      { what: 6, lostBefore: 0 },
    ]);
    expect(buffer.lost).toBe(2);
  });

  it('gives up the gap once a tick finds the hold as old as the depth', () => {
    const { buffer, order, push } = arrange();
    push(0, 2);

    buffer.tick(millis(1_099));
    expect(order()).toEqual([0]);
    buffer.tick(millis(1_100));

    expect(order()).toEqual([0, 2]);
  });

  it('gives up one gap at a time', () => {
    const { buffer, left, push } = arrange();
    push(0, 2, 4);

    buffer.tick(millis(1_100));

    expect(left).toEqual([
      { what: 0, lostBefore: 0 },
      { what: 2, lostBefore: 1 },
    ]);
    expect(buffer.held).toBe(1);
  });

  it('needs no tick while packets come', () => {
    const { buffer, order } = arrange();
    const untimed = { timestamp: 0 };
    buffer.push(packet(0, untimed));
    buffer.push(packet(2, untimed));

    buffer.push(packet(5, untimed));

    expect(order()).toEqual([0, 2]);
  });

  it('holds nothing where its depth is zero', () => {
    const { left, push } = arrange({ depthMs: 0 });

    push(0, 2);

    expect(left[1]).toEqual({ what: 2, lostBefore: 1 });
  });

  it('holds no more than 200 ms whatever it is told', () => {
    const { buffer, order, push } = arrange({ depthMs: 10_000 });
    push(0, 2);

    buffer.tick(millis(1_240));

    expect(order()).toEqual([0, 2]);
  });

  it('tells late packets from duplicates', () => {
    const { buffer, order, push } = arrange({ depthMs: 0 });

    push(0, 2, 1, 0, 2);

    expect(order()).toEqual([0, 2]);
    expect(buffer).toMatchObject({ late: 1, duplicate: 2, lost: 1 });
  });

  it('counts a copy of a held packet as a duplicate', () => {
    const { buffer, push, order } = arrange();

    push(0, 2, 2, 1);

    expect(order()).toEqual([0, 1, 2]);
    expect(buffer.duplicate).toBe(1);
  });

  it('drops what was overtaken by the first packet', () => {
    const { buffer, order, push } = arrange();

    push(5, 4, 6);

    expect(order()).toEqual([5, 6]);
    expect(buffer.late).toBe(1);
  });

  it('starts anew after two packets in a row far off the count', () => {
    const { buffer, left, push } = arrange();

    push(0, 1, 10_000);
    expect(buffer.held).toBe(1);
    push(10_001, 10_002);

    expect(left.map((l) => l.what)).toEqual([0, 1, 'sequence', 10_000, 10_001, 10_002]);
    expect(left.every((l) => l.lostBefore === 0)).toBe(true);
    expect(buffer).toMatchObject({ restarts: 1, stray: 0, lost: 0 });
  });

  it('drops a single packet far off the count', () => {
    const { buffer, order, push } = arrange();

    push(0, 10_000, 1, 10_001, 2);

    expect(order()).toEqual([0, 1, 2]);
    expect(buffer).toMatchObject({ restarts: 0, stray: 2 });
  });

  it.each([
    [2_998, 'loss', { restarts: 0, lost: 2_998 }],
    [3_000, 'a new count', { restarts: 1, lost: 0 }],
    [-100, 'late', { restarts: 0, late: 2 }],
    [-102, 'a new count', { restarts: 1, late: 0 }],
  ])('takes two packets %i ahead of the next one as %s', (ahead, _, counted) => {
    const { buffer, push } = arrange({ depthMs: 0 });
    const next = 20_000;
    push(next - 1);

    push(next + ahead, next + ahead + 1);

    expect(buffer).toMatchObject(counted);
  });

  it('drops two packets far off the count that do not follow each other', () => {
    const { buffer, order, push } = arrange();

    push(0, 10_000, 10_002, 1);

    expect(order()).toEqual([0, 1]);
    expect(buffer).toMatchObject({ restarts: 0, stray: 2 });
  });

  it('lets out what it holds before it starts anew', () => {
    const count = arrange();
    const source = arrange();

    count.push(0, 2, 10_000, 10_001);
    source.push(0, 2);
    for (let n = 0; n < 5; n++) source.buffer.push(packet(500 + n, { ssrc: 99 }));

    expect(count.order()).toEqual([0, 2, 'sequence', 10_000, 10_001]);
    expect(source.order()).toEqual([0, 2, 'source', 504]);
  });

  it('follows another source only after five packets with none of the old one between', () => {
    const { buffer, order, push } = arrange();
    const other = (n: number) => buffer.push(packet(n, { ssrc: 99 }));

    push(0);
    [300, 301, 302, 303].forEach(other);
    push(1);
    [304, 305, 306, 307].forEach(other);
    expect(order()).toEqual([0, 1]);
    [308, 309].forEach(other);

    expect(order()).toEqual([0, 1, 'source', 308, 309]);
    expect(buffer).toMatchObject({ stray: 8, restarts: 1 });
    push(2);
    expect(order()).toHaveLength(5);
  });

  it('does not add up packets of different new sources', () => {
    const { buffer, order, push } = arrange();

    push(0);
    for (let n = 0; n < 20; n++) buffer.push(packet(n, { ssrc: 100 + (n % 2) }));

    expect(order()).toEqual([0]);
  });

  it('zeroes a held payload once it has left', () => {
    const storage = new Uint8Array(JITTER_STORAGE_BYTES);
    const { payloads, push } = arrange({ storage });

    push(0, 2, 10_000);
    expect(storage.some((byte) => byte !== 0)).toBe(true);
    push(1);

    expect(payloads).toHaveLength(3);
    expect(payloads[2]).toEqual(new Uint8Array(3));
    expect(storage.every((byte) => byte === 0)).toBe(true);
  });

  it('zeroes what it holds on close, and takes nothing any more', () => {
    const storage = new Uint8Array(JITTER_STORAGE_BYTES);
    const { buffer, order, push } = arrange({ storage });
    push(0, 2, 3, 20_000);

    buffer.close();
    buffer.close();

    expect(storage.every((byte) => byte === 0)).toBe(true);
    expect(buffer).toMatchObject({ held: 0, discarded: 3 });
    push(1);
    buffer.tick(millis(9_999));
    expect(order()).toEqual([0]);
    expectAllAccountedFor(buffer);
  });

  it('holds payloads larger than a slot', () => {
    const lengths: number[] = [];
    const buffer = new JitterBuffer(
      { clockRateHz: 8_000 },
      { packet: ({ payload }) => lengths.push(payload.length), restarted: () => undefined },
    );

    buffer.push(packet(0));
    buffer.push(packet(2, { payload: new Uint8Array(1_000).fill(1) }));
    buffer.push(packet(1));

    expect(lengths).toEqual([3, 3, 1_000]);
  });

  it('gives up gaps early rather than hold too many packets or bytes', () => {
    const many = arrange({ depthMs: 200 });
    const big = arrange({ depthMs: 200 });
    const still = { timestamp: 0, arrivalMs: millis(0) };

    for (let n = 0; n < 200; n += 2) many.buffer.push(packet(n, still));
    big.buffer.push(packet(0, still));
    for (let n = 2; n < 8; n++) big.buffer.push(packet(n, { ...still, payload: new Uint8Array(20_000) }));

    expect(many.buffer.held).toBeLessThanOrEqual(24);
    expect(many.buffer.overflow).toBeGreaterThan(0);
    expect(big.buffer.overflow).toBe(1);
    expect(big.left).toHaveLength(7);
    // What was let go makes room again.
    for (const n of [9, 10, 11, 8, 13, 14, 15, 12]) {
      big.buffer.push(packet(n, { ...still, payload: new Uint8Array(20_000) }));
    }
    expect(big.buffer.overflow).toBe(1);
    expectAllAccountedFor(many.buffer);
    expectAllAccountedFor(big.buffer);
  });

  it('lets a packet out in its place when there is no room for it', () => {
    const { buffer, left } = arrange({ depthMs: 200 });
    const still = { timestamp: 0, arrivalMs: millis(0) };
    buffer.push(packet(0, still));
    for (let n = 10; n < 10 + 48; n += 2) buffer.push(packet(n, still));
    expect(buffer.held).toBe(24);

    buffer.push(packet(4, still));

    expect(left.at(-1)).toEqual({ what: 4, lostBefore: 3 });
    expect(buffer.held).toBe(24);
  });

  it('lets everything out when the stream has ended', () => {
    const { buffer, left, push } = arrange();
    push(0, 2, 4);

    buffer.flush();

    expect(left.map((l) => l.lostBefore)).toEqual([0, 1, 1]);
  });

  it.each([
    ['a packet in order', [0], 'packet'],
    ['a held packet', [0, 2, 3, 1], 'packet'],
    ['a held packet before a new count', [0, 2, 3, 9_000, 9_001], 'packet'],
    ['the first packet of a new count', [0, 9_000, 9_001], 'packet'],
    ['a new count', [0, 9_000, 9_001], 'restarted'],
  ] as const)('may be closed by its sink while it hands over %s', (_, arrivals, during) => {
    const storage = new Uint8Array(JITTER_STORAGE_BYTES);
    let handed = 0;
    const closeAt = during === 'packet' && arrivals.length > 1 ? 2 : 1;
    const buffer: JitterBuffer = new JitterBuffer(
      { clockRateHz: 8_000, storage },
      {
        packet: () => {
          handed++;
          if (during === 'packet' && handed === closeAt) buffer.close();
        },
        restarted: () => {
          if (during === 'restarted') buffer.close();
        },
      },
    );

    for (const n of arrivals) buffer.push(packet(n));

    expect(storage.every((byte) => byte === 0)).toBe(true);
    expect(buffer.held).toBe(0);
    expect(handed).toBe(closeAt);
    expectAllAccountedFor(buffer);
  });

  it('measures no jitter in an even stream and converges on that of an uneven one', () => {
    const even = arrange();
    const uneven = arrange();

    for (let n = 0; n < 500; n++) {
      even.buffer.push(packet(n));
      uneven.buffer.push(packet(n, { arrivalMs: millis(1_000 + n * 20 + (n % 2) * 10) }));
    }

    expect(even.buffer.jitterClock).toBe(0);
    expect(uneven.buffer.jitterMs).toBeCloseTo(10, 3);
  });

  it('leaves telephone-event packets and talk-spurt starts out of the jitter', () => {
    const { buffer } = arrange({ telephoneEventPayloadType: 101 });
    buffer.push(packet(0));
    buffer.push(packet(1, { payloadType: 101, timestamp: 5 }));
    buffer.push(packet(2, { marker: true, arrivalMs: millis(50_000) }));

    buffer.push(packet(3, { arrivalMs: millis(50_020) }));

    expect(buffer.jitterClock).toBe(0);
  });

  /** A stream with loss, delay (hence reordering) and doubling. */
  const journey = fc.array(
    fc.record({
      isLost: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      delayMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 150 })),
      isDoubled: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    }),
    { minLength: 1, maxLength: 120 },
  );

  it('lets no packet out twice or out of order, and accounts for each', () => {
    fc.assert(
      fc.property(journey, fc.nat(0xffff), fc.integer({ min: 0, max: 250 }), (fates, start, depthMs) => {
        const out: number[] = [];
        let lost = 0;
        const buffer = new JitterBuffer(
          { clockRateHz: 8_000, depthMs },
          {
            packet: (p, lostBefore) => {
              expect(p.payload).toEqual(Uint8Array.of(p.sequenceNumber & 0xff, p.sequenceNumber >> 8));
              const last = out.at(-1);
              if (last !== undefined) expect(delta16(p.sequenceNumber, last)).toBe(lostBefore + 1);
              out.push(p.sequenceNumber);
              lost += lostBefore;
            },
            restarted: () => expect('no restart').toBe('here'),
          },
        );
        const arrivals = fates
          .flatMap((fate, n) => {
            const sequenceNumber = add16(start, n);
            const payload = Uint8Array.of(sequenceNumber & 0xff, sequenceNumber >> 8);
            const one = packet(n, { sequenceNumber, payload, arrivalMs: millis(n * 20 + fate.delayMs) });
            return fate.isLost
              ? []
              : fate.isDoubled
                ? [one, { ...one, arrivalMs: millis(one.arrivalMs + 30) }]
                : [one];
          })
          .sort((a, b) => a.arrivalMs - b.arrivalMs);

        for (const arrival of arrivals) {
          // What is handed over dies with the call.
          const message = Uint8Array.from(arrival.payload);
          buffer.push({ ...arrival, payload: message });
          message.fill(0xaa);
          expectAllAccountedFor(buffer);
        }
        buffer.flush();

        expect(buffer.received).toBe(arrivals.length);
        expect(buffer.emitted).toBe(out.length);
        expect(buffer.lost).toBe(lost);
        expect(buffer.held).toBe(0);
        expectAllAccountedFor(buffer);
      }),
      { numRuns: 300 },
    );
  });

  it('lets out every packet that is overtaken by less than the depth', () => {
    const delays = fc.array(fc.integer({ min: 0, max: 39 }), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(delays, (delaysMs) => {
        const { buffer, order } = arrange({ depthMs: 60 });
        const arrivals = delaysMs
          .map((delayMs, n) => packet(n, { arrivalMs: millis(n * 20 + (n === 0 ? 0 : delayMs)) }))
          .sort((a, b) => a.arrivalMs - b.arrivalMs);

        for (const arrival of arrivals) buffer.push(arrival);
        buffer.flush();

        expect(order()).toEqual([...delaysMs.keys()]);
      }),
      { numRuns: 300 },
    );
  });
});
