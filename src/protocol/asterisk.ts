/**
 * Asterisk's chan_websocket, and ARI external media over WebSocket, which is the same on the wire: bare codec
 * frames in binary messages, events and commands in text.
 *
 * As a client Asterisk dials Tacet. As a server it is dialled: `ws://asterisk:8088/media/{id}`, where the id is
 * that of a channel made with `WebSocket/INCOMING`. Either way Asterisk says the format.
 *
 *     /v1/asterisk/{callId}/{caller|agent}?lang=en&codec=ulaw&answer=1&copy=true
 */
import { z } from 'zod';

import { formatNamed } from './asterisk-format.js';
import { playAsterisk } from './asterisk-play.js';
import { AsteriskSession, type AsteriskTerms } from './asterisk-session.js';
import { hasBasic, Users } from './basic-auth.js';
import { checked } from './checked-settings.js';
import { identityOf } from './identity.js';
import type { Opening, Protocol } from './protocol.js';

export const AsteriskCredentials = z.strictObject({
  /** Passwords by name, as in `username` and `password` of websocket_client.conf. */
  users: Users.optional(),
  /** Whether channels that were set up with `n`, not to be answered by themselves, are answered. */
  answer: z.boolean().default(false),
});

const SUBPROTOCOL = 'media';

const openingOf = (terms: AsteriskTerms): Opening => ({
  joining: undefined,
  isText: false,
  // Nothing is sent while the other party is on hold.
  mayPause: true,
  start: (sink) => new AsteriskSession(terms, sink),
});

export const asterisk: Protocol = {
  name: 'asterisk',
  subprotocols: [SUBPROTOCOL],
  authenticate({ headers }, credentials) {
    if (credentials === undefined) return undefined;
    const { users } = checked(AsteriskCredentials, credentials);
    return users === undefined || hasBasic(headers, users) ? undefined : 'TACET_UNAUTHORISED';
  },
  open(request, settings) {
    const { answer } = AsteriskCredentials.parse(settings ?? {});
    const codec = request.query.get('codec');
    const format = codec === null ? undefined : formatNamed(codec);
    if (codec !== null && format === undefined) return 'TACET_CODEC_UNKNOWN';
    return openingOf({
      identify: (variables, channelId) => identityOf(request, variables, channelId),
      format,
      answers: answer || request.query.get('answer') === '1',
    });
  },
  sign: undefined,
  dial: ({ callId, role, language, called }) => ({
    end: 'application',
    subprotocol: SUBPROTOCOL,
    opening: openingOf({
      identify: () => ({ callId, role, language, called, isCopy: false }),
      format: undefined,
      answers: false,
    }),
  }),
  play: (request) => playAsterisk(request, SUBPROTOCOL),
};
