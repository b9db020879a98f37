/**
 * The one hook that every HTTP route passes: who asks, whether their role may, and how often.
 *
 * A route says in `config.allow` which roles may use it; an empty list is anybody. A route that says nothing is a
 * mistake of ours, and stops the start.
 */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';

import type { Admission } from './admission.js';
import { certificateOf } from './client-certificate.js';
import { bearerIn } from './shown.js';
import { ANYBODY } from './identity.js';
import type { Principal, Role } from '../principal.js';
import { ERRORS, TacetError, type ErrorCode } from '../../core/errors.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may use the route; nobody in the list: everybody. */
    readonly allow?: readonly Role[];
  }
  interface FastifyRequest {
    /** Who asks; where everybody may, somebody without any role. */
    principal: Principal;
  }
}

const NOBODY: Principal = { ...ANYBODY.principal, roles: new Set() };

/** A route that is there. */
export interface GuardedRoute {
  readonly method: string;
  readonly url: string;
  readonly allow: readonly Role[];
}

export interface GuardOptions {
  readonly admission: Admission;
  readonly requestsPerMinute: number;
  readonly onRefused: (code: ErrorCode) => void;
}

/**
 * To be called before any route is declared.
 * @returns the routes, as they are declared
 */
export const guard = (http: FastifyInstance, options: GuardOptions): readonly GuardedRoute[] => {
  const routes: GuardedRoute[] = [];
  const { admission, onRefused } = options;
  http.decorateRequest('principal');
  http.addHook('onRoute', (route: RouteOptions) => {
    const allow = route.config?.allow;
    if (allow === undefined)
      throw new TacetError('TACET_INTERNAL', `the route ${route.url} does not say who may use it`);
    for (const method of [route.method].flat()) routes.push({ method, url: route.url, allow });
    // Probes come often, from wherever they like.
    if (allow.length === 0) route.config = { ...route.config, rateLimit: false };
  });
  void http.register(rateLimit, {
    global: true,
    hook: 'onRequest',
    max: options.requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: ({ ip }) => ip,
    errorResponseBuilder: () => new TacetError('TACET_RATE'),
  });
  http.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    request.principal = NOBODY;
    // Nothing is at the path: that may be told to anybody.
    if (request.is404) return;
    const { allow } = request.routeOptions.config;
    if (allow === undefined) throw new TacetError('TACET_FORBIDDEN');
    if (allow.length === 0) return;
    try {
      const { principal, until } = await admission.ask(
        {
          token: bearerIn(request.headers.authorization),
          certificate: certificateOf(request.raw.socket),
          address: request.ip,
        },
        request.headers,
        allow,
      );
      request.principal = principal;
      if (until !== undefined) admission.endAt(until, request.raw.socket, reply.raw);
    } catch (error) {
      if (error instanceof TacetError) onRefused(error.code);
      throw error;
    }
  });
  return routes;
};

/** An error as the API answers it; of a foreign one the message may quote the request. */
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
export const challengeOf = ({ code, detail }: TacetError): string =>
  code === 'TACET_TOKEN'
    ? `Bearer realm="tacet", error="invalid_token", error_description="${detail ?? ''}"`
    : 'Bearer realm="tacet"';
