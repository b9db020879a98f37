/**
 * Plivo's signature, version 3, of an upgrade request: base64 of HMAC-SHA256, keyed with an auth token, over the
 * URL, a dot, and the nonce of the request. The query is signed with its parameters sorted by name. The header may
 * hold several signatures; `-Ma-` is the main account's. Nothing in it expires: whoever has seen one can use it
 * again.
 */
import { createHmac } from 'node:crypto';

import type { BridgeRequest } from './protocol.js';
import { equalSecrets, publicUrls, splitAtQuery } from './signed-request.js';

const NONCE_HEADER = 'x-plivo-signature-v3-nonce';
const SIGNATURE_HEADERS = ['x-plivo-signature-v3', 'x-plivo-signature-ma-v3'];

/** Plivo sends one for each of an account's tokens, in either header. */
const MOST_SIGNATURES = 16;

export const plivoSignature = (authToken: string, url: string, nonce: string): string =>
  createHmac('sha256', authToken).update(`${url}.${nonce}`).digest('base64');

/** What Plivo would send along when it dials this. */
export const plivoHeaders = (
  authToken: string,
  url: string,
  nonce: string,
): Readonly<Record<string, string>> => {
  const [path, query] = splitAtQuery(url);
  return {
    [NONCE_HEADER]: nonce,
    'x-plivo-signature-v3': plivoSignature(authToken, `${path}${sorted(query)}`, nonce),
  };
};

/** Whether one of the tokens has signed the request. */
export const plivoSigned = (request: BridgeRequest, authTokens: readonly string[]): boolean => {
  const nonce = request.headers[NONCE_HEADER];
  if (typeof nonce !== 'string') return false;
  const given = SIGNATURE_HEADERS.flatMap((name) => request.headers[name] ?? [])
    .flatMap((header) => header.split(','))
    .map((signature) => signature.trim());
  // Each is checked against each URL with each token.
  if (given.length > MOST_SIGNATURES) return false;
  const urls = publicUrls(request).flatMap(formsOf);
  let isSigned = false;
  // All are tried: the time it takes says nothing of which one was right.
  for (const token of authTokens) {
    for (const url of urls) {
      const wanted = plivoSignature(token, url, nonce);
      for (const signature of given) if (equalSecrets(signature, wanted)) isSigned = true;
    }
  }
  return isSigned;
};

/** With the query as it stands and sorted, as it was dialled and as a web server would see it. */
const formsOf = (url: string): readonly string[] => {
  const [path, query] = splitAtQuery(url);
  const paths = [path, path.replace(/^ws/, 'http')];
  return [...new Set(paths.flatMap((each) => [query, sorted(query)].map((own) => `${each}${own}`)))];
};

/** @param query with its question mark; '' is none */
const sorted = (query: string): string =>
  query === '' ? '' : `?${query.slice(1).split('&').sort().join('&')}`;
