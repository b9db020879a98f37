/**
 * PCMU: G.711 mu-law (ITU-T G.711, tables 2a and 2b; RFC 3551, section 4.5.14), payload type 0.
 *
 *     bit   7      6 5 4      3 2 1 0        every bit is sent inverted
 *          sign   segment     interval
 *
 * Codes are inverted on the wire, so a zeroed buffer (0x00) is the loudest negative sample, not silence:
 * silence is 0xFF. Two codes stand for zero, 0xFF and 0x7F; encoding never turns 0 into 0x7F.
 */
import type { Codec } from './codec.js';
import { g711Codec } from './g711.js';

/** Shifts the magnitude so that every segment starts at a power of two; 14-bit scale. */
const BIAS = 33;
const MAX_BIASED = 0x1fff;

const expand = (code: number): number => {
  const bits = ~code & 0xff;
  const segment = (bits >> 4) & 0x07;
  const interval = bits & 0x0f;
  const magnitude = ((((interval << 1) + BIAS) << segment) - BIAS) << 2;
  // Not -magnitude alone: -0 is not a sample.
  return (bits & 0x80) === 0 ? magnitude : 0 - magnitude;
};

const compress = (sample: number): number => {
  // One's complement for negatives: both halves of the scale then have the same intervals.
  const magnitude = (sample < 0 ? ~sample : sample) >> 2;
  const biased = Math.min(magnitude + BIAS, MAX_BIASED);
  const segment = 26 - Math.clz32(biased);
  const interval = (biased >> (segment + 1)) & 0x0f;
  const sign = sample < 0 ? 0x80 : 0;
  return ~(sign | (segment << 4) | interval) & 0xff;
};

export const pcmu: Codec = g711Codec({ name: 'PCMU', payloadType: 0, expand, compress });
