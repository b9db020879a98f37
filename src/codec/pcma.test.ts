import { describe, expect, it } from '@jest/globals';

import { pcma } from './pcma.js';

const session = pcma.open(8_000);

const decoded = (...codes: number[]): number[] => {
  const out = new Int16Array(codes.length);
  session.decode(Uint8Array.from(codes), out);
  return [...out];
};

const encoded = (...samples: number[]): number[] => {
  const out = new Uint8Array(samples.length);
  session.encode(Int16Array.from(samples), out);
  return [...out];
};

/** In packets of legal length. */
const roundTrip = (samples: readonly number[]): number[] => {
  const heard: number[] = [];
  for (let from = 0; from < samples.length; from += 1_600)
    heard.push(...decoded(...encoded(...samples.slice(from, from + 1_600))));
  return heard;
};

const ALL_CODES = Array.from({ length: 256 }, (_, code) => code);

describe('PCMA', () => {
  it('decodes the values of ITU-T G.711', () => {
    expect(decoded(0xd5, 0x55)).toEqual([8, -8]);
    expect(decoded(0xaa, 0x2a)).toEqual([32_256, -32_256]);
    expect(decoded(0x00, 0x80)).toEqual([-5_504, 5_504]);
    // The first interval of each segment, quietest segment first.
    expect(decoded(0xd5, 0xc5, 0xf5, 0xe5, 0x95, 0x85, 0xb5, 0xa5)).toEqual([
      8, 264, 528, 1_056, 2_112, 4_224, 8_448, 16_896,
    ]);
  });

  it('encodes silence as 0xd5 and the ends of the scale as 0xaa and 0x2a', () => {
    expect(encoded(0, 15, -1, -16)).toEqual([0xd5, 0xd5, 0x55, 0x55]);
    expect(encoded(16, -17)).toEqual([0xd4, 0x54]);
    expect(encoded(32_767, -32_768)).toEqual([0xaa, 0x2a]);
  });

  it('encodes every decoded code back to itself', () => {
    for (const code of ALL_CODES) expect(encoded(...decoded(code))).toEqual([code]);
  });

  it('keeps every sample within half an interval', () => {
    const samples = Array.from({ length: 65_536 }, (_, i) => i - 32_768);

    const heard = roundTrip(samples);

    // From segment 1 on, half an interval is a 32nd of the start of the segment.
    expect(
      samples.filter(
        (sample, i) => Math.abs((heard[i] ?? NaN) - sample) > 1 + Math.max(8, Math.abs(sample) / 32),
      ),
    ).toEqual([]);
  });

  it('keeps the order of samples', () => {
    const heard = roundTrip(Array.from({ length: 65_536 }, (_, i) => i - 32_768));

    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
    expect(new Set(heard).size).toBe(256);
  });

  it('runs at 8000 Hz with payload type 8, up to 200 ms a packet', () => {
    expect([pcma.payloadType, ...pcma.rates, pcma.clockRateHz(8_000)]).toEqual([8, 8_000, 8_000]);
    expect(session.samplesIn(new Uint8Array(1_600))).toBe(1_600);
    expect(session.samplesIn(new Uint8Array(1_601))).toBeUndefined();
  });
});
