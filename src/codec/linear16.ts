/**
 * What the two orders of 16-bit linear PCM share. Byte order is written out by hand: it never depends on the
 * machine. Sessions hold no audio.
 */
import { TacetError } from '../core/errors.js';
import { SAMPLE_RATES, type SampleRate } from '../core/units.js';
import { MAX_PACKET_MS, type Codec, type CodecName, type CodecSession } from './codec.js';

const BYTES_PER_SAMPLE = 2;

export interface Linear16Format {
  readonly name: CodecName;
  readonly payloadType: number;
  /** Which byte of a sample is the most significant one. */
  readonly high: 0 | 1;
}

const openLinear16 = (rateHz: SampleRate, high: 0 | 1): CodecSession => {
  const low = 1 - high;
  const maxSamples = (rateHz / 1_000) * MAX_PACKET_MS;
  const isWholePacket = (count: number): boolean => count > 0 && count <= maxSamples;

  const samplesIn = (payload: Uint8Array): number | undefined =>
    payload.length % BYTES_PER_SAMPLE === 0 && isWholePacket(payload.length / BYTES_PER_SAMPLE)
      ? payload.length / BYTES_PER_SAMPLE
      : undefined;

  return {
    samplesIn,
    decode(payload, out) {
      const count = samplesIn(payload);
      if (count === undefined || count > out.length) return undefined;
      for (let i = 0, at = 0; i < count; i++, at += BYTES_PER_SAMPLE)
        out[i] = ((payload[at + high] as number) << 8) | (payload[at + low] as number);
      return count;
    },
    encode(pcm, out) {
      const count = pcm.length;
      if (!isWholePacket(count) || count * BYTES_PER_SAMPLE > out.length) return 0;
      for (let i = 0, at = 0; i < count; i++, at += BYTES_PER_SAMPLE) {
        const sample = pcm[i] as number;
        out[at + high] = sample >> 8;
        out[at + low] = sample;
      }
      return count * BYTES_PER_SAMPLE;
    },
    close() {
      // Nothing is held.
    },
  };
};

export const linear16Codec = ({ name, payloadType, high }: Linear16Format): Codec => ({
  name,
  payloadType,
  rates: SAMPLE_RATES,
  clockRateHz: (rateHz) => rateHz,
  open(rateHz) {
    if (!SAMPLE_RATES.includes(rateHz))
      throw new TacetError('TACET_RATE_UNSUPPORTED', `${name} at ${String(rateHz)} Hz`);
    return openLinear16(rateHz, high);
  },
});
