/**
 * Where tokens stand in a request. A bridge that cannot send a bearer token may put it where it can: in the password
 * of HTTP Basic, or as `token` in the query. The API takes the header alone: addresses end up in logs.
 */
import type { IncomingHttpHeaders } from 'node:http';

/** RFC 6750, section 2.1. */
export const bearerIn = (authorization: string | undefined): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];

/** The password, RFC 7617, section 2. */
const passwordIn = (authorization: string | undefined): string | undefined => {
  const encoded = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  return /^[^:]*:(.+)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8'))?.[1];
};

export const tokenOfBridge = (headers: IncomingHttpHeaders, query: URLSearchParams): string | undefined =>
  bearerIn(headers.authorization) ?? passwordIn(headers.authorization) ?? query.get('token') ?? undefined;
