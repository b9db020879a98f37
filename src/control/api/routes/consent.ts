/**
 * `/v1/calls/{id}/consent`: whether the caller agrees to being recorded; `/v1/calls/{id}/subject`: who the caller is to
 * somebody outside. Both may be repeated.
 */
import { z } from 'zod';

import type { Api, ApiOptions } from '../api.js';
import { CallParams, ConsentAnswer } from '../call-view.js';
import { Problem } from '../problem.js';
import type { Role } from '../../principal.js';
import { CONSENTS, isSubject } from '../../../protocol/about.js';

const TAGS = ['calls'];
const ALLOW: readonly Role[] = ['bridge', 'agent', 'supervisor', 'operator'];

const ConsentBody = z
  .strictObject({
    consent: z.enum(CONSENTS).meta({ description: '`refused` also takes back what was given.' }),
  })
  .meta({ id: 'ConsentRequest' });

const SubjectBody = z
  .strictObject({
    subject: z.string().refine(isSubject, 'must be one line, no long one, and no card number').meta({
      description: 'An id of the caller that you keep; here it is kept as a keyed hash.',
    }),
  })
  .meta({ id: 'SubjectRequest' });

export const addConsentRoutes = (api: Api, { desk }: ApiOptions): void => {
  api.post(
    '/v1/calls/:id/consent',
    {
      config: { allow: ALLOW },
      schema: {
        operationId: 'tellConsent',
        summary: 'Whether the caller agrees to being recorded, from the audio that has come in by now',
        tags: TAGS,
        params: CallParams,
        body: ConsentBody,
        response: {
          200: ConsentAnswer,
          400: Problem,
          403: Problem,
          404: Problem,
          409: Problem,
          410: Problem,
        },
      },
    },
    (request) => desk.consent(request.params.id, request.principal, request.body.consent === 'given'),
  );

  api.put(
    '/v1/calls/:id/subject',
    {
      config: { allow: ALLOW },
      schema: {
        operationId: 'identifyCaller',
        summary: 'Who the caller is, for export and erasure later',
        tags: TAGS,
        params: CallParams,
        body: SubjectBody,
        response: { 204: z.null(), 400: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      await desk.identify(request.params.id, request.principal, request.body.subject);
      return reply.code(204).send(null);
    },
  );
};
