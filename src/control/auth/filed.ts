/**
 * What the access log is told of a request: a route that shows something of calls says what, in `config.reads`.
 *
 * A read is noted before its first byte is sent. Refused is who was known and may not; who was not known is counted
 * only, or anybody could fill the disk.
 */
import type { FastifyRequest } from 'fastify';

import type { Principal } from '../principal.js';
import type { ErrorCode } from '../../core/errors.js';
import type { AccessFact, Readable } from '../../sink/access/access-fact.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route shows; each such answer is in the access log. The call is its parameter `id` or `call`. */
    readonly reads?: readonly Readable[];
  }
}

/** Notes what lasts once it resolves. */
export type NoteAccess = (fact: AccessFact) => Promise<void>;

const MOST_CALL_CHARS = 128;

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
    call: callOf(request.params),
    who: subject,
    roles: [...roles],
    tenant: tenant ?? null,
    via: 'api',
    address: request.ip,
    ...(code === undefined ? {} : { code }),
  };
};

const callOf = (params: unknown): string | null => {
  const { call, id } = (params ?? {}) as Readonly<Record<string, unknown>>;
  const name = call ?? id;
  return typeof name === 'string' ? name.slice(0, MOST_CALL_CHARS) : null;
};
