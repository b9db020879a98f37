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

import { otherRole } from '../core/ids.js';
import { identityOf } from './identity.js';
import { JsonAppSession } from './json-app-session.js';
import { JsonBridgeSession } from './json-bridge-session.js';
import { trackOffer, type JsonDialect, type JsonKey, type JsonStart } from './json-dialect.js';
import { isObject, text, type JsonObject } from './json-values.js';
import type { BridgeRequest, DialRequest, Protocol } from './protocol.js';
import { twilioSignature, twilioSigned } from './twilio-signature.js';

export const TwilioCredentials = z.strictObject({
  /** Several while a token is being changed, or where subaccounts sign with their own. */
  authTokens: z.array(z.string().min(1)).min(1),
});

const PTIME_MS = 20;
const RATE_HZ = 8_000;

const readStart = (message: JsonObject, request: BridgeRequest): JsonStart | undefined => {
  const { start } = message;
  const streamId = text(start, 'streamSid') ?? text(message, 'streamSid');
  if (!isObject(start) || streamId === undefined) return undefined;
  const parameters = isObject(start['customParameters']) ? start['customParameters'] : {};
  const identity = identityOf(request, parameters, text(start, 'callSid'));
  const format = start['mediaFormat'];
  const encoding = text(format, 'encoding') ?? 'audio/x-mulaw';
  if (typeof identity === 'string' || encoding !== 'audio/x-mulaw') return undefined;
  const names = Array.isArray(start['tracks']) ? (start['tracks'] as unknown[]) : ['inbound'];
  const hasBoth = names.includes('outbound');
  const { callId, role, language } = identity;
  // Twilio says nowhere which kind of stream it is, but only copies have an outbound track.
  const isCopy = hasBoth || text(parameters, 'copy') === 'true';
  return {
    streamId,
    callId,
    language,
    called: text(parameters, 'called'),
    encoding: 'PCMU',
    rateHz: RATE_HZ,
    tracks: names.flatMap((name) =>
      name === 'inbound' ? [{ name, role }] : name === 'outbound' ? [{ name, role: otherRole(role) }] : [],
    ),
    isCopy,
  };
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
  bridge: {
    fields: {
      event: 'event',
      payload: 'media.payload',
      track: 'media.track',
      timestamp: 'media.timestamp',
    },
    mediaEvent: 'media',
    readStart,
    readKey,
    start: ({ callId, role, language, called }: DialRequest): JsonStart => ({
      streamId: `MZ${callId}`,
      callId,
      language,
      called,
      encoding: 'PCMU',
      rateHz: RATE_HZ,
      tracks: [{ name: 'inbound', role }],
      isCopy: false,
    }),
    greeting: ({ streamId, callId, language, called }) => [
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
          customParameters: {
            ...(language === undefined ? {} : { lang: language }),
            ...(called === undefined ? {} : { called }),
          },
        },
      }),
    ],
    media: (streamId) => ({
      isCounted: true,
      prefix: (message, media, timestampMs) =>
        `{"event":"media","sequenceNumber":"${String(message)}","streamSid":${JSON.stringify(streamId)},` +
        `"media":{"track":"inbound","chunk":"${String(media)}","timestamp":"${String(timestampMs)}","payload":"`,
      suffix: '"}}',
    }),
    stop: (streamId, message) =>
      JSON.stringify({ event: 'stop', sequenceNumber: String(message), streamSid: streamId, stop: {} }),
  },
  app: {
    fields: { event: 'event', payload: 'media.payload' },
    mediaEvent: 'media',
    clearEvent: 'clear',
    media: ({ streamId }) => ({
      isCounted: false,
      prefix: () => `{"event":"media","streamSid":${JSON.stringify(streamId)},"media":{"payload":"`,
      suffix: '"}}',
    }),
    clear: (streamId) => JSON.stringify({ event: 'clear', streamSid: streamId }),
  },
};

export const twilio: Protocol = {
  name: 'twilio',
  subprotocols: [],
  authenticate(request, credentials) {
    if (credentials === undefined) return undefined;
    const { authTokens } = TwilioCredentials.parse(credentials);
    return twilioSigned(request, authTokens) ? undefined : 'TACET_UNAUTHORISED';
  },
  open: (request) => ({
    joining: undefined,
    isText: true,
    start: (sink) => new JsonAppSession(dialect, request, sink),
  }),
  sign: (url, secret) => ({ 'x-twilio-signature': twilioSignature(secret, url) }),
  dial(request) {
    const start = dialect.bridge.start(request);
    const { callId, language, called } = start;
    const { role, isTransparent } = request;
    return {
      subprotocol: undefined,
      opening: {
        joining: {
          callId,
          language,
          called,
          tracks: [trackOffer(start, role, PTIME_MS, 'bridge', isTransparent)],
        },
        isText: true,
        start: (sink) => new JsonBridgeSession(dialect, start, isTransparent, sink),
      },
    };
  },
};
