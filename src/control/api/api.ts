/**
 * The control API: its routes, checked by their schemas, and the OpenAPI document made of them.
 */
import { fastifySwagger } from '@fastify/swagger';
import type { FastifyInstance, FastifyBaseLogger, RawServerDefault } from 'fastify';
import type { OpenAPIV3_1 } from 'openapi-types';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  createJsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';

import type { CallDesk } from './call-desk.js';
import type { CheckPolicy } from './check-policy.js';
import type { Feed } from './feed.js';
import { addAccessLogRoute } from './routes/access-log.js';
import { addCallRoutes } from './routes/calls.js';
import { addConsentRoutes } from './routes/consent.js';
import { addEventRoutes } from './routes/events.js';
import { addPolicyRoutes } from './routes/policies.js';
import { addRecordingRoutes } from './routes/recordings.js';
import type { Recordings } from './recordings.js';
import type { Clock } from '../../core/clock.js';
import type { AccessPage, AccessPageAsked } from '../../sink/access/access-page.js';

export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export interface ApiOptions {
  readonly desk: CallDesk;
  readonly feed: Feed;
  readonly clock: Clock;
  /** Undefined where nothing is kept, which a reload may change. */
  readonly recordings: () => Recordings | undefined;
  readonly checkPolicy: CheckPolicy;
  /** Empty where nobody was shown anything yet. */
  readonly accessLog: (page: AccessPageAsked) => Promise<AccessPage>;
}

/** Of the interface, not of the program: the paths begin with its major. */
const API_VERSION = '1.0.0';

const transform = createJsonSchemaTransform({});

/** Before any route. */
export const describeApi = (http: FastifyInstance): void => {
  http.setValidatorCompiler(validatorCompiler);
  http.setSerializerCompiler(serializerCompiler);
  http.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tacet',
        version: API_VERSION,
        description: 'Watches and pauses calls, and shows what was kept of them.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
    },
    transform: (input) => {
      const { schema, url } = transform(input);
      const { allow } = input.route.config ?? {};
      return { url, schema: { ...schema, 'x-roles': allow ?? [] } };
    },
    transformObject: (input) => withoutUnused(jsonSchemaTransformObject(input) as Document),
  });
};

type Document = Partial<OpenAPIV3_1.Document>;

/** Of each schema there is one for requests and one for answers; most are used one way. */
const withoutUnused = (document: Document): Document => {
  const schemas = document.components?.schemas ?? {};
  const used = new Set<string>();
  const visit = (part: unknown): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      visit(schemas[name] ?? null);
    }
  };
  visit(document.paths);
  const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
  return { ...document, components: { ...document.components, schemas: kept } };
};

export const addApi = (http: FastifyInstance, options: ApiOptions): void => {
  const api = http.withTypeProvider<ZodTypeProvider>() as unknown as Api;
  addCallRoutes(api, options);
  addConsentRoutes(api, options);
  addEventRoutes(api, options);
  addRecordingRoutes(api, options);
  addAccessLogRoute(api, options);
  addPolicyRoutes(api, options);
  api.get(
    '/v1/openapi.json',
    { config: { allow: [] }, schema: { operationId: 'openapi', summary: 'This document', tags: ['api'] } },
    () => http.swagger(),
  );
};
