/** How the API says that something went wrong. */
import type { FastifyReply } from 'fastify';

import { ERRORS, TacetError, type ErrorCode } from '../../core/errors.js';

/** Of a foreign error the message may quote the request, so it is not passed on. */
export const answer = (error: unknown, reply: FastifyReply): FastifyReply => {
  if (!(error instanceof TacetError)) {
    const status = (error as { readonly statusCode?: number }).statusCode ?? 500;
    const code: ErrorCode = status < 500 ? 'TACET_USAGE' : 'TACET_INTERNAL';
    return reply.code(status).send({ code, message: ERRORS[code].message });
  }
  const { code, status, detail } = error;
  if (status === 401) void reply.header('www-authenticate', challengeOf(error));
  return reply
    .code(status)
    .send({ code, message: ERRORS[code].message, ...(detail === undefined ? {} : { detail }) });
};

/** RFC 6750, section 3. */
export const challengeOf = (error: unknown): string =>
  error instanceof TacetError && error.code === 'TACET_TOKEN'
    ? `Bearer realm="tacet", error="invalid_token", error_description="${error.detail ?? ''}"`
    : 'Bearer realm="tacet"';
