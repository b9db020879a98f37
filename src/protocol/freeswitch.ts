/**
 * FreeSWITCH's media bugs, mod_audio_fork and mod_audio_stream: a copy of a channel's audio. What is sent back is
 * not played, so nothing is masked for anybody on the call; the recording and the transcript are.
 *
 *     /v1/freeswitch/{callId}?rate=8000                    stereo: what the channel's party says left, hears right
 *     /v1/freeswitch/{callId}/{caller|agent}?rate=8000     mono: what that party says
 *
 * `mix=mono|stereo|mixed` says otherwise. Rate and mix may stand in the metadata instead: `{"rate":8000,"mix":..}`.
 */
import { z } from 'zod';

import type { ErrorCode } from '../core/errors.js';
import { hasBasic, hasToken, Users } from './basic-auth.js';
import { checked } from './checked-settings.js';
import { playFreeswitch } from './freeswitch-play.js';
import { identityOf } from './identity.js';
import { text, type JsonObject } from './json-values.js';
import { PcmAppSession } from './pcm-app-session.js';
import { mixOf, pcmStream, rateOf, type PcmStream } from './pcm-stream.js';
import type { BridgeRequest, Protocol } from './protocol.js';

export const FreeswitchCredentials = z
  .strictObject({
    /** Passwords by name: MOD_AUDIO_BASIC_AUTH_USERNAME and MOD_AUDIO_BASIC_AUTH_PASSWORD. */
    users: Users.default({}),
    /** The value of any header, such as one of STREAM_EXTRA_HEADERS; "Bearer" before it does not count. */
    tokens: z.array(z.string().min(1)).default([]),
  })
  .refine(({ users, tokens }) => Object.keys(users).length + tokens.length > 0, 'has no user and no token');

const SUBPROTOCOL = 'audio.drachtio.org';
/** mod_audio_fork keeps up to 5 s of both parties at 16 kHz, and then sends it at once. */
const LONGEST_MESSAGE_BYTES = 5 * 2 * 2 * 16_000;

const describe = (request: BridgeRequest, metadata: JsonObject): PcmStream | ErrorCode => {
  const identity = identityOf(request, metadata, text(metadata, 'uuid') ?? text(metadata, 'callSid'));
  if (typeof identity === 'string') return identity;
  const rateHz = rateOf(request, metadata);
  if (rateHz === undefined) return 'TACET_RATE_UNSUPPORTED';
  const isOne = request.role !== undefined || metadata['leg'] !== undefined;
  const mix = mixOf(request, metadata, isOne ? 'mono' : 'stereo');
  return mix === undefined ? 'TACET_MIX' : pcmStream(identity, { rateHz, mix, isLive: false });
};

export const freeswitch: Protocol = {
  name: 'freeswitch',
  // The client library drops a connection whose subprotocol is not echoed.
  subprotocols: [SUBPROTOCOL, 'audio.jambonz.org'],
  messageBytes: LONGEST_MESSAGE_BYTES,
  authenticate({ headers }, credentials) {
    if (credentials === undefined) return undefined;
    const { users, tokens } = checked(FreeswitchCredentials, credentials);
    return hasBasic(headers, users) || hasToken(headers, tokens) ? undefined : 'TACET_UNAUTHORISED';
  },
  open(request) {
    const { query, callId } = request;
    // Nothing that the metadata could add.
    const isWhole = callId !== undefined && query.has('rate') && query.has('mix');
    const stream = isWhole ? describe(request, {}) : undefined;
    if (typeof stream === 'string') return stream;
    return {
      joining: stream?.joining,
      isText: false,
      // While a fork is paused nothing is sent at all.
      mayPause: true,
      start: (sink) =>
        new PcmAppSession(
          {
            stream,
            describe: (metadata) => describe(request, metadata ?? {}),
            words: { clear: undefined, end: undefined },
          },
          sink,
        ),
    };
  },
  sign: undefined,
  dial: undefined,
  play: (request) => playFreeswitch(request, SUBPROTOCOL),
};
