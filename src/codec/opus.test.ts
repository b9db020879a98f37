import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { SAMPLE_RATES, type SampleRate } from '../core/units.js';
import { MAX_PAYLOAD_BYTES } from './codec.js';
import { opusCodec } from './opus.js';

const anyRate = fc.constantFrom<SampleRate[]>(...SAMPLE_RATES);

/** Soundly packed, with anything at all inside: what the native decoder must bear. */
const anyBody = fc.uint8Array({ maxLength: 400 });
const anyPacket = fc.oneof(
  fc.tuple(fc.nat(63), anyBody).map(([config, body]) => [config << 2, ...body]),
  fc.tuple(fc.nat(63), anyBody).map(([config, half]) => [(config << 2) | 1, ...half, ...half]),
  fc
    .tuple(fc.nat(63), fc.uint8Array({ maxLength: 251 }), anyBody)
    .map(([config, first, second]) => [...[(config << 2) | 2, first.length], ...first, ...second]),
  fc
    .tuple(fc.nat(63), fc.integer({ min: 1, max: 48 }), fc.nat(250), fc.uint8Array({ maxLength: 20 }))
    .map(([config, count, padding, frame]) => [
      ...[(config << 2) | 3, 0x40 | count, padding],
      ...Array.from({ length: count }, () => [...frame]).flat(),
      ...new Array<number>(padding).fill(0),
    ]),
);

describe('OPUS', () => {
  it.each(SAMPLE_RATES)('encodes 2.5, 5, 10, 20, 40 and 60 ms at %i Hz', (rateHz) => {
    for (const ms of [2.5, 5, 10, 20, 40, 60]) {
      const session = opusCodec.open(rateHz);
      const bytes = new Uint8Array(MAX_PAYLOAD_BYTES);

      const count = session.encode(new Int16Array((rateHz * ms) / 1_000), bytes);

      expect(count).toBeGreaterThan(0);
      expect(session.samplesIn(bytes.subarray(0, count))).toBe((rateHz * ms) / 1_000);
    }
  });

  it('never hands a frame of another length to the encoder, which would abort the process', () => {
    const legalMs = [2.5, 5, 10, 20, 40, 60];

    fc.assert(
      fc.property(anyRate, fc.nat(6_000), (rateHz, length) => {
        const legal = legalMs.some((ms) => length === (rateHz * ms) / 1_000);
        const session = opusCodec.open(rateHz);

        const count = session.encode(new Int16Array(length), new Uint8Array(MAX_PAYLOAD_BYTES));

        expect(count > 0).toBe(legal);
      }),
    );
    expect(opusCodec.open(8_000).encode(new Int16Array(240), new Uint8Array(MAX_PAYLOAD_BYTES))).toBe(0);
  });

  it('bears any content in sound packing, one packet after the other', () => {
    fc.assert(
      fc.property(anyRate, fc.array(anyPacket, { minLength: 1, maxLength: 10 }), (rateHz, packets) => {
        const session = opusCodec.open(rateHz);
        const out = new Int16Array((rateHz * 120) / 1_000);

        for (const packet of packets) {
          const payload = Uint8Array.from(packet);

          const announced = session.samplesIn(payload);

          expect(session.decode(payload, out)).toBe(announced);
        }
      }),
    );
  });

  it.each(SAMPLE_RATES)('counts the length of a packet in samples of %i Hz', (rateHz) => {
    const session = opusCodec.open(rateHz);

    expect(session.samplesIn(Uint8Array.of(0xf8, 0xff, 0xfe))).toBe(rateHz / 50);
    expect(session.samplesIn(Uint8Array.of(0xe0, 0))).toBe(rateHz / 400);
  });

  it('decodes the common silence packet to silence', () => {
    const out = new Int16Array(320).fill(99);

    expect(opusCodec.open(16_000).decode(Uint8Array.of(0xf8, 0xff, 0xfe), out)).toBe(320);

    expect(out.every((sample) => Math.abs(sample) <= 1)).toBe(true);
  });

  it('has an RTP clock of 48000 Hz at every rate', () => {
    expect(SAMPLE_RATES.map((rateHz) => opusCodec.clockRateHz(rateHz))).toEqual([
      48_000, 48_000, 48_000, 48_000,
    ]);
  });

  it('does nothing once it is closed', () => {
    const session = opusCodec.open(16_000);

    session.close();

    expect(session.encode(new Int16Array(320), new Uint8Array(MAX_PAYLOAD_BYTES))).toBe(0);
    expect(session.decode(Uint8Array.of(0xf8, 0xff, 0xfe), new Int16Array(320))).toBeUndefined();
  });
});
