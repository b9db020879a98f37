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

const DEFAULT_PORT = ':443';

/**
 * The URL that a bridge may have signed, in the forms it may have used: with and without the default port, with
 * and without a slash at the end.
 * @returns none where neither a public URL nor a host is known
 */
export const publicUrls = ({ publicUrl, headers, target }: BridgeRequest): readonly string[] => {
  const base = publicUrl ?? (headers.host === undefined ? undefined : `wss://${headers.host}`);
  if (base === undefined) return [];
  const origin = base.replace(/\/+$/, '').replace(/:443$/, '');
  const [path = '', query] = target.split('?', 2);
  const bare = path.replace(/\/$/, '');
  const tail = query === undefined ? '' : `?${query}`;
  const hasPort = /:\d+$/.test(origin);
  const origins = hasPort ? [origin] : [origin, `${origin}${DEFAULT_PORT}`];
  return origins.flatMap((each) => [`${each}${bare}${tail}`, `${each}${bare}/${tail}`]);
};
