/**
 * `/v1/calls`: the calls that run, and pauses of what is heard and kept of them.
 */
import { z } from 'zod';

import {
  CallDetail,
  CallSummary,
  detailOf,
  isPaused,
  PauseView,
  pauseOf,
  placeOf,
  summaryOf,
} from '../call-view.js';
import { CallParams, findCall } from '../find-call.js';
import { Page, pageOf, type PageQuery } from '../page.js';
import type { Api, ApiContext } from '../api.js';
import { Problem } from '../problem.js';
import { CALL_STATES, type Call } from '../../../call/call.js';
import { AUDIENCES } from '../../../core/audience.js';
import { TacetError } from '../../../core/errors.js';
import { sees, type Principal } from '../../principal.js';

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

const Place = z.number().min(0).nullable();
const Positions = z.strictObject({ caller: Place, agent: Place }).meta({
  description: 'Milliseconds since the first packet of the call; null: this leg has sent nothing yet.',
});

const Paused = z
  .strictObject({ state: z.enum(['active', 'paused']), ...PauseView.shape, streamPositionMs: Positions })
  .meta({ id: 'PauseAnswer' });

const Resumed = z
  .strictObject({
    state: z.enum(['active', 'paused']).meta({ description: '`paused`: another pause runs.' }),
    ended: z.array(PauseView),
    running: z.array(PauseView),
    streamPositionMs: Positions,
  })
  .meta({ id: 'ResumeAnswer' });

export const addCallRoutes = (api: Api, { calls, masks, pauses }: ApiContext): void => {
  const find = (id: string, principal: Principal): Call => findCall(calls, id, principal);

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
    (request) => {
      const { state, tenant, ...page } = request.query;
      const seen = calls.calls.filter(
        (call) =>
          sees(request.principal, call.tenant) &&
          (state === undefined || call.state === state) &&
          (tenant === undefined || call.tenant === tenant),
      );
      const { items, next } = pageOf(seen, page satisfies PageQuery, orderOf);
      return { calls: items.map(summaryOf), ...(next === undefined ? {} : { next }) };
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
    (request) => detailOf(find(request.params.id, request.principal), masks),
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
        response: { 200: Paused, 400: Problem, 404: Problem, 409: Problem, 410: Problem, 429: Problem },
      },
    },
    (request) => {
      const { requestId, scope, reason, maxDurationMs } = request.body ?? {};
      const call = find(request.params.id, request.principal);
      const id = requestIdOf(requestId, request.headers['idempotency-key']);
      const pause = pauses.pause(call, request.principal, { scope, reason, maxDurationMs }, id);
      const view = pauseOf(call.pauses.ended.find((ended) => ended.id === pause.id) ?? pause);
      return { state: stateOf(call), ...view, streamPositionMs: view.startMs };
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
        response: { 200: Resumed, 400: Problem, 403: Problem, 404: Problem, 409: Problem },
      },
    },
    (request) => {
      const { requestId, pauseId } = request.body ?? {};
      const call = find(request.params.id, request.principal);
      const id = requestIdOf(requestId, request.headers['idempotency-key']);
      const ended = pauses.resume(call, request.principal, pauseId, id);
      return {
        state: stateOf(call),
        ended: ended.map(pauseOf),
        running: call.pauses.running.map(pauseOf),
        streamPositionMs: headsOf(call),
      };
    },
  );
};

const stateOf = (call: Call): 'active' | 'paused' => (isPaused(call) ? 'paused' : 'active');

const headsOf = (call: Call): z.output<typeof Positions> => ({
  caller: placeOf(call.direction('caller')?.pipeline.head),
  agent: placeOf(call.direction('agent')?.pipeline.head),
});

const orderOf = (call: Call): string => `${call.startedAt.toISOString()} ${call.id}`;

/** @throws TacetError TACET_REQUEST where the two differ */
const requestIdOf = (inBody: string | undefined, inHeader: string | undefined): string | undefined => {
  if (inBody !== undefined && inHeader !== undefined && inBody !== inHeader)
    throw new TacetError('TACET_REQUEST', 'requestId and Idempotency-Key differ');
  return inBody ?? inHeader;
};
