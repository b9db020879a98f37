import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { millis } from '../core/units.js';
import { ignoringSink } from './ignoring-sink.js';
import { Interleaved, InterleavedFrames } from './interleaved.js';
import { TrackSource } from './track-source.js';

const taken = (channels: number, sampleBytes = 2) => {
  const parts: number[][] = [[], []];
  const pcm = new Interleaved(channels, sampleBytes, (channel, bytes) => parts[channel]?.push(...bytes));
  return { pcm, parts };
};

describe('interleaved samples', () => {
  it('go left and right', () => {
    const { pcm, parts } = taken(2);

    expect(pcm.push(Uint8Array.of(1, 2, 11, 12, 3, 4, 13, 14))).toBe(true);

    expect(parts).toEqual([
      [1, 2, 3, 4],
      [11, 12, 13, 14],
    ]);
  });

  it('of one channel go through as they are', () => {
    const { pcm, parts } = taken(1);

    pcm.push(Uint8Array.of(1, 2, 3, 4));

    expect(parts).toEqual([[1, 2, 3, 4], []]);
  });

  it('are none in a message of no length', () => {
    const { pcm, parts } = taken(2);

    expect(pcm.push(new Uint8Array(0))).toBe(true);
    expect(pcm.push(Uint8Array.of(1, 2, 3))).toBe(true);
    expect(pcm.push(new Uint8Array(0))).toBe(true);
    pcm.push(Uint8Array.of(4));

    expect(parts).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('do not turn to noise where a byte was lost: a message that is whole is taken as it stands', () => {
    const { pcm, parts } = taken(1);

    pcm.push(Uint8Array.of(1, 2, 3));
    expect(pcm.push(Uint8Array.of(5, 6, 7, 8))).toBe(false);

    expect(parts[0]).toEqual([1, 2, 5, 6, 7, 8]);
  });

  it.each([
    [1, 1],
    [1, 2],
    [2, 1],
    [2, 2],
  ])('of %i channels, %i bytes each, are the same however the stream is cut', (channels, sampleBytes) => {
    const unit = channels * sampleBytes;
    // A piece that is whole by itself begins where a sample begins.
    const pieces = fc
      .array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 20 })
      .filter((all) => {
        let rest = 0;
        return all.every(({ length }) => {
          const isSound = rest === 0 || length % unit !== 0;
          rest = (rest + length) % unit;
          return isSound;
        });
      });
    fc.assert(
      fc.property(pieces, (all) => {
        const { pcm, parts } = taken(channels, sampleBytes);
        for (const piece of all) expect(pcm.push(piece)).toBe(true);

        const stream = all.flatMap((piece) => [...piece]);
        const whole = stream.slice(0, stream.length - (stream.length % unit));
        for (let channel = 0; channel < channels; channel++) {
          const own = whole.filter((_, i) => Math.floor((i % unit) / sampleBytes) === channel);
          expect(parts[channel]).toEqual(own);
        }
      }),
    );
  });
});

const FRAME = 160;

interface Piece {
  readonly track: number;
  readonly timestamp: number;
  readonly bytes: Uint8Array;
}

const formatOf = (sampleBytes: number) => ({
  payloadType: 0,
  frameBytes: FRAME * sampleBytes,
  frameClock: FRAME,
  clockRateHz: 8_000,
  clockOf: (payload: Uint8Array) => payload.length / sampleBytes,
  jitterMs: 0,
});

const opened = (channels: number, sampleBytes: number): { pieces: Piece[]; streams: InterleavedFrames } => {
  const pieces: Piece[] = [];
  const sink = ignoringSink({
    audio: (track, { timestamp, payload }) =>
      pieces.push({ track, timestamp, bytes: Uint8Array.from(payload) }),
  });
  const format = formatOf(sampleBytes);
  const sources = Array.from({ length: channels }, (_, track) => new TrackSource(sink, track, format));
  return { pieces, streams: new InterleavedFrames(sources, sampleBytes, FRAME) };
};

const NOW = millis(0);

describe('frames of parties in one stream', () => {
  it('come apart in frames of their own, each sample at its place, however the stream is cut', () => {
    const shape = fc.record({
      channels: fc.constantFrom(1, 2),
      sampleBytes: fc.constantFrom(1, 2),
      /** Samples of each message, and what is left out after it. */
      messages: fc.array(fc.tuple(fc.nat(700), fc.oneof(fc.constant(0), fc.nat(400))), { maxLength: 12 }),
    });
    fc.assert(
      fc.property(shape, ({ channels, sampleBytes, messages }) => {
        const { pieces, streams } = opened(channels, sampleBytes);
        const byteAt = (sample: number, byte: number): number => (sample * 7 + byte * 3) & 0xff;
        let position = 0;
        for (const [samples, leftOut] of messages) {
          const groupBytes = channels * sampleBytes;
          const data = Uint8Array.from({ length: samples * groupBytes }, (_, i) =>
            byteAt(position + Math.floor(i / groupBytes), i % groupBytes),
          );
          expect(streams.take(data, NOW)).toBe(true);
          position += samples;
          if (leftOut > 0) streams.skip(leftOut, NOW);
          position += leftOut;
          expect(streams.position).toBe(position);
        }
        for (const { track, timestamp, bytes } of pieces) {
          expect(bytes.length % sampleBytes).toBe(0);
          // Never less than 5 ms.
          expect(bytes.length).toBeGreaterThanOrEqual((FRAME * sampleBytes) / 4);
          const wanted = bytes.map((_, i) =>
            byteAt(timestamp + Math.floor(i / sampleBytes), track * sampleBytes + (i % sampleBytes)),
          );
          expect(Buffer.compare(bytes, wanted)).toBe(0);
        }
        const places = [0, 1].map((track) => pieces.filter((each) => each.track === track));
        if (channels === 2)
          expect(places[1]?.map((p) => p.timestamp)).toEqual(places[0]?.map((p) => p.timestamp));
        places[0]?.slice(1).forEach(({ timestamp }, i) => {
          const before = places[0]?.[i] as Piece;
          expect(timestamp).toBeGreaterThanOrEqual(before.timestamp + before.bytes.length / sampleBytes);
        });
      }),
    );
  });

  it('lose less than 5 ms where the stream stops', () => {
    const { pieces, streams } = opened(2, 1);

    streams.take(new Uint8Array(2 * 199), NOW);
    streams.flush(NOW);
    streams.take(new Uint8Array(2 * 40), NOW);
    streams.flush(NOW);

    expect(pieces.map(({ track, timestamp, bytes }) => [track, timestamp, bytes.length])).toEqual([
      [0, 0, 160],
      [1, 0, 160],
      [0, 199, 40],
      [1, 199, 40],
    ]);
  });

  it('are not taken where the data end within a sample', () => {
    const { pieces, streams } = opened(2, 2);

    expect([3, 641, 642].map((bytes) => streams.take(new Uint8Array(bytes), NOW))).toEqual([
      false,
      false,
      false,
    ]);
    expect(streams.position).toBe(0);
    expect(pieces).toEqual([]);
  });

  it('arrive frame by frame, though a message holds several, and never earlier than before', () => {
    const arrivals: number[] = [];
    const sink = ignoringSink({ audio: (_track, { arrivalMs }) => arrivals.push(arrivalMs) });
    const format = formatOf(1);
    const streams = new InterleavedFrames([new TrackSource(sink, 0, format)], 1, FRAME);

    streams.take(new Uint8Array(3 * FRAME), millis(1_000));
    streams.take(new Uint8Array(2.5 * FRAME), millis(1_020));
    streams.flush(millis(1_030));
    streams.take(new Uint8Array(FRAME), millis(1_200));

    expect(arrivals).toEqual([1_000, 1_020, 1_040, 1_040, 1_040, 1_040, 1_200]);
  });

  it('count on where 32 bits end', () => {
    const { pieces, streams } = opened(1, 1);

    streams.skip(2 ** 32 - FRAME, NOW);
    streams.take(new Uint8Array(2 * FRAME), NOW);

    expect(pieces.map(({ timestamp }) => timestamp)).toEqual([2 ** 32 - FRAME, 0]);
  });
});
