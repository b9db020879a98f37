/** Reads the start of a stream, which all relatives of Twilio write alike but for their names. */
import type { ErrorCode } from '../core/errors.js';
import { isSampleRate } from '../core/units.js';
import { identityOf } from './identity.js';
import { isError, type JsonEncoding, type JsonStart } from './json-dialect.js';
import { hasOutbound, tracksOf } from './json-tracks.js';
import { count, isObject, text, type JsonObject } from './json-values.js';
import type { BridgeRequest } from './protocol.js';

export interface StartNames {
  readonly streamId: string;
  /** The vendor's id of the call. */
  readonly callId: string;
  readonly format: string;
  readonly rate: string;
  /** Of encodings, in small letters. */
  readonly encodings: Readonly<Record<string, JsonEncoding>>;
  /** Taken where the message names none; undefined where it must. */
  readonly usualEncoding: JsonEncoding | undefined;
  /** What the user gave the stream to carry. */
  readonly parameters: (start: JsonObject, message: JsonObject) => unknown;
}

const USUAL_RATE_HZ = 8_000;

/** `order` says which byte of 16-bit samples comes first, where the bridge is not what its adapter takes it for. */
const ordered = (encoding: JsonEncoding, order: string | undefined): JsonEncoding => {
  if (encoding !== 'L16' && encoding !== 'L16LE') return encoding;
  return order === 'le' ? 'L16LE' : order === 'be' ? 'L16' : encoding;
};

/**
 * Parameters stand in the query or among the stream's own: `call`, `leg`, `lang`, `called`, `copy`, `order`, and
 * `track` for bridges that do not say which tracks they send.
 * @returns why no stream can begin with it
 */
export const readStreamStart = (
  names: StartNames,
  message: JsonObject,
  request: BridgeRequest,
): JsonStart | ErrorCode => {
  const { start } = message;
  const streamId = text(start, names.streamId) ?? text(message, names.streamId);
  if (!isObject(start) || streamId === undefined) return 'TACET_MESSAGE_MALFORMED';
  const given = names.parameters(start, message);
  const parameters = { ...(isObject(given) ? given : {}), ...Object.fromEntries(request.query) };
  const format = start[names.format];
  const name = text(format, 'encoding');
  const encoding = name === undefined ? names.usualEncoding : own(names.encodings, name.toLowerCase());
  if (encoding === undefined) return 'TACET_CODEC_UNKNOWN';
  const rateHz = count(format, names.rate) ?? count(parameters, 'sample-rate') ?? USUAL_RATE_HZ;
  if (!isSampleRate(rateHz)) return 'TACET_RATE_UNSUPPORTED';
  const identity = identityOf(request, parameters, text(start, names.callId));
  if (isError(identity)) return identity;
  const tracks = tracksOf(start['tracks'] ?? wanted(text(parameters, 'track')), identity.role);
  if (tracks === undefined) return 'TACET_MESSAGE_MALFORMED';
  return {
    ...identity,
    called: identity.called ?? text(start, 'to'),
    streamId,
    encoding: ordered(encoding, text(parameters, 'order')),
    rateHz,
    tracks,
    // Nobody says which kind of stream it is, but only copies have an outbound track.
    isCopy: identity.isCopy || hasOutbound(tracks),
  };
};

const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

const wanted = (track: string | undefined): unknown =>
  track === 'both_tracks' || track === 'both' ? ['inbound', 'outbound'] : track;
