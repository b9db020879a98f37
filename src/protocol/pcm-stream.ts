/**
 * What FreeSWITCH's modules and jambonz have in common: a text frame that may describe the stream, then 16-bit
 * linear samples in binary messages, one party or both in turn, and text frames in between.
 */
import type { ErrorCode } from '../core/errors.js';
import { otherRole, type LegRole } from '../core/ids.js';
import { isSampleRate, type SampleRate } from '../core/units.js';
import type { Identity } from './identity.js';
import { count, text, type JsonObject } from './json-values.js';
import type { BridgeRequest, Joining, TrackOffer } from './protocol.js';

/** `mixed`: both parties on one channel. */
export const MIXES = ['mono', 'stereo', 'mixed'] as const;
export type Mix = (typeof MIXES)[number];

export interface PcmStream {
  readonly joining: Joining;
  readonly rateHz: SampleRate;
}

export interface PcmShape {
  readonly rateHz: SampleRate;
  readonly mix: Mix;
  /** A live leg: what is sent back is played to the party. */
  readonly isLive: boolean;
}

/** Of one message that is sent. */
export const PCM_PTIME_MS = 20;
/** Keys come as text. */
const NO_TELEPHONE_EVENTS = 101;
const KILOHERTZ = /^(\d{1,2})k$/i;

/** `8000`, and `8k` as FreeSWITCH's commands write it. */
const readRate = (given: string): SampleRate | undefined => {
  const thousands = KILOHERTZ.exec(given)?.[1];
  const rateHz = thousands === undefined ? Number(given) : Number(thousands) * 1_000;
  return isSampleRate(rateHz) ? rateHz : undefined;
};

/** The rate by the query, else by the metadata; a wrong one would make every number unheard, so none is guessed. */
export const rateOf = ({ query }: BridgeRequest, metadata: JsonObject): SampleRate | undefined => {
  const told = ['sampleRate', 'rate'].map((name) => text(metadata, name) ?? count(metadata, name));
  const given = query.get('rate') ?? told.find((value) => value !== undefined);
  return given === undefined ? undefined : readRate(String(given));
};

/** @returns undefined where it is none */
export const mixOf = ({ query }: BridgeRequest, metadata: JsonObject, usual: Mix): Mix | undefined => {
  const given = query.get('mix') ?? text(metadata, 'mixType') ?? text(metadata, 'mix') ?? usual;
  return MIXES.find((mix) => mix === given);
};

/** @returns the stream, or why these parties cannot be told apart in it */
export const pcmStream = (identity: Identity, shape: PcmShape): PcmStream | ErrorCode => {
  const { callId, role, language, called, about } = identity;
  const { rateHz, mix, isLive } = shape;
  // Nothing could be sent to one party of two, and of a mix nobody can say who spoke.
  if (isLive && mix !== 'mono') return 'TACET_MIX';
  if (mix === 'mixed' && role !== 'caller') return 'TACET_MIX';
  const roles = mix === 'stereo' ? [role, otherRole(role)] : [role];
  const tracks = roles.map((each) => pcmTrack(each, rateHz, isLive));
  return { joining: { callId, language, called, about, tracks }, rateHz };
};

export const pcmTrack = (role: LegRole, rateHz: SampleRate, isLive: boolean): TrackOffer => ({
  role,
  encoding: 'L16LE',
  rateHz,
  ptimeMs: PCM_PTIME_MS,
  telephoneEventPayloadType: NO_TELEPHONE_EVENTS,
  isCopy: !isLive,
  isFramed: false,
  isQueued: true,
  isBursty: false,
  isTransparent: false,
});
