/**
 * Twilio Media Streams, version 1.0.0: base64 mu-law in JSON.
 *
 *     bridge       connected, start, media*, dtmf*, mark*, stop
 *     application  media*, mark*, clear*
 *
 * `<Connect><Stream>` is bidirectional: one live leg. `<Start><Stream>` is a copy of one or both tracks. Twilio
 * drops the query of the stream's URL, so call and leg stand in the path or in `<Parameter>`: `call`, `leg`,
 * `lang`. Twilio counts every message and complains of fields that it does not know.
 */
import { z } from 'zod';

import { checked } from './checked-settings.js';
import { BRIDGE_FIELDS, FRAME_MS, type JsonDialect, type JsonKey } from './json-dialect.js';
import { dialJson, openJson, ownParameters, startOf } from './json-protocol.js';
import { readStreamStart, type StartNames } from './json-start.js';
import { isObject, text, type JsonObject } from './json-values.js';
import type { Protocol } from './protocol.js';
import { TWILIO_APP } from './twilio-app.js';
import { twilioSignature, twilioSigned } from './twilio-signature.js';

export const TwilioCredentials = z.strictObject({
  /** Several while a token is being changed, or where subaccounts sign with their own. */
  authTokens: z.array(z.string().min(1)).min(1),
});

const PTIME_MS = 20;
const RATE_HZ = 8_000;

const NAMES: StartNames = {
  streamId: 'streamSid',
  callId: 'callSid',
  format: 'mediaFormat',
  rate: 'sampleRate',
  encodings: { 'audio/x-mulaw': 'PCMU' },
  usualEncoding: 'PCMU',
  parameters: (start) => start['customParameters'],
};

const readKey = (message: JsonObject): JsonKey | undefined => {
  const { dtmf } = message;
  // `inbound_track` here, `inbound` in media.
  const track = text(dtmf, 'track')?.replace(/_track$/, '');
  return isObject(dtmf) ? { digit: dtmf['digit'], durationMs: undefined, track } : undefined;
};

const dialect: JsonDialect = {
  name: 'twilio',
  ptimeMs: PTIME_MS,
  isFramed: false,
  jitterMs: FRAME_MS,
  bridge: {
    fields: BRIDGE_FIELDS,
    mediaEvent: 'media',
    readStart: (message, request) => readStreamStart(NAMES, message, request),
    readKey,
    start: (request) => ({
      ...startOf(request, { encoding: 'PCMU', rateHz: RATE_HZ }),
      streamId: `MZ${request.callId}`,
    }),
    greeting: ({ streamId, callId, ...start }) => [
      JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' }),
      JSON.stringify({
        event: 'start',
        sequenceNumber: '1',
        streamSid: streamId,
        start: {
          streamSid: streamId,
          accountSid: '',
          callSid: callId,
          tracks: ['inbound'],
          mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: RATE_HZ, channels: 1 },
          customParameters: ownParameters(start),
        },
      }),
    ],
    media: ({ streamId }) => ({
      isCounted: true,
      prefix: (message, media, timestampMs) =>
        `{"event":"media","sequenceNumber":"${String(message)}","streamSid":${JSON.stringify(streamId)},` +
        `"media":{"track":"inbound","chunk":"${String(media)}","timestamp":"${String(timestampMs)}","payload":"`,
      suffix: '"}}',
    }),
    stop: ({ streamId, callId }, message) =>
      JSON.stringify({
        event: 'stop',
        sequenceNumber: String(message),
        streamSid: streamId,
        stop: { accountSid: '', callSid: callId },
      }),
  },
  app: TWILIO_APP,
};

export const twilio: Protocol = {
  name: 'twilio',
  subprotocols: [],
  authenticate(request, credentials) {
    if (credentials === undefined) return undefined;
    const { authTokens } = checked(TwilioCredentials, credentials);
    return twilioSigned(request, authTokens) ? undefined : 'TACET_UNAUTHORISED';
  },
  open: (request) => openJson(dialect, request),
  sign: (url, secret) => ({ 'x-twilio-signature': twilioSignature(secret, url) }),
  dial: (request) => dialJson(dialect, request),
};
