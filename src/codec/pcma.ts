/**
 * PCMA: G.711 A-law (ITU-T G.711, tables 1a and 1b; RFC 3551, section 4.5.14), payload type 8.
 *
 *     bit   7      6 5 4      3 2 1 0        every second bit (0x55) is sent inverted
 *          sign   segment     interval       sign 1 is positive
 *
 * A-law has no zero: the codes nearest to silence are 0xD5 (+8) and 0x55 (-8).
 */
import type { Codec } from './codec.js';
import { g711Codec } from './g711.js';

const EVEN_BITS = 0x55;
const POSITIVE = 0x80;

const expand = (code: number): number => {
  const bits = code ^ EVEN_BITS;
  const segment = (bits >> 4) & 0x07;
  const interval = bits & 0x0f;
  // Segment 0 is linear; from segment 1 on the leading one is implied. + 8 is the middle of an interval.
  const magnitude = segment === 0 ? (interval << 4) + 8 : (((interval | 0x10) << 4) + 8) << (segment - 1);
  return (bits & POSITIVE) === 0 ? -magnitude : magnitude;
};

const compress = (sample: number): number => {
  // One's complement for negatives: both halves of the scale then have the same intervals.
  const magnitude = (sample < 0 ? ~sample : sample) >> 4;
  const segment = Math.max(0, 28 - Math.clz32(magnitude));
  const interval = segment === 0 ? magnitude : (magnitude >> (segment - 1)) & 0x0f;
  const sign = sample < 0 ? 0 : POSITIVE;
  return (sign | (segment << 4) | interval) ^ EVEN_BITS;
};

export const pcma: Codec = g711Codec({ name: 'PCMA', payloadType: 8, expand, compress });
