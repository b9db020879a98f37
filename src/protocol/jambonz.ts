/**
 * jambonz's `listen` verb and its other name, `stream`. The first frame describes the stream; 16-bit samples
 * follow.
 *
 *     /v1/jambonz                      a copy: mono (one party), stereo (both), mixed
 *     /v1/jambonz?bidirectional=1      a live leg, where the verb has `bidirectionalAudio.streaming`
 *
 * Tacet also plays jambonz towards an application that was written for it.
 */
import { z } from 'zod';

import type { ErrorCode } from '../core/errors.js';
import { isSampleRate } from '../core/units.js';
import { hasBasic, Users } from './basic-auth.js';
import { checked } from './checked-settings.js';
import { identityOf } from './identity.js';
import { JambonzBridgeSession } from './jambonz-bridge-session.js';
import { DISCONNECT, KILL_AUDIO } from './jambonz-words.js';
import { isObject, text, type JsonObject } from './json-values.js';
import { PcmAppSession } from './pcm-app-session.js';
import { mixOf, pcmStream, rateOf, type PcmStream } from './pcm-stream.js';
import type { BridgeRequest, Dialling, DialRequest, Protocol } from './protocol.js';

export const JambonzCredentials = z.strictObject({
  /** Passwords by name, as in the verb's `wsAuth`. */
  users: Users,
});

const SUBPROTOCOL = 'audio.jambonz.org';
/** mod_audio_fork is underneath: 5 s of both parties at 16 kHz. */
const LONGEST_MESSAGE_BYTES = 5 * 2 * 2 * 16_000;

/** Metadata lies among the facts of the call, or, where somebody nests it, under its own name. */
const describe = (request: BridgeRequest, first: JsonObject | undefined): PcmStream | ErrorCode => {
  if (first === undefined) return 'TACET_MESSAGE_MALFORMED';
  const nested = first['metadata'];
  const facts = isObject(nested) ? { ...first, ...nested } : first;
  // jambonz's own `callId` is the SIP one, which is another on either leg.
  const own = { ...facts, callId: undefined };
  const identity = identityOf(request, own, text(facts, 'callSid'));
  if (typeof identity === 'string') return identity;
  const rateHz = rateOf(request, facts);
  if (rateHz === undefined) return 'TACET_RATE_UNSUPPORTED';
  const mix = mixOf(request, facts, 'mono');
  if (mix === undefined) return 'TACET_MIX';
  const isLive = isTrue(request.query.get('bidirectional') ?? facts['bidirectional']);
  const called = identity.called ?? text(facts, 'to');
  return pcmStream({ ...identity, called }, { rateHz, mix, isLive });
};

const isTrue = (value: unknown): boolean =>
  value === true || value === 'true' || value === '1' || value === 1;

const dial = (request: DialRequest): Dialling | ErrorCode => {
  const { callId, role, language, called, rateHz, isTransparent } = request;
  if (!isSampleRate(rateHz)) return 'TACET_RATE_UNSUPPORTED';
  const stream = pcmStream(
    { callId, role, language, called, isCopy: false },
    { rateHz, mix: 'mono', isLive: true },
  );
  if (typeof stream === 'string') return stream;
  // An application hears at once what it is sent, and sends faster than it speaks.
  const tracks = stream.joining.tracks.map((track) => ({
    ...track,
    isQueued: false,
    isBursty: true,
    isTransparent,
  }));
  return {
    end: 'bridge',
    subprotocol: SUBPROTOCOL,
    opening: {
      joining: { ...stream.joining, tracks },
      isText: false,
      // A bot that listens says nothing.
      mayPause: true,
      start: (sink) => new JambonzBridgeSession(request, rateHz, sink),
    },
  };
};

export const jambonz: Protocol = {
  name: 'jambonz',
  subprotocols: [SUBPROTOCOL],
  messageBytes: LONGEST_MESSAGE_BYTES,
  authenticate({ headers }, credentials) {
    if (credentials === undefined) return undefined;
    const { users } = checked(JambonzCredentials, credentials);
    return hasBasic(headers, users) ? undefined : 'TACET_UNAUTHORISED';
  },
  open: (request) => ({
    joining: undefined,
    isText: false,
    // `listen_status: pause` stops the frames.
    mayPause: true,
    start: (sink) =>
      new PcmAppSession(
        {
          stream: undefined,
          describe: (first) => describe(request, first),
          words: { clear: KILL_AUDIO, end: DISCONNECT },
        },
        sink,
      ),
  }),
  sign: undefined,
  dial,
};
