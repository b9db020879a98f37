/**
 * Exotel AgentStream: 16-bit PCM, least significant byte first, as base64 in JSON, 100 ms in a message.
 *
 *     bridge       connected, start, media*, dtmf*, mark*, stop
 *     application  media*, mark*, clear*
 *
 * The Voicebot applet is a live leg; the Stream applet is a copy, and only the parameter `copy=true` tells. Audio
 * that is sent back must come in multiples of 320 bytes, about 100 ms each, counted and timed as Exotel's own: it
 * plays other sizes with gaps and hangs up on streams without counts.
 */
import { z } from 'zod';

import { checked } from './checked-settings.js';
import type { JsonDialect, JsonKey, OutgoingMedia } from './json-dialect.js';
import { dialJson, nearestRate, openJson, ownParameters, startOf } from './json-protocol.js';
import { markReply } from './json-marks.js';
import { readStreamStart, type StartNames } from './json-start.js';
import { count, isObject, type JsonObject } from './json-values.js';
import type { Protocol } from './protocol.js';
import { basicOf, holdsSecret } from './signed-request.js';

export const ExotelCredentials = z.strictObject({
  /** `user:password` as they stand in the stream's URL; several while they are being changed. */
  logins: z.array(z.string().regex(/^[^:]+:./)).min(1),
});

/** 1600 bytes at 8 kHz: five times 320. */
const PTIME_MS = 100;
/** Exotel's clock is the frame's own length. */
const JITTER_MS = 100;

const NAMES: StartNames = {
  streamId: 'stream_sid',
  callId: 'call_sid',
  format: 'media_format',
  rate: 'sample_rate',
  encodings: { 'audio/x-raw': 'L16LE', 'raw/slin': 'L16LE', base64: 'L16LE', 'audio/x-mulaw': 'PCMU' },
  usualEncoding: 'L16LE',
  parameters: (start) => start['custom_parameters'],
};

const readKey = ({ dtmf }: JsonObject): JsonKey | undefined =>
  isObject(dtmf)
    ? { digit: dtmf['digit'], durationMs: count(dtmf, 'duration'), track: undefined }
    : undefined;

/** The same both ways. */
const media = ({ streamId }: { readonly streamId: string }): OutgoingMedia => ({
  isCounted: true,
  prefix: (message, chunk, timestampMs) =>
    `{"event":"media","sequence_number":"${String(message)}","stream_sid":${JSON.stringify(streamId)},` +
    `"media":{"chunk":"${String(chunk)}","timestamp":"${String(timestampMs)}","payload":"`,
  suffix: '"}}',
});

const dialect: JsonDialect = {
  name: 'exotel',
  ptimeMs: PTIME_MS,
  isFramed: true,
  jitterMs: JITTER_MS,
  bridge: {
    fields: { event: 'event', payload: 'media.payload', timestamp: 'media.timestamp' },
    mediaEvent: 'media',
    readStart: (message, request) => readStreamStart(NAMES, message, request),
    readKey,
    start: (request) =>
      startOf(request, {
        encoding: 'L16LE',
        rateHz: nearestRate([8_000, 16_000, 24_000], request.rateHz),
      }),
    greeting: ({ streamId, callId, rateHz, called, ...start }) => [
      JSON.stringify({ event: 'connected' }),
      JSON.stringify({
        event: 'start',
        sequence_number: '1',
        stream_sid: streamId,
        start: {
          stream_sid: streamId,
          call_sid: callId,
          account_sid: '',
          from: '',
          to: called ?? '',
          custom_parameters: ownParameters({ ...start, called }),
          media_format: { encoding: 'audio/x-raw', sample_rate: String(rateHz), bit_rate: '16' },
        },
      }),
    ],
    media,
    stop: ({ streamId, callId }, message) =>
      JSON.stringify({
        event: 'stop',
        sequence_number: String(message),
        stream_sid: streamId,
        stop: { call_sid: callId, account_sid: '', reason: 'callended' },
      }),
  },
  app: {
    fields: { event: 'event', payload: 'media.payload' },
    mediaEvent: 'media',
    clearEvent: 'clear',
    media,
    clear: (streamId) => JSON.stringify({ event: 'clear', stream_sid: streamId }),
    reply: markReply({ number: 'sequence_number', stream: 'stream_sid' }),
  },
};

export const exotel: Protocol = {
  name: 'exotel',
  subprotocols: [],
  authenticate(request, credentials) {
    if (credentials === undefined) return undefined;
    const { logins } = checked(ExotelCredentials, credentials);
    return holdsSecret(basicOf(request), logins) ? undefined : 'TACET_UNAUTHORISED';
  },
  open: (request) => openJson(dialect, request),
  sign: (_url, secret) => ({ authorization: `Basic ${Buffer.from(secret).toString('base64')}` }),
  dial: (request) => dialJson(dialect, request),
};
