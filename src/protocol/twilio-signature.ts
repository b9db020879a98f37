/**
 * `X-Twilio-Signature` on an upgrade request: base64 of HMAC-SHA1, keyed with the account's auth token, over the
 * URL as Twilio dialled it. An upgrade has no parameters to sign.
 */
import { createHmac } from 'node:crypto';

import { equalSecrets, publicUrls } from './signed-request.js';
import type { BridgeRequest } from './protocol.js';

export const twilioSignature = (authToken: string, url: string): string =>
  createHmac('sha1', authToken).update(url).digest('base64');

/** Whether one of the tokens has signed the request. */
export const twilioSigned = (request: BridgeRequest, authTokens: readonly string[]): boolean => {
  const given = request.headers['x-twilio-signature'];
  if (typeof given !== 'string') return false;
  let isSigned = false;
  // All are tried: the time it takes says nothing of which one was right.
  for (const token of authTokens) {
    for (const url of publicUrls(request)) {
      if (equalSecrets(given, twilioSignature(token, url))) isSigned = true;
    }
  }
  return isSigned;
};
