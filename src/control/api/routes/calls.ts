/**
 * `/v1/calls`: the calls that run, and pauses of what is heard and kept of them.
 */
import { z } from 'zod';

import { CallDetail, CallParams, CallSummary, PauseAnswer, ResumeAnswer } from '../call-view.js';
import { Page, pageOf, type PageQuery } from '../page.js';
import type { Api, ApiOptions } from '../api.js';
import { Problem } from '../problem.js';
import { CALL_STATES } from '../../../call/call.js';
import { AUDIENCES } from '../../../core/audience.js';
import { TacetError } from '../../../core/errors.js';
import { sees } from '../../principal.js';

const TAGS = ['calls'];
const Tenant = z.string().min(1).max(128);

const ListQuery = z.strictObject({
  state: z.enum(CALL_STATES).optional(),
  tenant: Tenant.optional(),
  ...Page,
});

/** What a request may be named by, so that it can be repeated safely. */
const RequestId = z.string().min(1).max(128).meta({
  description: 'Of your choice: the same request with the same id is answered again, not done again.',
});
const RequestHeaders = z.looseObject({ 'idempotency-key': RequestId.optional() });

const PauseBody = z
  .strictObject({
    scope: z
      .array(z.enum(AUDIENCES))
      .min(1)
      .max(AUDIENCES.length)
      .optional()
      .meta({
        description:
          'Who is to get fill: `agent` hears nothing of the caller, `caller` nothing of the agent; nothing of either ' +
          'is in `recording` or `transcript`. Default: all but `caller`.',
      }),
    reason: z
      .string()
      .max(200)
      .regex(/^\P{C}*$/u, 'must be one line of text')
      .optional()
      .meta({ description: 'For the ledger; no more than two digits, in figures or in words.' }),
    maxDurationMs: z.int().min(1_000).max(86_400_000).optional().meta({
      description: 'After so much of the call it ends by itself; default and limit: `control.maxPauseMs`.',
    }),
    requestId: RequestId.optional(),
  })
  .meta({ id: 'PauseRequest' });

const ResumeBody = z
  .strictObject({
    pauseId: z
      .uuid()
      .optional()
      .meta({ description: 'The pause to end; default: all that you have asked for.' }),
    requestId: RequestId.optional(),
  })
  .meta({ id: 'ResumeRequest' });

export const addCallRoutes = (api: Api, { desk }: ApiOptions): void => {
  api.get(
    '/v1/calls',
    {
      config: { allow: ['supervisor', 'operator'] },
      schema: {
        operationId: 'listCalls',
        summary: 'Calls that run, the oldest first',
        tags: TAGS,
        querystring: ListQuery,
        response: {
          200: z.strictObject({ calls: z.array(CallSummary), next: z.string().optional() }),
          400: Problem,
        },
      },
    },
    async (request) => {
      const { state, tenant, ...page } = request.query;
      const seen = (await desk.list()).filter(
        (call) =>
          sees(request.principal, call.tenant) &&
          (state === undefined || call.state === state) &&
          (tenant === undefined || call.tenant === tenant),
      );
      const { items, next } = pageOf(seen, page satisfies PageQuery, orderOf);
      return { calls: [...items], ...(next === undefined ? {} : { next }) };
    },
  );

  api.get(
    '/v1/calls/:id',
    {
      config: { allow: ['agent', 'supervisor', 'operator'] },
      schema: {
        operationId: 'showCall',
        summary: 'One call: its legs, gates, masks and pauses',
        tags: TAGS,
        params: CallParams,
        response: { 200: CallDetail, 400: Problem, 404: Problem },
      },
    },
    (request) => desk.show(request.params.id, request.principal),
  );

  api.post(
    '/v1/calls/:id/pause',
    {
      config: { allow: ['agent', 'supervisor', 'operator'] },
      schema: {
        operationId: 'pauseCall',
        summary: 'Fill instead of audio, from now on',
        tags: TAGS,
        params: CallParams,
        headers: RequestHeaders,
        body: PauseBody.nullish(),
        response: { 200: PauseAnswer, 400: Problem, 404: Problem, 409: Problem, 410: Problem, 429: Problem },
      },
    },
    (request) => {
      const { requestId, scope, reason, maxDurationMs } = request.body ?? {};
      const id = requestIdOf(requestId, request.headers['idempotency-key']);
      return desk.pause(request.params.id, request.principal, { scope, reason, maxDurationMs }, id);
    },
  );

  api.post(
    '/v1/calls/:id/resume',
    {
      config: { allow: ['agent', 'supervisor', 'operator'] },
      schema: {
        operationId: 'resumeCall',
        summary: 'Ends a pause, or all that you have asked for',
        tags: TAGS,
        params: CallParams,
        headers: RequestHeaders,
        body: ResumeBody.nullish(),
        response: { 200: ResumeAnswer, 400: Problem, 403: Problem, 404: Problem, 409: Problem },
      },
    },
    (request) => {
      const { requestId, pauseId } = request.body ?? {};
      const id = requestIdOf(requestId, request.headers['idempotency-key']);
      return desk.resume(request.params.id, request.principal, pauseId, id);
    },
  );
};

const orderOf = ({ startedAt, id }: z.output<typeof CallSummary>): string => `${startedAt} ${id}`;

/** @throws TacetError TACET_REQUEST where the two differ */
const requestIdOf = (inBody: string | undefined, inHeader: string | undefined): string | undefined => {
  if (inBody !== undefined && inHeader !== undefined && inBody !== inHeader)
    throw new TacetError('TACET_REQUEST', 'requestId and Idempotency-Key differ');
  return inBody ?? inHeader;
};
