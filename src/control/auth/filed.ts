/**
 * What the access log is told of a request: a route that shows something of calls says what, in `config.reads`.
 *
 * A read is noted before its first byte is sent. Refused is who was known and may not; who was not known is counted
 * only, or anybody could fill the disk. A call that was shown is there under this name; one that was refused may be
 * anything that somebody has put into the path.
 */
import type { FastifyRequest } from 'fastify';

import type { Principal } from '../principal.js';
import { mayHoldCardNumber } from '../../core/card-number.js';
import type { ErrorCode } from '../../core/errors.js';
import { parseCallId } from '../../core/ids.js';
import type { AccessFact, Readable } from '../../sink/access/access-fact.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route shows; each such answer is in the access log. The call is its parameter `id`, `call` or `name`. */
    readonly reads?: readonly Readable[];
  }
}

/** Notes what lasts once it resolves. */
export type NoteAccess = (fact: AccessFact) => Promise<void>;

/** No id can look like this. */
const REDACTED = '[redacted]';

/** @returns undefined where the route shows nothing of calls */
export const filed = (
  request: FastifyRequest,
  { subject, roles, tenant }: Principal,
  code?: ErrorCode,
): AccessFact | undefined => {
  const { reads = [] } = request.routeOptions.config;
  if (reads.length === 0) return undefined;
  return {
    kind: code === undefined ? 'read' : 'refused',
    what: reads,
    call: callOf(request.params, code === undefined),
    who: subject,
    roles: [...roles],
    tenant: tenant ?? null,
    via: 'api',
    address: request.ip,
    ...(code === undefined ? {} : { code }),
  };
};

const callOf = (params: unknown, isShown: boolean): string | null => {
  const { call, id, name } = (params ?? {}) as Readonly<Record<string, unknown>>;
  const named = call ?? id ?? name;
  if (typeof named !== 'string') return null;
  const isSafe = isShown || (parseCallId(named) !== undefined && !mayHoldCardNumber(named));
  return isSafe ? named : REDACTED;
};
