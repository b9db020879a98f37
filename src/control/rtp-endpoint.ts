/**
 * The RTP endpoint: `/v1/rtp/{callId}/{caller|agent}?codec=PCMU&rate=8000&ptime=20&te=101&lang=en`.
 *
 * Reads a leg's parameters from the request, once; what is wrong with them is an error code, not an exception.
 */
import { codecNamed } from '../codec/registry.js';
import type { ErrorCode } from '../core/errors.js';
import { isLegRole, parseCallId } from '../core/ids.js';
import { isSampleRate } from '../core/units.js';
import type { LegParameters } from '../call/leg.js';

export const RTP_PREFIX = '/v1/rtp/';

const PTIMES = [10, 20, 30, 40, 60];
/** RFC 6716, section 2.1.4: Opus has no 30 ms frame. */
const OPUS_PTIMES = [10, 20, 40, 60];
const DEFAULT_CODEC = 'PCMU';
const DEFAULT_RATE = '8000';
const DEFAULT_PTIME = '20';
const DEFAULT_TELEPHONE_EVENT = '101';
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** @returns the parameters, or why the request is refused */
export const readRtpRequest = (url: URL): LegParameters | ErrorCode => {
  const [callText = '', role = '', ...rest] = url.pathname.slice(RTP_PREFIX.length).split('/');
  if (rest.length > 0) return 'TACET_PATH_UNKNOWN';
  const callId = parseCallId(decode(callText));
  if (callId === undefined) return 'TACET_CALL_ID';
  if (!isLegRole(role)) return 'TACET_LEG_UNKNOWN';
  const query = url.searchParams;
  const codec = codecNamed(query.get('codec') ?? DEFAULT_CODEC);
  if (codec === undefined) return 'TACET_CODEC_UNKNOWN';
  const rateHz = Number(query.get('rate') ?? (codec.rates.includes(8_000) ? DEFAULT_RATE : codec.rates[0]));
  if (!isSampleRate(rateHz) || !codec.rates.includes(rateHz)) return 'TACET_RATE_UNSUPPORTED';
  const ptimeMs = Number(query.get('ptime') ?? DEFAULT_PTIME);
  if (!(codec.name === 'OPUS' ? OPUS_PTIMES : PTIMES).includes(ptimeMs)) return 'TACET_PTIME_UNSUPPORTED';
  const telephoneEventPayloadType = Number(query.get('te') ?? DEFAULT_TELEPHONE_EVENT);
  const isDynamic = Number.isInteger(telephoneEventPayloadType) && telephoneEventPayloadType >= 96;
  if (!isDynamic || telephoneEventPayloadType > 127) return 'TACET_PAYLOAD_TYPE';
  const language = query.get('lang') ?? undefined;
  if (language !== undefined && !LANGUAGE.test(language)) return 'TACET_LANGUAGE';
  return {
    callId,
    role,
    codec,
    rateHz,
    ptimeMs,
    language: language?.split('-')[0],
    telephoneEventPayloadType,
  };
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
};
