import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Pipeline } from './pipeline.js';
import { CODECS } from '../codec/registry.js';
import type { Finding } from '../core/finding.js';
import { newFindingId } from '../core/ids.js';
import { delta32 } from '../core/serial.js';
import { contains, overlaps, span, type Span } from '../core/span.js';
import { millis, millisToTicks, samplesToTicks, ticks, ticksToSamples } from '../core/units.js';
import type { Cleared } from '../gate/clearance-gate.js';
import { createFill } from '../media/fill.js';
import type { FrameOrigin } from '../media/frame.js';
import { readRtp, RtpPacket } from '../protocol/rtp-packet.js';
import {
  OneWay,
  openEgress,
  POLICY,
  PTIME_MS,
  sendingSession,
  type LegFormat,
  type OneWayOptions,
} from '../test/one-way.js';

const PCMU_8: LegFormat = { codec: CODECS.PCMU, rateHz: 8_000 };
const FORMATS: readonly LegFormat[] = [
  PCMU_8,
  { codec: CODECS.PCMA, rateHz: 8_000 },
  { codec: CODECS.L16, rateHz: 8_000 },
  { codec: CODECS.L16, rateHz: 16_000 },
];
const FRAME = millisToTicks(PTIME_MS);

const finding = (at: Span, belief: Finding['belief'] = 'confirmed'): Finding => ({
  id: newFindingId(),
  leg: 'caller',
  belief,
  entity: 'pan',
  span: at,
  score: 1,
  cause: 'prompted',
  decidedAt: at.from,
  settled: true,
});

const frameSamples = ({ rateHz }: LegFormat): number => (rateHz * PTIME_MS) / 1_000;
const payloadBytes = (format: LegFormat): number =>
  frameSamples(format) * (format.codec.name === 'L16' ? 2 : 1);

/** Bytes that look like nothing else: every payload differs from every other. */
const payloadOf = (format: LegFormat, n: number): Uint8Array =>
  Uint8Array.from({ length: payloadBytes(format) }, (_, i) => (n * 31 + i * 7 + ((i * n) >> 3)) & 0xff);

/** @param pauses how many frames the sender leaves out before packet n */
const messagesOf = (
  format: LegFormat,
  payloads: readonly Uint8Array[],
  pauses: ReadonlyMap<number, number> = new Map(),
): Uint8Array[] => {
  const session = sendingSession(format);
  const clock = format.codec.clockRateHz(format.rateHz) / 50;
  return payloads.map((payload, n) => {
    const pause = pauses.get(n) ?? 0;
    if (pause > 0) session.skip(pause * clock);
    return session.wrap(payload, pause > 0, clock).slice();
  });
};

interface Seen {
  readonly span: Span;
  readonly origin: FrameOrigin;
  readonly pcm: Int16Array;
}

/** A way that also keeps what the taps saw and what the sinks got. */
const watch = (options: Omit<OneWayOptions, 'onFrame' | 'onCleared'> & { onFrame?: () => void }) => {
  const frames: Seen[] = [];
  const cleared: { readonly part: Cleared; readonly pcm: Int16Array }[] = [];
  const way: OneWay = new OneWay({
    ...options,
    onFrame: ({ span: place, origin, pcm }) => {
      options.onFrame?.();
      frames.push({ span: place, origin, pcm: pcm.slice() });
    },
    onCleared: (part, pcm) => cleared.push({ part, pcm }),
  });
  return { way, frames, cleared };
};

const filled = (way: OneWay, format: LegFormat, place: Span): Int16Array => {
  const from = ticksToSamples(place.from, format.rateHz);
  const pcm = new Int16Array(ticksToSamples(place.to, format.rateHz) - from);
  way.fill.write(pcm, from);
  return pcm;
};

const encoded = ({ codec, rateHz }: LegFormat, pcm: Int16Array): Uint8Array => {
  const out = new Uint8Array(19_200);
  return out.slice(0, codec.open(rateHz).encode(pcm, out));
};

const decoded = ({ codec, rateHz }: LegFormat, payload: Uint8Array): Int16Array => {
  const out = new Int16Array(9_600);
  return out.slice(0, codec.open(rateHz).decode(payload, out) ?? 0);
};

describe('the walk of a frame', () => {
  it.each(FORMATS)('passes $codec.name at $rateHz Hz bit by bit, a look-ahead later', (format) => {
    const { way } = watch({ from: format, to: format, policy: { lookAhead: millisToTicks(40) } });
    const payloads = Array.from({ length: 10 }, (_, n) => payloadOf(format, n));

    messagesOf(format, payloads).forEach((message, n) => way.receive(message, n * 20));

    expect(way.sent.map(({ payload }) => payload)).toEqual(payloads.slice(0, 8));
    expect(way.sent.map(({ head }) => head)).toEqual(way.sent.map((_, n) => (n + 3) * FRAME));
    expect(way.egress.counters).toMatchObject({ forwarded: 8, encoded: 0 });
  });

  it.each([96, 111, 120])('forwards Opus of payload type %d bit by bit', (payloadType) => {
    const codec = { ...CODECS.OPUS, payloadType };
    const format: LegFormat = { codec, rateHz: 48_000 };
    const { way } = watch({ from: format, to: format });
    const encoder = CODECS.OPUS.open(48_000);
    const payloads = Array.from({ length: 5 }, (_, n) => {
      const out = new Uint8Array(1_500);
      const pcm = Int16Array.from({ length: 960 }, (_v, i) => 9_000 * Math.sin((i + n * 960) / 17));
      return out.slice(0, encoder.encode(pcm, out));
    });

    messagesOf(format, payloads).forEach((message, n) => way.receive(message, n * 20));

    expect(way.sent.map(({ payload }) => payload)).toEqual(payloads);
    expect(way.egress.counters.encoded).toBe(0);
  });

  it('never lets an Opus packet lean on what was masked before it', () => {
    const format: LegFormat = { codec: CODECS.OPUS, rateHz: 48_000 };
    const { way } = watch({ from: format, to: format });
    way.pipeline.find(finding(span(2 * FRAME, 3 * FRAME)));
    const encoder = CODECS.OPUS.open(48_000);
    const payloads = Array.from({ length: 8 }, () => {
      const out = new Uint8Array(1_500);
      return out.slice(0, encoder.encode(new Int16Array(960).fill(500), out));
    });

    messagesOf(format, payloads).forEach((message, n) => way.receive(message, n * 20));

    expect(way.sent).toHaveLength(8);
    expect(way.egress.counters).toMatchObject({ encoded: 4, forwarded: 4 });
  });

  it('reads A-law on a mu-law leg, and answers in mu-law', () => {
    const { way } = watch({ from: PCMU_8, to: PCMU_8 });
    const alaw: LegFormat = { codec: CODECS.PCMA, rateHz: 8_000 };
    const payload = payloadOf(alaw, 3);

    messagesOf(alaw, [payload]).forEach((message) => way.receive(message, 0));

    expect(way.sent.map((s) => s.payload)).toEqual([encoded(PCMU_8, decoded(alaw, payload))]);
  });

  it('conceals a payload that the codec refuses, and counts it', () => {
    const { way, frames } = watch({ from: PCMU_8, to: PCMU_8 });
    const payloads = [payloadOf(PCMU_8, 0), new Uint8Array(3), payloadOf(PCMU_8, 2)];
    const session = sendingSession(PCMU_8);

    payloads.forEach((payload, n) => way.receive(session.wrap(payload, false, 160).slice(), n * 20));

    expect(frames.map(({ origin }) => origin)).toEqual(['received', 'concealed', 'received']);
    expect(way.pipeline.counters).toMatchObject({ badPayloads: 1, concealedFrames: 1 });
    expect(way.sent[1]?.payload).toEqual(encoded(PCMU_8, filled(way, PCMU_8, span(FRAME, 2 * FRAME))));
  });

  it('sends nothing for a pause of the sender, and keeps its length', () => {
    const { way, frames } = watch({ from: PCMU_8, to: PCMU_8 });
    const payloads = Array.from({ length: 4 }, (_, n) => payloadOf(PCMU_8, n));

    messagesOf(PCMU_8, payloads, new Map([[2, 5]])).forEach((message, n) =>
      way.receive(message, n < 2 ? n * 20 : (n + 5) * 20),
    );

    expect(frames.filter(({ origin }) => origin === 'dtx')).toHaveLength(5);
    expect(way.sent.map(({ payload }) => payload)).toEqual(payloads);
    expect(delta32(way.sent[2]?.timestamp ?? 0, way.sent[1]?.timestamp ?? 0)).toBe(6 * 160);
    expect(way.sent[2]?.marker).toBe(true);
  });

  it('moves the timeline of a sender that says nothing, by the wall clock', () => {
    const { way, frames } = watch({ from: PCMU_8, to: PCMU_8, policy: { lookAhead: millisToTicks(60) } });
    const messages = messagesOf(PCMU_8, [payloadOf(PCMU_8, 0), payloadOf(PCMU_8, 1)]);
    messages.forEach((message, n) => way.receive(message, n * 20));
    const before = way.sent.length;

    for (let ms = 40; ms <= 1_000; ms += 100) way.pipeline.idle(millis(ms));

    expect(before).toBe(0);
    expect(way.sent).toHaveLength(2);
    expect(frames.slice(2).every(({ origin }) => origin === 'dtx')).toBe(true);
    expect(way.pipeline.head).toBeGreaterThan(millisToTicks(700));
    expect(way.pipeline.head).toBeLessThanOrEqual(millisToTicks(1_000));
  });

  it('lets frames that are shorter than a packet may be leave no earlier than they must', () => {
    const lookAhead = millisToTicks(20);
    const { way, frames } = watch({ from: PCMU_8, to: PCMU_8, policy: { lookAhead } });
    const session = sendingSession(PCMU_8);

    // 5 ms and then a gap of one sample, again and again: two frames where one was reckoned with.
    for (let n = 0; n < 40; n++) {
      way.receive(session.wrap(payloadOf(PCMU_8, n).slice(0, 40), false, 41).slice(), n * 5);
    }

    const waiting = way.pipeline.head - way.pipeline.live.decidedTo;
    expect(frames.length).toBeGreaterThan(70);
    expect(waiting).toBeGreaterThanOrEqual(lookAhead / 2);
  });

  it('takes gaps longer than its ring, and stays in time', () => {
    const { way, cleared } = watch({
      from: PCMU_8,
      to: PCMU_8,
      policy: { lookAhead: millisToTicks(100), clearanceLimit: millisToTicks(500) },
    });
    const messages = messagesOf(
      PCMU_8,
      [0, 1].map((n) => payloadOf(PCMU_8, n)),
      new Map([[1, 1_000]]),
    );

    way.receive(messages[0] ?? new Uint8Array(), 0);
    way.receive(messages[1] ?? new Uint8Array(), 20_020);
    way.end();

    expect(way.pipeline.head).toBe(1_002 * FRAME);
    expect(cleared.at(-1)?.part.span.to).toBe(1_002 * FRAME);
    expect(way.pipeline.residue()).toBe(0);
  });

  it('holds nothing once it is closed, twice', () => {
    const { way } = watch({ from: PCMU_8, to: PCMU_8, policy: { lookAhead: millisToTicks(100) } });
    messagesOf(
      PCMU_8,
      [0, 1, 2].map((n) => payloadOf(PCMU_8, n)),
    ).forEach((m, n) => way.receive(m, n * 20));
    const before = way.pipeline.residue();

    way.pipeline.close();
    way.pipeline.close();

    expect(before).toBeGreaterThan(0);
    expect(way.pipeline.residue()).toBe(0);
  });

  it('leaves nothing where all legs work on their frames: no fill, either', () => {
    const { way } = watch({ from: PCMU_8, to: PCMU_8 });
    const tooShort = payloadOf(PCMU_8, 1).slice(0, 8);
    way.pipeline.find(finding(span(FRAME, 2 * FRAME)));

    messagesOf(PCMU_8, [payloadOf(PCMU_8, 0), tooShort]).forEach((m, n) => way.receive(m, n * 20));
    way.end();

    expect(way.pipeline.counters).toMatchObject({ maskedFrames: 1, concealedFrames: 1 });
    expect(way.pipeline.residue()).toBe(0);
  });

  it.each(['a tap', 'a sink'])(
    'holds nothing once it is closed, where %s has failed amid a frame',
    (where) => {
      const fail = (): never => {
        throw new Error(`${where} has failed`);
      };
      const { egress } = openEgress(PCMU_8);
      const pipeline = new Pipeline({
        leg: 'caller',
        rateHz: 8_000,
        clockRateHz: 8_000,
        codec: CODECS.PCMU,
        ptimeMs: PTIME_MS,
        origin: ticks(0),
        policy: POLICY,
        fill: createFill({ kind: 'comfort-noise', rateHz: 8_000, seed: 7 }),
        taps: where === 'a tap' ? [{ push: fail, close: () => undefined }] : [],
        requires: [],
        egress,
        sink: { cleared: fail, unreadable: () => undefined, state: () => undefined },
      });
      const packet = new RtpPacket();
      readRtp(messagesOf(PCMU_8, [payloadOf(PCMU_8, 1)])[0] ?? new Uint8Array(), packet);

      expect(() => {
        pipeline.audio(packet, 0);
        pipeline.release(true);
      }).toThrow(`${where} has failed`);
      pipeline.close();

      expect(pipeline.residue()).toBe(0);
    },
  );
});

const scenario = fc
  .record({
    format: fc.constantFrom(...FORMATS),
    lookAheadMs: fc.integer({ min: 0, max: 400 }),
    originFrames: fc.integer({ min: 0, max: 50 }),
    packets: fc.array(
      fc.record({
        isLost: fc.oneof({ weight: 19, arbitrary: fc.constant(false) }, fc.constant(true)),
        delayMs: fc.oneof(
          { weight: 6, arbitrary: fc.constant(0) },
          { weight: 3, arbitrary: fc.integer({ min: 0, max: 45 }) },
          { weight: 1, arbitrary: fc.integer({ min: 0, max: 400 }) },
        ),
        pause: fc.oneof({ weight: 19, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 30 })),
      }),
      { minLength: 1, maxLength: 60 },
    ),
    findings: fc.array(
      fc.record({ fromMs: fc.integer({ min: 0, max: 1_300 }), ticks: fc.integer({ min: 1, max: 24_000 }) }),
      { maxLength: 3 },
    ),
    watermarkLagMs: fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 10 }),
  })
  .map(({ originFrames, ...rest }) => ({ ...rest, origin: ticks(originFrames * FRAME) }));

describe('the walk of a frame under loss, reordering, bursts and pauses', () => {
  it('lets every frame out once, in order, exactly a look-ahead after it came in, untouched or filled', () => {
    fc.assert(
      fc.property(scenario, ({ format, lookAheadMs, origin, packets, findings, watermarkLagMs }) => {
        const lookAhead = millisToTicks(lookAheadMs);
        const spans = findings.map((f) => {
          const from = origin + millisToTicks(f.fromMs);
          return span(from, from + f.ticks);
        });
        const { way, frames, cleared } = watch({
          from: format,
          to: format,
          origin,
          policy: { lookAhead },
          onFrame: () => {
            // What the frame before has made due has left, and nothing else.
            const head = frames.at(-1)?.span.to ?? origin;
            const due = frames.filter((f) => f.span.to + lookAhead <= head);
            expect(way.pipeline.live.decidedTo).toBe(due.at(-1)?.span.to ?? 0);
            expect(way.sent).toHaveLength(due.filter((f) => f.origin !== 'dtx').length);
          },
        });
        for (const at of spans) way.pipeline.find(finding(at));
        const pauses = new Map(packets.map(({ pause }, n) => [n, pause]));
        const payloads = packets.map((_, n) => payloadOf(format, n));
        const byTimestamp = new Map<number, Uint8Array>();
        let sentAtMs = 0;
        const arrivals = messagesOf(format, payloads, pauses)
          .map((message, n) => {
            sentAtMs += ((packets[n]?.pause ?? 0) + 1) * PTIME_MS;
            const timestamp = new DataView(message.buffer).getUint32(4);
            byTimestamp.set(timestamp, payloads[n] ?? new Uint8Array());
            return { message, timestamp, atMs: sentAtMs + (packets[n]?.delayMs ?? 0) };
          })
          .filter((_, n) => packets[n]?.isLost === false)
          .sort((a, b) => a.atMs - b.atMs);

        arrivals.forEach(({ message, atMs }, n) => {
          way.receive(message, atMs);
          const lag = watermarkLagMs[n % watermarkLagMs.length] ?? 0;
          way.pipeline.clearance.cleared('keys', ticks(Math.max(0, way.pipeline.head - millisToTicks(lag))));
          way.pipeline.release();
        });
        const unsent = frames.filter((f) => f.origin !== 'dtx').length - way.sent.length;
        way.end();

        // The timeline has no hole, and each frame that is no pause has one packet at its place.
        let head: number = origin;
        for (const frame of frames) {
          expect(frame.span.from).toBe(head);
          head = frame.span.to;
        }
        const firstTimestamp = arrivals[0]?.timestamp ?? 0;
        const clockTicks = samplesToTicks(1, format.rateHz);
        const audible = frames.filter((f) => f.origin !== 'dtx');
        expect(unsent).toBeLessThanOrEqual(Math.ceil(lookAhead / FRAME) + 1);
        way.sent.forEach((packet, i) => {
          const frame = audible[i];
          if (frame === undefined) throw new Error('more was sent than came in');
          const offset = (frame.span.from - origin) / clockTicks;
          expect(delta32(packet.timestamp, way.sent[0]?.timestamp ?? 0)).toBe(offset);
          const isMasked = spans.some((at) => overlaps(at, frame.span));
          const wanted =
            isMasked || frame.origin === 'concealed'
              ? encoded(format, filled(way, format, frame.span))
              : byTimestamp.get((firstTimestamp + offset) >>> 0);
          expect(packet.payload).toEqual(wanted);
        });

        // What was recorded is what the taps saw, but for masks; and all of it.
        let recordedTo: number = origin;
        for (const { part, pcm } of cleared) {
          expect(part.span.from).toBe(recordedTo);
          recordedTo = part.span.to;
          const from = ticksToSamples(part.span.from, format.rateHz);
          expect(pcm.length).toBe(ticksToSamples(part.span.to, format.rateHz) - from);
          if (part.mask === undefined) expect(spans.some((at) => overlaps(at, part.span))).toBe(false);
          const original = (sample: number): number => {
            const at = samplesToTicks(sample, format.rateHz);
            const frame = frames.find((f) => contains(f.span, at));
            return frame?.pcm[(at - frame.span.from) / clockTicks] ?? NaN;
          };
          const noise = filled(way, format, part.span);
          const wrong = pcm.findIndex(
            (s, i) => s !== (part.mask === undefined ? original(from + i) : noise[i]),
          );
          expect(wrong).toBe(-1);
        }
        expect(recordedTo).toBe(head);
        expect(way.pipeline.residue()).toBe(0);
      }),
      { numRuns: 120 },
    );
  });
});
