/**
 * Telnyx Media Streaming, version 1.0.0: codec payloads, as RTP would carry them, as base64 in JSON.
 *
 *     bridge       connected, start, media*, dtmf*, mark*, error*, stop
 *     application  media*, mark*, clear*
 *
 * Media may come in another order than they were sent; `chunk` counts those of a track. What comes has the codec
 * of the call, which is PCMA in most of the world; what goes back has the one the stream was asked for, PCMU unless
 * the parameter `codec` says otherwise. Which tracks come is said nowhere: `track` must, where it is not `inbound`.
 *
 * Telnyx does not say which byte of L16 comes first. It calls its payloads those of RTP, so RFC 3551, section
 * 4.5.11, is taken at its word: the most significant one. `order=le` for the other.
 */
import { z } from 'zod';

import type { ErrorCode } from '../core/errors.js';
import {
  BRIDGE_FIELDS,
  FRAME_MS,
  isError,
  type JsonDialect,
  type JsonEncoding,
  type JsonStart,
} from './json-dialect.js';
import { checked } from './checked-settings.js';
import { dialJson, nearestRate, openJson, ownParameters, startOf } from './json-protocol.js';
import { markReply } from './json-marks.js';
import { readStreamStart, type StartNames } from './json-start.js';
import { isObject, text, type JsonObject } from './json-values.js';
import type { BridgeRequest, DialRequest, Protocol } from './protocol.js';
import { holdsSecret } from './signed-request.js';

export const TelnyxCredentials = z.strictObject({
  /** What `stream_auth_token` may be; several while it is being changed. */
  authTokens: z.array(z.string().min(1)).min(1),
});

const TOKEN_HEADER = 'x-telnyx-streaming-auth-token';

const NAMES: StartNames = {
  streamId: 'stream_id',
  callId: 'call_control_id',
  format: 'media_format',
  rate: 'sample_rate',
  // G722 and AMR-WB are no codecs of Tacet.
  encodings: { pcmu: 'PCMU', pcma: 'PCMA', l16: 'L16', opus: 'OPUS' },
  usualEncoding: undefined,
  parameters: (start) => start['custom_parameters'],
};

const isG711 = (encoding: JsonEncoding): boolean => encoding === 'PCMU' || encoding === 'PCMA';

/** What Telnyx takes: it is said nowhere in the start, whose format is that of what Telnyx sends. */
const takenBy = (encoding: JsonEncoding, wanted: string | undefined): JsonEncoding | undefined => {
  const name = wanted?.toUpperCase();
  if (isG711(encoding)) {
    // Telnyx' default.
    if (name === undefined) return 'PCMU';
    return name === 'PCMU' || name === 'PCMA' ? name : undefined;
  }
  return name === undefined || name === (encoding === 'L16LE' ? 'L16' : encoding) ? encoding : undefined;
};

const readStart = (message: JsonObject, request: BridgeRequest): JsonStart | ErrorCode => {
  const start = readStreamStart(NAMES, message, request);
  if (isError(start)) return start;
  const given = isObject(message['start']) ? text(message['start']['custom_parameters'], 'codec') : undefined;
  const takes = takenBy(start.encoding, request.query.get('codec') ?? given);
  return takes === undefined ? 'TACET_CODEC_UNKNOWN' : { ...start, takes };
};

/** The wanted format where there is such, else the nearest. */
const dialled = ({ encoding, rateHz }: DialRequest): Pick<JsonStart, 'encoding' | 'rateHz'> => {
  if (encoding === 'PCMU' || encoding === 'PCMA') return { encoding, rateHz: 8_000 };
  if (encoding === 'OPUS') return { encoding, rateHz };
  return { encoding: 'L16', rateHz: nearestRate([8_000, 16_000, 24_000, 48_000], rateHz) };
};

const dialect: JsonDialect = {
  name: 'telnyx',
  ptimeMs: 20,
  isFramed: false,
  jitterMs: FRAME_MS,
  bridge: {
    fields: { ...BRIDGE_FIELDS, number: 'media.chunk' },
    mediaEvent: 'media',
    readStart,
    // Keys may overtake each other, too; what is masked for one does not depend on the one before.
    readKey: ({ dtmf }) =>
      isObject(dtmf) ? { digit: dtmf['digit'], durationMs: undefined, track: undefined } : undefined,
    start: (request) => startOf(request, dialled(request)),
    greeting: ({ streamId, callId, encoding, rateHz, called, ...start }) => [
      JSON.stringify({ event: 'connected', version: '1.0.0' }),
      JSON.stringify({
        event: 'start',
        sequence_number: '1',
        stream_id: streamId,
        start: {
          user_id: '',
          call_control_id: callId,
          call_session_id: callId,
          from: '',
          to: called ?? '',
          custom_parameters: {
            ...ownParameters({ ...start, called }),
            ...(encoding === 'PCMA' ? { codec: encoding } : {}),
          },
          media_format: { encoding, sample_rate: rateHz, channels: 1 },
        },
      }),
    ],
    media: ({ streamId }) => ({
      isCounted: true,
      prefix: (message, media, timestampMs) =>
        `{"event":"media","sequence_number":"${String(message)}","stream_id":${JSON.stringify(streamId)},` +
        `"media":{"track":"inbound","chunk":"${String(media)}","timestamp":"${String(timestampMs)}","payload":"`,
      suffix: '"}}',
    }),
    stop: ({ streamId, callId }, message) =>
      JSON.stringify({
        event: 'stop',
        sequence_number: String(message),
        stream_id: streamId,
        stop: { user_id: '', call_control_id: callId },
      }),
  },
  app: {
    fields: { event: 'event', payload: 'media.payload' },
    mediaEvent: 'media',
    clearEvent: 'clear',
    media: () => ({ isCounted: false, prefix: () => '{"event":"media","media":{"payload":"', suffix: '"}}' }),
    clear: () => '{"event":"clear"}',
    reply: markReply({ number: 'sequence_number', stream: 'stream_id' }),
  },
};

export const telnyx: Protocol = {
  name: 'telnyx',
  subprotocols: [],
  authenticate(request, credentials) {
    if (credentials === undefined) return undefined;
    const { authTokens } = checked(TelnyxCredentials, credentials);
    return holdsSecret(request.headers[TOKEN_HEADER], authTokens) ? undefined : 'TACET_UNAUTHORISED';
  },
  open: (request) => openJson(dialect, request),
  sign: (_url, secret) => ({ [TOKEN_HEADER]: secret }),
  dial: (request) => dialJson(dialect, request),
};
