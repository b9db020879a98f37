/**
 * What a codec is: one record per payload format, one session per leg and direction.
 *
 * Sessions never throw for what a peer sent: an illegal payload decodes to `undefined`, and the caller
 * conceals it and counts it.
 */
import type { SampleRate } from '../core/units.js';

export const CODEC_NAMES = ['PCMU', 'PCMA', 'L16', 'L16LE', 'OPUS'] as const;
export type CodecName = (typeof CODEC_NAMES)[number];

export interface Codec {
  readonly name: CodecName;
  /** Default RTP payload type: static where RFC 3551 gives one, else a dynamic one by habit. */
  readonly payloadType: number;
  readonly rates: readonly SampleRate[];
  /** RTP clock in Hz at this audio rate (48 000 for Opus always, RFC 7587). */
  clockRateHz(rateHz: SampleRate): number;
  open(rateHz: SampleRate): CodecSession;
}

export interface CodecSession {
  /** Samples the payload would decode to, or undefined where it is illegal. Does not touch codec state. */
  samplesIn(payload: Uint8Array): number | undefined;
  /**
   * Decodes into the front of `out`.
   * @returns samples written; undefined where the payload is illegal or does not fit.
   */
  decode(payload: Uint8Array, out: Int16Array): number | undefined;
  /**
   * Encodes one frame into the front of `out`.
   * @returns bytes written.
   */
  encode(pcm: Int16Array, out: Uint8Array): number;
  close(): void;
}

/** Longest packet any codec may hold: 200 ms. */
export const MAX_PACKET_MS = 200;
/** Largest payload any codec may produce or accept: 200 ms of L16 at 48 kHz. */
export const MAX_PAYLOAD_BYTES = 19_200;
