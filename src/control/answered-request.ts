/** Requests that were answered, for whoever traces them: route and outcome, never what was asked or said. */
import type { FastifyInstance, FastifyRequest } from 'fastify';

import './auth/guard.js';
import { parseTraceparent, type TraceContext } from '../core/trace-context.js';

export interface AnsweredRequest {
  readonly method: string;
  /** As it is declared: `/v1/calls/:id`. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
  /** What stands in the path where the route has a call; there need be none. */
  readonly call: string | undefined;
  /** What the client says it is a part of, where it has shown who it is. */
  readonly parent: TraceContext | undefined;
}

/** To be called before any route is declared. */
export const tellAnswered = (http: FastifyInstance, tell: (request: AnsweredRequest) => void): void => {
  http.addHook('onResponse', (request, reply, done) => {
    const { url, method } = request.routeOptions;
    // Probes and scrapes come by the second, and say nothing of calls.
    if (url !== undefined && url.startsWith('/v1/')) {
      tell({
        method: String(method),
        route: url,
        status: reply.statusCode,
        durationMs: reply.elapsedTime,
        call: callIn(request),
        parent: request.isKnown ? parseTraceparent(request.headers['traceparent']) : undefined,
      });
    }
    done();
  });
};

const callIn = ({ params, routeOptions: { url } }: FastifyRequest): string | undefined => {
  if (url?.startsWith('/v1/calls/') !== true || typeof params !== 'object' || params === null)
    return undefined;
  const { id } = params as { readonly id?: unknown };
  return typeof id === 'string' ? id : undefined;
};
