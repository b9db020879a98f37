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
import { filed, type NoteAccess } from './filed.js';
import { ANYBODY } from './identity.js';
import { bearerIn } from './shown.js';
import type { Principal, Role } from '../principal.js';
import { codeOf, TacetError, type ErrorCode } from '../../core/errors.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may use the route; nobody in the list: everybody. */
    readonly allow?: readonly Role[];
  }
  interface FastifyRequest {
    /** Who asks; where everybody may, somebody without any role. */
    principal: Principal;
    /** Whether they have shown who they are; otherwise nobody was asked. */
    isKnown: boolean;
  }
}

const NOBODY: Principal = { subject: 'nobody', roles: new Set(), tenant: undefined };

/** A route that is there. */
export interface GuardedRoute {
  readonly method: string;
  readonly url: string;
  readonly allow: readonly Role[];
}

export interface GuardOptions {
  readonly admission: Admission;
  readonly requestsPerMinute: number;
  readonly noteAccess: NoteAccess;
  /** @param route as it is declared */
  readonly onRefused: (code: ErrorCode, method: string, route: string | undefined) => void;
}

/**
 * To be called before any route is declared.
 * @returns the routes, as they are declared
 */
export const guard = (http: FastifyInstance, options: GuardOptions): readonly GuardedRoute[] => {
  const routes: GuardedRoute[] = [];
  const { onRefused, noteAccess } = options;
  http.decorateRequest('principal');
  http.decorateRequest('isKnown', false);
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
    try {
      await enter(request, reply, options);
    } catch (error) {
      onRefused(codeOf(error), request.method, request.routeOptions.url);
      throw error;
    }
  });
  http.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply) => {
    const fact = reply.statusCode < 300 ? filed(request, request.principal) : undefined;
    if (fact !== undefined) await noteAccess(fact);
  });
  return routes;
};

const enter = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { admission, noteAccess }: GuardOptions,
): Promise<void> => {
  const { allow } = request.routeOptions.config;
  if (allow === undefined) throw new TacetError('TACET_FORBIDDEN');
  if (allow.length === 0) return;
  const { headers, ip: address, raw } = request;
  const shown = { token: bearerIn(headers.authorization), certificate: certificateOf(raw.socket), address };
  const identity = await admission.identify(shown, headers);
  try {
    request.principal = admission.admit(identity, allow, address);
    request.isKnown = identity !== ANYBODY;
  } catch (error) {
    const fact = filed(request, identity.principal, codeOf(error));
    if (fact !== undefined) await noteAccess(fact);
    throw error;
  }
  if (identity.until !== undefined) admission.endAt(identity.until, raw.socket, reply.raw);
};
