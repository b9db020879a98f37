/**
 * L16: 16-bit linear PCM, most significant byte first (RFC 3551, section 4.5.11), mono.
 *
 * Steps 4 and 9 of the walk. RFC 3551 gives static payload types at 44 100 Hz only, so telephone rates use a
 * dynamic one, 96 by default. Byte order is written out by hand: it never depends on the machine.
 * Sessions hold no audio.
 */
import { TacetError } from '../core/errors.js';
import { SAMPLE_RATES, type SampleRate } from '../core/units.js';
import { MAX_PACKET_MS, type Codec, type CodecSession } from './codec.js';

const BYTES_PER_SAMPLE = 2;

const openL16 = (rateHz: SampleRate): CodecSession => {
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
        out[i] = ((payload[at] as number) << 8) | (payload[at + 1] as number);
      return count;
    },
    encode(pcm, out) {
      const count = pcm.length;
      if (!isWholePacket(count) || count * BYTES_PER_SAMPLE > out.length) return 0;
      for (let i = 0, at = 0; i < count; i++, at += BYTES_PER_SAMPLE) {
        const sample = pcm[i] as number;
        out[at] = sample >> 8;
        out[at + 1] = sample;
      }
      return count * BYTES_PER_SAMPLE;
    },
    close() {
      // Nothing is held.
    },
  };
};

export const l16: Codec = {
  name: 'L16',
  payloadType: 96,
  rates: SAMPLE_RATES,
  clockRateHz: (rateHz) => rateHz,
  open(rateHz) {
    if (!SAMPLE_RATES.includes(rateHz))
      throw new TacetError('TACET_RATE_UNSUPPORTED', `L16 at ${String(rateHz)} Hz`);
    return openL16(rateHz);
  },
};
