/**
 * G.711 (ITU-T G.711): what mu-law and A-law have in common, one byte a sample at 8000 Hz.
 *
 * Steps 4 and 9 of the walk. Both laws are pure functions of one sample, so each becomes two tables, built
 * once a process: 256 entries to decode, 65 536 to encode. Sessions hold no state and no audio.
 * The laws themselves live in pcmu.ts and pcma.ts.
 */
import { TacetError } from '../core/errors.js';
import type { SampleRate } from '../core/units.js';
import { MAX_PACKET_MS, type Codec, type CodecName, type CodecSession } from './codec.js';

export interface Law {
  readonly name: CodecName;
  /** Static in RFC 3551, section 6. */
  readonly payloadType: number;
  /** The 16-bit sample that a code stands for. */
  expand(code: number): number;
  /** The code of the interval that a 16-bit sample falls in. */
  compress(sample: number): number;
}

const RATE_HZ = 8_000 satisfies SampleRate;
const MAX_PAYLOAD_SAMPLES = (RATE_HZ / 1_000) * MAX_PACKET_MS;

const decodeTable = (law: Law): Int16Array => Int16Array.from({ length: 256 }, (_, code) => law.expand(code));

/** Indexed by the sample as an unsigned 16-bit number. */
const encodeTable = (law: Law): Uint8Array =>
  Uint8Array.from({ length: 65_536 }, (_, index) => law.compress(index < 32_768 ? index : index - 65_536));

const isWholePacket = (count: number): boolean => count > 0 && count <= MAX_PAYLOAD_SAMPLES;

export const g711Codec = (law: Law): Codec => {
  const decoded = decodeTable(law);
  const encoded = encodeTable(law);

  const session: CodecSession = {
    samplesIn: (payload) => (isWholePacket(payload.length) ? payload.length : undefined),
    decode(payload, out) {
      const count = payload.length;
      if (!isWholePacket(count) || count > out.length) return undefined;
      for (let i = 0; i < count; i++) out[i] = decoded[payload[i] as number] as number;
      return count;
    },
    encode(pcm, out) {
      const count = pcm.length;
      if (!isWholePacket(count) || count > out.length) return 0;
      for (let i = 0; i < count; i++) out[i] = encoded[(pcm[i] as number) & 0xffff] as number;
      return count;
    },
    close() {
      // Nothing is held.
    },
  };

  return {
    name: law.name,
    payloadType: law.payloadType,
    rates: [RATE_HZ],
    clockRateHz: () => RATE_HZ,
    open(rateHz) {
      if (rateHz !== RATE_HZ) throw new TacetError('TACET_RATE_UNSUPPORTED', `${law.name} at ${rateHz} Hz`);
      return session;
    },
  };
};
