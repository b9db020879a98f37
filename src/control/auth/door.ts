/**
 * Who is let in where nobody can show who they are.
 *
 * On loopback without any `auth` everything is allowed, so that the first start is simple. Such a server may still be
 * reached from elsewhere: through a tunnel or a proxy on this machine, or by a web page in a browser on it (a foreign
 * page, or a foreign name that was made to point here). Those are told to configure `auth`.
 */
import type { IncomingHttpHeaders } from 'node:http';

import { hasMeans, type AuthSettings } from './settings.js';
import { TacetError } from '../../core/errors.js';
import { isLoopback } from '../../core/loopback.js';

export type Door =
  /** Whoever comes shows who they are. */
  | 'guarded'
  /** Everybody, and that was said. */
  | 'open'
  /** Everybody on this machine. */
  | 'local';

const ADVICE =
  'add auth.keys (tacet token create makes one), auth.providers or auth.certificates, or listen on 127.0.0.1; ' +
  'auth.anonymous: true lets everybody in';

/** @throws TacetError TACET_EXPOSED where others would be let in without anybody having said so */
export const doorOf = (auth: AuthSettings, host: string): Door => {
  if (hasMeans(auth)) return 'guarded';
  if (auth.anonymous) return 'open';
  if (isLoopback(host)) return 'local';
  throw new TacetError('TACET_EXPOSED', `listen.host is ${host}: ${ADVICE}`);
};

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** Whether a request was made on this machine, by a program of it. */
export const isLocal = (headers: IncomingHttpHeaders): boolean => {
  if (FORWARDED.some((name) => headers[name] !== undefined)) return false;
  const { host = '', origin } = headers;
  const asked = hostOf(`http://${host}`);
  if (asked === undefined || !isLoopback(asked.hostname)) return false;
  return origin === undefined || hostOf(origin)?.host === asked.host;
};

const hostOf = (url: string): { readonly hostname: string; readonly host: string } | undefined => {
  try {
    const { hostname, host } = new URL(url);
    return { hostname, host };
  } catch {
    return undefined;
  }
};
