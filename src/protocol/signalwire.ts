/**
 * SignalWire cXML `<Stream>`, version 0.2.0: Twilio's messages with ids of another form, L16 beside mu-law, keys
 * that have a duration, and a stop that says nothing. An application may press keys, too.
 *
 * 16-bit samples come with the least significant byte first; `order=be` for a bridge that does it as RFC 3551.
 */
import { z } from 'zod';

import { checked } from './checked-settings.js';
import { BRIDGE_FIELDS, FRAME_MS, type JsonDialect, type JsonKey, type JsonStart } from './json-dialect.js';
import { dialJson, nearestRate, openJson, ownParameters, startOf } from './json-protocol.js';
import { readStreamStart, type StartNames } from './json-start.js';
import { count, isObject, type JsonObject } from './json-values.js';
import type { DialRequest, Protocol } from './protocol.js';
import { bearerOf, holdsSecret } from './signed-request.js';
import { TWILIO_APP } from './twilio-app.js';

export const SignalWireCredentials = z.strictObject({
  /** What `authBearerToken` may be; several while it is being changed. */
  bearerTokens: z.array(z.string().min(1)).min(1),
});

const NAMES: StartNames = {
  streamId: 'streamSid',
  callId: 'callSid',
  format: 'mediaFormat',
  rate: 'sampleRate',
  encodings: { 'audio/x-mulaw': 'PCMU', 'audio/x-l16': 'L16LE' },
  usualEncoding: 'PCMU',
  parameters: (start) => start['customParameters'],
};

const readKey = ({ dtmf }: JsonObject): JsonKey | undefined =>
  isObject(dtmf)
    ? { digit: dtmf['digit'], durationMs: count(dtmf, 'duration'), track: undefined }
    : undefined;

const dialled = ({ encoding, rateHz }: DialRequest): Pick<JsonStart, 'encoding' | 'rateHz'> => {
  if (encoding === 'PCMU' || encoding === 'PCMA' || rateHz === 8_000) {
    return { encoding: 'PCMU', rateHz: 8_000 };
  }
  return { encoding: 'L16LE', rateHz: nearestRate([16_000, 24_000], rateHz) };
};

const dialect: JsonDialect = {
  name: 'signalwire',
  ptimeMs: 20,
  isFramed: false,
  jitterMs: FRAME_MS,
  bridge: {
    fields: BRIDGE_FIELDS,
    mediaEvent: 'media',
    readStart: (message, request) => readStreamStart(NAMES, message, request),
    readKey,
    start: (request) => startOf(request, dialled(request)),
    greeting: ({ streamId, callId, encoding, rateHz, ...start }) => [
      JSON.stringify({ event: 'connected', protocol: 'Call', version: '0.2.0' }),
      JSON.stringify({
        event: 'start',
        sequenceNumber: '1',
        streamSid: streamId,
        start: {
          streamSid: streamId,
          accountSid: '',
          callSid: callId,
          tracks: ['inbound'],
          mediaFormat: {
            encoding: encoding === 'PCMU' ? 'audio/x-mulaw' : 'audio/x-L16',
            sampleRate: rateHz,
            channels: 1,
          },
          customParameters: ownParameters(start),
        },
      }),
    ],
    media: () => ({
      isCounted: true,
      prefix: (message, media, timestampMs) =>
        `{"event":"media","sequenceNumber":"${String(message)}",` +
        `"media":{"track":"inbound","chunk":"${String(media)}","timestamp":"${String(timestampMs)}","payload":"`,
      suffix: '"}}',
    }),
    stop: (_start, message) => JSON.stringify({ event: 'stop', sequenceNumber: String(message) }),
  },
  app: { ...TWILIO_APP, keyEvent: 'dtmf', readKey },
};

export const signalwire: Protocol = {
  name: 'signalwire',
  subprotocols: [],
  authenticate(request, credentials) {
    if (credentials === undefined) return undefined;
    const { bearerTokens } = checked(SignalWireCredentials, credentials);
    return holdsSecret(bearerOf(request), bearerTokens) ? undefined : 'TACET_UNAUTHORISED';
  },
  open: (request) => openJson(dialect, request),
  sign: (_url, secret) => ({ authorization: `Bearer ${secret}` }),
  dial: (request) => dialJson(dialect, request),
};
