/**
 * OPUS (RFC 6716; RTP payload format RFC 7587) over the native library, mono, payload type 111 by default.
 *
 * Steps 4 and 9 of the walk. The binding aborts the whole process on illegal frame lengths and may on
 * malformed packets, so nothing reaches it unchecked: frames by their duration, packets by their packing
 * (opus-packet.ts). It also allocates for every frame; that is the price of a well-kept library.
 * In-band FEC stays off: it would repeat earlier audio in later packets.
 */
import opus from '@discordjs/opus';

import { TacetError } from '../core/errors.js';
import { SAMPLE_RATES, type SampleRate } from '../core/units.js';
import type { Codec, CodecSession } from './codec.js';
import { OPUS_CLOCK_HZ, opusPacketTicks } from './opus-packet.js';

/** Frame durations an encoder may be given (RFC 6716, section 2.1.4), in ms. */
const FRAME_MS = [2.5, 5, 10, 20, 40, 60] as const;

/** libopus request numbers (opus_defines.h). */
const SET_BITRATE = 4_002;
const SET_COMPLEXITY = 4_010;

/** Transparent for speech at every bandwidth; the library's own choice starves 8 kHz with 11 kb/s. */
const BITRATE = 32_000;
/** At 32 kb/s the higher complexities cost two to three times the time and gain little on telephone speech. */
const COMPLEXITY = 0;

class OpusSession implements CodecSession {
  readonly #ticksPerSample: number;
  readonly #frameSamples: readonly number[];
  /** Encoder and decoder state; undefined once closed. */
  #native: opus.OpusEncoder | undefined;

  constructor(rateHz: SampleRate) {
    this.#ticksPerSample = OPUS_CLOCK_HZ / rateHz;
    this.#frameSamples = FRAME_MS.map((ms) => (rateHz / 1_000) * ms);
    this.#native = new opus.OpusEncoder(rateHz, 1);
    this.#native.applyEncoderCTL(SET_BITRATE, BITRATE);
    this.#native.applyEncoderCTL(SET_COMPLEXITY, COMPLEXITY);
  }

  samplesIn(payload: Uint8Array): number | undefined {
    const ticks = opusPacketTicks(payload);
    return ticks === undefined ? undefined : ticks / this.#ticksPerSample;
  }

  decode(payload: Uint8Array, out: Int16Array): number | undefined {
    const count = this.samplesIn(payload);
    if (this.#native === undefined || count === undefined || count > out.length) return undefined;
    let bytes: Buffer;
    try {
      bytes = this.#native.decode(asBuffer(payload));
    } catch {
      // The packing is sound, yet the library refuses the content: an illegal payload like any other.
      return undefined;
    }
    const pcm = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
    const written = pcm.length === count ? count : undefined;
    if (written !== undefined) out.set(pcm);
    // The library's copy is audio that nobody owns: it does not wait for the garbage collector.
    pcm.fill(0);
    return written;
  }

  /** @returns 0 unless `pcm` is exactly 2.5, 5, 10, 20, 40 or 60 ms. */
  encode(pcm: Int16Array, out: Uint8Array): number {
    if (this.#native === undefined || !this.#frameSamples.includes(pcm.length)) return 0;
    const packet = this.#native.encode(asBuffer(pcm));
    if (packet.length > out.length) return 0;
    out.set(packet);
    return packet.length;
  }

  close(): void {
    this.#native = undefined;
  }
}

/** The same memory, as the type that the binding takes; samples stay in the machine's order, as libopus wants. */
const asBuffer = (view: Uint8Array | Int16Array): Buffer =>
  Buffer.from(view.buffer, view.byteOffset, view.byteLength);

export const opusCodec: Codec = {
  name: 'OPUS',
  payloadType: 111,
  rates: SAMPLE_RATES,
  clockRateHz: () => OPUS_CLOCK_HZ,
  open(rateHz) {
    if (!SAMPLE_RATES.includes(rateHz))
      throw new TacetError('TACET_RATE_UNSUPPORTED', `OPUS at ${String(rateHz)} Hz`);
    return new OpusSession(rateHz);
  },
};
