/**
 * Plivo Audio Streams, and Vobiz, which speaks the same: mu-law or 16-bit PCM as base64 in JSON.
 *
 *     bridge       start, media*, dtmf*, playedStream*, clearedAudio*, stop
 *     application  playAudio*, checkpoint*, clearAudio*, sendDTMF*
 *
 * Nothing comes before `start`. Its counts are numbers, its times text: milliseconds since 1970, as they were
 * measured. What the user gave the stream comes as one text, `extra_headers`. Some send no `stop` and just close.
 */
import { randomUUID } from 'node:crypto';

import { z } from 'zod';

import { checked } from './checked-settings.js';
import { BRIDGE_FIELDS, type JsonDialect, type JsonStart } from './json-dialect.js';
import { dialJson, nearestRate, openJson, ownParameters, startOf } from './json-protocol.js';
import { readStreamStart, type StartNames } from './json-start.js';
import { isObject, parseObject, text, type JsonObject } from './json-values.js';
import { plivoHeaders, plivoSigned } from './plivo-signature.js';
import type { DialRequest, Protocol } from './protocol.js';

export const PlivoCredentials = z.strictObject({
  /** Of the account or of the main account; several while a token is being changed. */
  authTokens: z.array(z.string().min(1)).min(1),
});

/** Its clock is read when a message is made: less is no pause. */
const JITTER_MS = 200;

/** Without spaces around it, nor quotes. */
const bare = (text: string): string => text.trim().replace(/^["']|["']$/g, '');

/** `{"k":"v"}`, `{k: v, k2: v2}` or `k=v,k2=v2`. */
export const extraHeaders = (given: unknown): JsonObject => {
  if (isObject(given)) return given;
  if (typeof given !== 'string') return {};
  const parsed = parseObject(Buffer.from(given));
  if (parsed !== undefined) return parsed;
  const inner = given.trim();
  const from = inner.startsWith('{') ? 1 : 0;
  const pairs = inner.slice(from, inner.endsWith('}') ? -1 : undefined).split(',');
  return Object.fromEntries(
    pairs.flatMap((pair) => {
      // One look at each character: what is ambiguous in a pattern is tried in every way.
      const at = pair.search(/[:=]/);
      const name = bare(pair.slice(0, Math.max(0, at)));
      return at === -1 || !/^[^\s"']+$/.test(name) ? [] : [[name, bare(pair.slice(at + 1))] as const];
    }),
  );
};

const NAMES: StartNames = {
  streamId: 'streamId',
  callId: 'callId',
  format: 'mediaFormat',
  rate: 'sampleRate',
  encodings: { 'audio/x-mulaw': 'PCMU', 'audio/x-l16': 'L16LE' },
  usualEncoding: 'PCMU',
  parameters: (_start, message) => extraHeaders(message['extra_headers']),
};

const contentTypeOf = ({ encoding }: Pick<JsonStart, 'encoding'>): string =>
  encoding === 'PCMU' ? 'audio/x-mulaw' : 'audio/x-l16';

const dialled = ({ encoding, rateHz }: DialRequest): Pick<JsonStart, 'encoding' | 'rateHz'> =>
  encoding === 'PCMU' || encoding === 'PCMA'
    ? { encoding: 'PCMU', rateHz: 8_000 }
    : { encoding: 'L16LE', rateHz: nearestRate([8_000, 16_000], rateHz) };

const dialect: JsonDialect = {
  name: 'plivo',
  ptimeMs: 20,
  isFramed: false,
  jitterMs: JITTER_MS,
  bridge: {
    fields: BRIDGE_FIELDS,
    mediaEvent: 'media',
    readStart: (message, request) => readStreamStart(NAMES, message, request),
    readKey: ({ dtmf }) =>
      isObject(dtmf)
        ? { digit: dtmf['digit'], durationMs: undefined, track: text(dtmf, 'track') }
        : undefined,
    start: (request) => startOf(request, dialled(request)),
    greeting: (start) => [
      JSON.stringify({
        sequenceNumber: 0,
        event: 'start',
        start: {
          callId: start.callId,
          streamId: start.streamId,
          accountId: '',
          tracks: ['inbound'],
          mediaFormat: { encoding: contentTypeOf(start), sampleRate: start.rateHz },
        },
        extra_headers: JSON.stringify(ownParameters(start)),
      }),
    ],
    media: ({ streamId }) => ({
      isCounted: true,
      // The start has the number 0.
      prefix: (message, media, timestampMs) =>
        `{"sequenceNumber":${String(message - 1)},"streamId":${JSON.stringify(streamId)},"event":"media",` +
        `"media":{"track":"inbound","timestamp":"${String(timestampMs)}","chunk":${String(media)},"payload":"`,
      suffix: '"},"extra_headers":"{}"}',
    }),
    stop: ({ streamId }, message) => JSON.stringify({ event: 'stop', sequenceNumber: message - 1, streamId }),
  },
  app: {
    fields: { event: 'event', payload: 'media.payload' },
    mediaEvent: 'playAudio',
    clearEvent: 'clearAudio',
    keyEvent: 'sendDTMF',
    readKey: ({ dtmf }) => ({ digit: dtmf, durationMs: undefined, track: undefined }),
    stopEvent: 'stop',
    media: (start) => ({
      isCounted: false,
      prefix: () =>
        `{"event":"playAudio","streamId":${JSON.stringify(start.streamId)},"media":{` +
        `"contentType":"${contentTypeOf(start)}","sampleRate":${String(start.rateHz)},"payload":"`,
      suffix: '"}}',
    }),
    clear: (streamId) => JSON.stringify({ event: 'clearAudio', streamId }),
    reply: (message, { streamId }) => {
      const name = text(message, 'name');
      // The start has the number 0.
      const numbered = (reply: JsonObject) => (number: number) =>
        JSON.stringify({ ...reply, sequenceNumber: number - 1, streamId });
      if (message['event'] === 'clearAudio') return numbered({ event: 'clearedAudio' });
      const isCheckpoint = message['event'] === 'checkpoint' && name !== undefined;
      return isCheckpoint ? numbered({ event: 'playedStream', name }) : undefined;
    },
  },
};

export const plivo: Protocol = {
  name: 'plivo',
  subprotocols: [],
  authenticate(request, credentials) {
    if (credentials === undefined) return undefined;
    const { authTokens } = checked(PlivoCredentials, credentials);
    return plivoSigned(request, authTokens) ? undefined : 'TACET_UNAUTHORISED';
  },
  open: (request) => openJson(dialect, request),
  sign: (url, secret) => plivoHeaders(secret, url, randomUUID()),
  dial: (request) => dialJson(dialect, request),
};
