/**
 * HTTP Basic (RFC 7617) and tokens on an upgrade request, for bridges whose vendor signs nothing.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';

import { equalSecrets } from './signed-request.js';

/** Passwords by name; a name cannot hold a colon (RFC 7617, section 2). */
export const Users = z.record(
  z.string().regex(/^[^:]+$/, 'must be a name without a colon'),
  z.string().min(1),
);

const SCHEME = /^Basic +([A-Za-z0-9+/=]+)$/i;

/** Whether the request has the name and the password of one of them. */
export const hasBasic = (headers: IncomingHttpHeaders, users: Readonly<Record<string, string>>): boolean => {
  const encoded = SCHEME.exec(headers.authorization ?? '')?.[1];
  if (encoded === undefined) return false;
  const given = Buffer.from(encoded, 'base64').toString('utf8');
  let isKnown = false;
  // All are tried: the time it takes says nothing of which one was right.
  for (const [name, password] of Object.entries(users)) {
    if (equalSecrets(given, `${name}:${password}`)) isKnown = true;
  }
  return isKnown;
};

const BEARER = /^Bearer +/i;

/** Whether a header is one of the tokens, as it stands or after `Bearer`. */
export const hasToken = (headers: IncomingHttpHeaders, tokens: readonly string[]): boolean => {
  const values = Object.values(headers).flatMap((value) => value ?? []);
  let isKnown = false;
  for (const token of tokens) {
    for (const value of values) if (equalSecrets(value.replace(BEARER, ''), token)) isKnown = true;
  }
  return isKnown;
};
