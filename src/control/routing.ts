/**
 * What every route has: who may use it, and who asks.
 */
import type { FastifyInstance } from 'fastify';

import { ROLES, type Principal, type Role } from './principal.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Those who may use the route; nobody named: anybody may. */
    readonly allow?: readonly Role[];
  }
  interface FastifyRequest {
    principal: Principal;
  }
}

/** Whoever asks where nobody is asked who they are. */
export const ANYBODY: Principal = { subject: 'anybody', roles: new Set(ROLES), tenant: undefined };

export const decoratePrincipal = (http: FastifyInstance): void => {
  http.decorateRequest('principal', {
    getter: () => ANYBODY,
  });
};
