/**
 * What a leg is made of: a track as its bridge describes it, checked against the codecs there are.
 */
import type { Codec } from '../codec/codec.js';
import { codecNamed } from '../codec/registry.js';
import type { ErrorCode } from '../core/errors.js';
import type { CallId, LegRole } from '../core/ids.js';
import { isSampleRate, type SampleRate } from '../core/units.js';
import type { Joining, TrackOffer } from '../protocol/protocol.js';

export interface LegParameters {
  readonly callId: CallId;
  readonly role: LegRole;
  readonly codec: Codec;
  readonly rateHz: SampleRate;
  readonly ptimeMs: number;
  readonly language: string | undefined;
  readonly telephoneEventPayloadType: number;
  /** A copy of what the party says: nothing can be sent to it. */
  readonly isCopy: boolean;
  /** Each message to it holds exactly one frame of `ptimeMs`. */
  readonly isFramed: boolean;
  /** The peer queues what it is sent. */
  readonly isQueued: boolean;
  /** The peer sends faster than it speaks. */
  readonly isBursty: boolean;
  /** Messages that carry no audio pass between this leg and the other one. */
  readonly isTransparent: boolean;
}

const PTIMES = [10, 20, 30, 40, 60, 100];
/** RFC 6716, section 2.1.4: Opus has no 30 ms frame. */
const OPUS_PTIMES = [10, 20, 40, 60];
const USUAL_RATE = 8_000;

/** @returns the parameters, or why there is no such leg */
export const legParameters = (joining: Joining, offer: TrackOffer): LegParameters | ErrorCode => {
  const codec = codecNamed(offer.encoding);
  if (codec === undefined) return 'TACET_CODEC_UNKNOWN';
  const rateHz = offer.rateHz ?? (codec.rates.includes(USUAL_RATE) ? USUAL_RATE : (codec.rates[0] ?? 0));
  if (!isSampleRate(rateHz) || !codec.rates.includes(rateHz)) return 'TACET_RATE_UNSUPPORTED';
  const { role, ptimeMs, telephoneEventPayloadType, isCopy, isFramed, isQueued, isBursty, isTransparent } =
    offer;
  if (!(codec.name === 'OPUS' ? OPUS_PTIMES : PTIMES).includes(ptimeMs)) return 'TACET_PTIME_UNSUPPORTED';
  const { callId, language } = joining;
  return {
    callId,
    role,
    codec,
    rateHz,
    ptimeMs,
    language,
    telephoneEventPayloadType,
    isCopy,
    isFramed,
    isQueued,
    isBursty,
    isTransparent,
  };
};
