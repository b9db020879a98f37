import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { millis } from '../core/units.js';
import { ignoringSink } from './ignoring-sink.js';
import { sourceFormat } from './json-dialect.js';
import { TrackSource, type SourceFormat } from './track-source.js';

interface Piece {
  readonly bytes: Buffer;
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly marker: boolean;
}

const MULAW = sourceFormat({ encoding: 'PCMU', rateHz: 8_000 });

const open = (format: SourceFormat = MULAW): { source: TrackSource; pieces: Piece[] } => {
  const pieces: Piece[] = [];
  const sink = ignoringSink({
    audio: (_track, { payload, sequenceNumber, timestamp, marker }) =>
      pieces.push({ bytes: Buffer.from(payload), sequenceNumber, timestamp, marker }),
  });
  return { source: new TrackSource(sink, 0, format), pieces };
};

const steps = (pieces: readonly Piece[]): number[] =>
  pieces.slice(1).map(({ timestamp }, i) => (timestamp - (pieces[i]?.timestamp ?? 0)) >>> 0);

const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i % 251);

describe('a source of packets', () => {
  it('cuts payloads of any length into frames, and loses and adds nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 12 }), (lengths) => {
        const { source, pieces } = open();
        let at = 0;
        for (const length of lengths) {
          source.at(at, bytesOf(length), millis(0));
          at += length;
        }
        expect(Buffer.concat(pieces.map(({ bytes }) => bytes))).toEqual(
          Buffer.concat(lengths.map((length) => bytesOf(length))),
        );
        expect(steps(pieces)).toEqual(pieces.slice(0, -1).map(({ bytes }) => bytes.length));
        expect(pieces.map(({ sequenceNumber }) => sequenceNumber)).toEqual([...pieces.keys()]);
        for (const { bytes } of pieces) expect(bytes.length).toBeLessThan(240);
        // A frame shorter than half of one is there only where it came as such.
        const short = pieces.filter(({ bytes }) => bytes.length < 80).length;
        expect(short).toBe(lengths.filter((length) => length < 80).length);
      }),
    );
  });

  it('takes timestamps that are a little off for badly measured ones', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -79, max: 79 }), { maxLength: 20 }), (errors) => {
        const { source, pieces } = open();
        errors.forEach((error, i) => source.at(1_000_000 + 160 * i + error, bytesOf(160), millis(20 * i)));
        expect(steps(pieces)).toEqual(pieces.slice(1).map(() => 160));
      }),
    );
  });

  it('leaves out what a timestamp leaves out, of a frame or more', () => {
    const { source, pieces } = open();
    [0, 160, 480, 640, 8_640].forEach((at) => source.at(at, bytesOf(160), millis(0)));
    expect(steps(pieces)).toEqual([160, 320, 160, 8_000]);
    expect(pieces.map(({ marker }) => marker)).toEqual([true, false, true, false, true]);
  });

  it('goes on where timestamps go back, and counts gaps from there', () => {
    const { source, pieces } = open();
    [8_000, 8_160, 0, 160, 480].forEach((at) => source.at(at, bytesOf(160), millis(0)));
    expect(steps(pieces)).toEqual([160, 160, 160, 320]);
  });

  it('survives the wrap of 32 bits and times since 1970', () => {
    const { source, pieces } = open({ ...MULAW, jitterMs: 200 });
    const epochMs = 1_778_597_597_091;
    for (let i = 0; i < 5; i++) source.at((epochMs + 20 * i) * 8, bytesOf(160), millis(20 * i));
    source.at((epochMs + 1_100) * 8, bytesOf(160), millis(1_100));
    expect(steps(pieces)).toEqual([160, 160, 160, 160, 8_160]);

    const other = open();
    [0xffff_ff60, 0, 160].forEach((at) => other.source.at(at, bytesOf(160), millis(0)));
    expect(steps(other.pieces)).toEqual([160, 160]);
  });

  it('without timestamps follows arrival only through a pause', () => {
    const { source, pieces } = open();
    // Late and in a burst: no pause.
    for (const ms of [0, 20, 150, 150, 150, 150, 150, 160]) source.next(bytesOf(160), millis(ms));
    expect(steps(pieces)).toEqual(pieces.slice(1).map(() => 160));
    source.next(bytesOf(160), millis(1_160));
    const pause = steps(pieces).at(-1) ?? 0;
    expect(pause % 160).toBe(0);
    expect(pause).toBeGreaterThan(7_800);
    expect(pause).toBeLessThanOrEqual(8_160);
  });

  it('never lets the clock of arrivals run away, however long the call', () => {
    const { source, pieces } = open();
    // A sender that is 0.1 % slow.
    for (let i = 0; i < 20_000; i++) source.next(bytesOf(160), millis(i * 20.02));
    const behind = 20_000 * 20.02 * 8 - ((pieces.at(-1)?.timestamp ?? 0) - (pieces[0]?.timestamp ?? 0));
    expect(behind).toBeLessThan(240 * 8);
  });

  it('takes Opus packets whole, and times them by what they hold', () => {
    const { source, pieces } = open(sourceFormat({ encoding: 'OPUS', rateHz: 48_000 }));
    // 20 ms CELT; 60 ms SILK; two of 10 ms; three of 20 ms; nothing.
    for (const head of [[0xf8], [0x18], [0xf1], [0xfb, 3], [0xf8]])
      source.next(Uint8Array.from([...head, ...bytesOf(700)]), millis(0));
    expect(pieces).toHaveLength(5);
    expect(steps(pieces)).toEqual([960, 2_880, 960, 2_880]);
  });

  it('counts samples, not bytes', () => {
    const { source, pieces } = open(sourceFormat({ encoding: 'L16LE', rateHz: 16_000 }));
    source.next(bytesOf(3_200), millis(0));
    expect(pieces.map(({ bytes }) => bytes.length)).toEqual([640, 640, 640, 640, 640]);
    expect(steps(pieces)).toEqual([320, 320, 320, 320]);
  });
});
