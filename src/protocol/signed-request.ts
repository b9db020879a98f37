/** What the checks of signatures and passwords have in common. */
import { createHash, timingSafeEqual } from 'node:crypto';

import type { BridgeRequest } from './protocol.js';

/** Compares in a time that depends on neither. */
export const equalSecrets = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());

/** One header that is there once, by its name in lower case. */
export const headerOf = ({ headers }: BridgeRequest, name: string): string | undefined => {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** @returns what is before the question mark, and the rest from there on */
export const splitAtQuery = (url: string): readonly [path: string, query: string] => {
  const at = url.indexOf('?');
  return at === -1 ? [url, ''] : [url.slice(0, at), url.slice(at)];
};

/** A name or an address, and perhaps a port: nothing that would be a part of the path. */
const HOST = /^[A-Za-z0-9.:_[\]-]{1,255}$/;
const DEFAULT_PORT = ':443';

/**
 * The URL that a bridge may have signed, in the forms it may have used: with and without the default port, with
 * and without a slash at the end.
 * @returns none where neither a public URL nor a host is known
 */
export const publicUrls = ({ publicUrl, headers, target }: BridgeRequest): readonly string[] => {
  const host = HOST.exec(headers.host ?? '')?.[0];
  const base = publicUrl ?? (host === undefined ? undefined : `wss://${host}`);
  if (base === undefined) return [];
  const origin = base.replace(/\/+$/, '').replace(/:443$/, '');
  const [path, tail] = splitAtQuery(target);
  const bare = path.replace(/\/$/, '');
  const hasPort = /:\d+$/.test(origin);
  const origins = hasPort ? [origin] : [origin, `${origin}${DEFAULT_PORT}`];
  return origins.flatMap((each) => [`${each}${bare}${tail}`, `${each}${bare}/${tail}`]);
};

/** Whether a header is one of these; all are tried, so that the time it takes says nothing of which one. */
export const holdsSecret = (
  given: string | readonly string[] | undefined,
  secrets: readonly string[],
): boolean => {
  if (typeof given !== 'string') return false;
  return secrets.map((secret) => equalSecrets(given, secret)).includes(true);
};

/** The token of `Authorization: Bearer`, RFC 6750, section 2.1. */
export const bearerOf = ({ headers }: BridgeRequest): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];

/** User and password of `Authorization: Basic`, RFC 7617, section 2, as they stand: `user:password`. */
export const basicOf = ({ headers }: BridgeRequest): string | undefined => {
  const encoded = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(headers.authorization ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
};
