/**
 * `POST /v1/calls/{id}/consent`: somebody says whether the caller agrees to being recorded.
 * `PUT /v1/calls/{id}/subject`: who the caller is to somebody outside, by an id that is kept as a keyed hash.
 *
 * Both are idempotent. Consent takes effect by the call's own media clock, at the audio that has come in by then.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { Role } from './principal.js';
import type { Call } from '../call/call.js';
import type { CallRegistry } from '../call/registry.js';
import type { ConsentState } from '../call/consent.js';
import { TacetError } from '../core/errors.js';
import { CONSENTS, isSubject, type ConsentChoice } from '../protocol/about.js';

type CallRequest<Body> = FastifyRequest<{ Params: { readonly id: string }; Body: Body }>;

const ALLOW: readonly Role[] = ['bridge', 'agent', 'supervisor', 'operator'];
const MOST_BODY_BYTES = 4_096;

const CONSENT_BODY = {
  type: 'object',
  required: ['consent'],
  additionalProperties: false,
  properties: { consent: { enum: CONSENTS } },
} as const;

const SUBJECT_BODY = {
  type: 'object',
  required: ['subject'],
  additionalProperties: false,
  properties: { subject: { type: 'string', minLength: 1, maxLength: 256 } },
} as const;

export interface ConsentRoutesOptions {
  readonly calls: CallRegistry;
  /** Whether whoever asks may see the call. */
  readonly sees?: (request: FastifyRequest, call: Call) => boolean;
}

export const addConsentRoutes = (http: FastifyInstance, { calls, sees }: ConsentRoutesOptions): void => {
  /** Of a call that somebody may not see they are not told that it is there. */
  const callOf = (request: CallRequest<unknown>): Call => {
    const call = calls.find(request.params.id);
    if (call === undefined || sees?.(request, call) === false) throw new TacetError('TACET_NO_SUCH_CALL');
    return call;
  };
  const common = { config: { allow: ALLOW }, bodyLimit: MOST_BODY_BYTES };
  http.post('/v1/calls/:id/consent', { ...common, schema: { body: CONSENT_BODY } }, (request) => {
    const asked = request as CallRequest<{ readonly consent: ConsentChoice }>;
    const call = callOf(asked);
    return { call: call.id, consent: consented(call, asked.body.consent === 'given') };
  });
  http.put('/v1/calls/:id/subject', { ...common, schema: { body: SUBJECT_BODY } }, async (request, reply) => {
    const asked = request as CallRequest<{ readonly subject: string }>;
    const call = callOf(asked);
    if (!isSubject(asked.body.subject)) throw new TacetError('TACET_SUBJECT');
    calls.identify(call, asked.body.subject);
    return reply.code(204).send();
  });
};

/** @throws TacetError TACET_CONSENT_WAY, TACET_CONSENT_FINAL, TACET_CALL_ENDED */
const consented = (call: Call, agrees: boolean): ConsentState => {
  const { byApi, optOutByApi } = call.policy.consent;
  if (agrees ? !byApi : !optOutByApi) throw new TacetError('TACET_CONSENT_WAY');
  const isSo = agrees ? call.consent === 'given' : call.consent === 'refused' || call.consent === 'withdrawn';
  if (isSo || call.tellConsent(agrees, 'api')) return call.consent;
  throw new TacetError(
    call.state === 'draining' || call.state === 'ended' ? 'TACET_CALL_ENDED' : 'TACET_CONSENT_FINAL',
  );
};
