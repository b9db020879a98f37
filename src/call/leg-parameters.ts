/**
 * What a leg is made of: a track as its bridge describes it, checked against the codecs there are.
 */
import type { Codec } from '../codec/codec.js';
import { codecNamed } from '../codec/registry.js';
import type { ErrorCode } from '../core/errors.js';
import type { CallId } from '../core/ids.js';
import { isSampleRate, type SampleRate } from '../core/units.js';
import type { Joining, TrackOffer } from '../protocol/protocol.js';

export interface LegParameters extends Omit<TrackOffer, 'encoding' | 'rateHz'> {
  readonly callId: CallId;
  readonly codec: Codec;
  readonly rateHz: SampleRate;
  readonly language: string | undefined;
}

const PTIMES = [10, 20, 30, 40, 60, 100];
/** RFC 6716, section 2.1.4: Opus has no 30 ms frame. */
const OPUS_PTIMES = [10, 20, 40, 60];
const USUAL_RATE = 8_000;

/** @returns the parameters, or why there is no such leg */
export const legParameters = (joining: Joining, offer: TrackOffer): LegParameters | ErrorCode => {
  const { encoding, rateHz: wantedHz, ...rest } = offer;
  const codec = codecNamed(encoding);
  if (codec === undefined) return 'TACET_CODEC_UNKNOWN';
  const rateHz = wantedHz ?? (codec.rates.includes(USUAL_RATE) ? USUAL_RATE : (codec.rates[0] ?? 0));
  if (!isSampleRate(rateHz) || !codec.rates.includes(rateHz)) return 'TACET_RATE_UNSUPPORTED';
  const ptimes = codec.name === 'OPUS' ? OPUS_PTIMES : PTIMES;
  if (!ptimes.includes(offer.ptimeMs)) return 'TACET_PTIME_UNSUPPORTED';
  const { callId, language } = joining;
  return { ...rest, callId, language, codec, rateHz };
};
