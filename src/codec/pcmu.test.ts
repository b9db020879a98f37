import { describe, expect, it } from '@jest/globals';

import { pcmu } from './pcmu.js';

const session = pcmu.open(8_000);

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

describe('PCMU', () => {
  it('decodes the values of ITU-T G.711', () => {
    expect(decoded(0xff, 0x7f)).toEqual([0, 0]);
    expect(decoded(0x80, 0x00)).toEqual([32_124, -32_124]);
    expect(decoded(0xfe, 0x7e)).toEqual([8, -8]);
    // The first interval of each segment, loudest segment first.
    expect(decoded(0x8f, 0x9f, 0xaf, 0xbf, 0xcf, 0xdf, 0xef)).toEqual([
      16_764, 8_316, 4_092, 1_980, 924, 396, 132,
    ]);
  });

  it('encodes zero as 0xff and the ends of the scale as 0x80 and 0x00', () => {
    expect(encoded(0, 3, -1, -4)).toEqual([0xff, 0xff, 0x7f, 0x7f]);
    expect(encoded(4, -5)).toEqual([0xfe, 0x7e]);
    expect(encoded(32_767, -32_768)).toEqual([0x80, 0x00]);
    expect(encoded(32_635, -32_636)).toEqual([0x80, 0x00]);
  });

  it('encodes every decoded code back to itself, but minus zero to zero', () => {
    for (const code of ALL_CODES) expect(encoded(...decoded(code))).toEqual([code === 0x7f ? 0xff : code]);
  });

  it('keeps every sample within half an interval', () => {
    const samples = Array.from({ length: 65_536 }, (_, i) => i - 32_768);

    const heard = roundTrip(samples);

    // Above the bias of 132, half an interval is a 32nd of the segment it is in.
    expect(
      samples.filter((sample, i) => Math.abs((heard[i] ?? NaN) - sample) > 1 + (Math.abs(sample) + 132) / 32),
    ).toEqual([]);
  });

  it('keeps the order of samples', () => {
    const heard = roundTrip(Array.from({ length: 65_536 }, (_, i) => i - 32_768));

    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
    expect(new Set(heard).size).toBe(255);
  });

  it('runs at 8000 Hz with payload type 0, up to 200 ms a packet', () => {
    expect([pcmu.payloadType, ...pcmu.rates, pcmu.clockRateHz(8_000)]).toEqual([0, 8_000, 8_000]);
    expect(session.samplesIn(new Uint8Array(1_600))).toBe(1_600);
    expect(session.samplesIn(new Uint8Array(1_601))).toBeUndefined();
  });
});
