/**
 * Vonage Voice API, WebSocket endpoint: 16-bit PCM, least significant byte first, exactly 20 ms in each binary
 * message; control in JSON.
 *
 *     bridge       websocket:connected, audio*, websocket:dtmf*, websocket:cleared*, websocket:notify*
 *     application  audio*, {"action":"clear"}*, {"action":"notify",...}*
 *
 * There is no last message: whoever leaves closes the socket. Queries are kept, and the endpoint's `headers` stand
 * in the first message.
 */
import { randomUUID } from 'node:crypto';

import { z } from 'zod';

import { checked } from './checked-settings.js';
import { claimsOfHs256, hs256 } from './hs256.js';
import { ownParameters, nearestRate } from './json-protocol.js';
import { count, text } from './json-values.js';
import type { BridgeRequest, Protocol } from './protocol.js';
import { bearerOf, holdsSecret } from './signed-request.js';
import { VonageAppSession } from './vonage-app-session.js';
import { VonageBridgeSession } from './vonage-bridge-session.js';
import { contentTypeOf, rateOf, vonageTrack } from './vonage-messages.js';

export const VonageCredentials = z
  .strictObject({
    /** The account's signature secret, for `authorization.type` `vonage`; several while it is being changed. */
    signatureSecrets: z.array(z.string().min(1)).default([]),
    /** Where given, the token must name one of them. */
    apiKeys: z.array(z.string().min(1)).optional(),
    applicationIds: z.array(z.string().min(1)).optional(),
    /** What follows `Bearer`, for `authorization.type` `custom`. */
    bearerTokens: z.array(z.string().min(1)).default([]),
  })
  .refine(({ signatureSecrets, bearerTokens }) => signatureSecrets.length + bearerTokens.length > 0, {
    message: 'needs signatureSecrets or bearerTokens',
  });

/** A token lives this long; clocks may differ by the other. */
const MOST_AGE_S = 300;
const CLOCK_SKEW_S = 60;
const RATES = [8_000, 16_000, 24_000] as const;

const isAmong = (value: string | undefined, allowed: readonly string[] | undefined): boolean =>
  allowed === undefined || (value !== undefined && allowed.includes(value));

const isSigned = (
  token: string,
  { signatureSecrets, apiKeys, applicationIds }: z.infer<typeof VonageCredentials>,
  unixTime: number,
): boolean => {
  const claims = claimsOfHs256(token, signatureSecrets);
  if (claims === undefined || text(claims, 'iss') !== 'Vonage') return false;
  const age = unixTime - (count(claims, 'iat') ?? NaN);
  const isFresh = age <= MOST_AGE_S && age >= -CLOCK_SKEW_S;
  const { exp } = claims;
  const isOver = exp !== undefined && !(typeof exp === 'number' && exp > unixTime);
  const isOurs =
    isAmong(text(claims, 'api_key'), apiKeys) && isAmong(text(claims, 'application_id'), applicationIds);
  return isFresh && !isOver && isOurs;
};

const isAuthorised = (request: BridgeRequest, credentials: z.infer<typeof VonageCredentials>): boolean => {
  const token = bearerOf(request);
  if (token === undefined) return false;
  return holdsSecret(token, credentials.bearerTokens) || isSigned(token, credentials, request.unixTime);
};

export const vonage: Protocol = {
  name: 'vonage',
  subprotocols: [],
  authenticate(request, credentials) {
    if (credentials === undefined) return undefined;
    return isAuthorised(request, checked(VonageCredentials, credentials)) ? undefined : 'TACET_UNAUTHORISED';
  },
  open: (request) => ({
    joining: undefined,
    isText: false,
    start: (sink) => new VonageAppSession(request, sink),
  }),
  sign: (_url, secret, unixTime) => {
    const claims = { iat: Math.floor(unixTime), jti: randomUUID(), iss: 'Vonage' };
    return { authorization: `Bearer ${hs256(claims, secret)}` };
  },
  dial({ callId, role, rateHz: wanted, language, called, isTransparent }) {
    const contentType = contentTypeOf(nearestRate(RATES, wanted));
    const rateHz = rateOf(contentType);
    if (rateHz === undefined) return 'TACET_RATE_UNSUPPORTED';
    const greeting = {
      event: 'websocket:connected',
      'content-type': contentType,
      call: callId,
      ...ownParameters({ language, called }),
    };
    const track = vonageTrack(role, rateHz, 'bridge', isTransparent);
    return {
      end: 'bridge',
      subprotocol: undefined,
      opening: {
        joining: { callId, language, called, tracks: [track] },
        isText: false,
        start: (sink) => new VonageBridgeSession(sink, rateHz, JSON.stringify(greeting), isTransparent),
      },
    };
  },
};
