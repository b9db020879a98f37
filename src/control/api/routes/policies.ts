/**
 * `/v1/policies/check`: what a configuration would do, without doing it.
 */
import { z } from 'zod';

import type { Api, ApiOptions } from '../api.js';
import { ErrorCodes } from '../event.js';
import { Problem } from '../problem.js';

const Verdict = z
  .strictObject({
    valid: z.boolean(),
    code: ErrorCodes.nullable(),
    problem: z
      .string()
      .nullable()
      .meta({ description: 'The settings that are wrong, and the rules they break.' }),
    hash: z.string().nullable().meta({ description: 'Of what decides about masks, as ledgers have it.' }),
    masked: z
      .record(z.string(), z.array(z.string()))
      .nullable()
      .meta({ description: 'What is masked for whom.' }),
    isCurrent: z.boolean().meta({ description: 'Calls are masked by this policy now.' }),
  })
  .meta({ id: 'PolicyVerdict' });

export const addPolicyRoutes = (api: Api, { checkPolicy }: ApiOptions): void => {
  // YAML is read by whoever checks it.
  for (const type of ['application/yaml', 'application/x-yaml', 'text/yaml'])
    if (!api.hasContentTypeParser(type))
      api.addContentTypeParser(type, { parseAs: 'string' }, (_request, body, done) => done(null, body));

  api.post(
    '/v1/policies/check',
    {
      config: { allow: ['supervisor', 'auditor', 'operator'] },
      schema: {
        operationId: 'checkPolicy',
        summary: 'A dry run: is this configuration valid, and what does it mask for whom?',
        description: 'Takes what a configuration file holds, as JSON or as YAML (`application/yaml`).',
        tags: ['policies'],
        body: z.union([z.string(), z.looseObject({})]),
        response: { 200: Verdict, 400: Problem },
      },
    },
    ({ body }) => {
      const { masked, ...verdict } = checkPolicy(body);
      const lists =
        masked && Object.fromEntries(Object.entries(masked).map(([who, what]) => [who, [...what]]));
      return { ...verdict, masked: lists };
    },
  );
};
