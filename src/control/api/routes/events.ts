/**
 * `GET /v1/events`: the feed, as Server-Sent Events, or over a WebSocket where the request asks to upgrade.
 *
 *     id: 0197...
 *     event: mask.started
 *     data: {"id":"0197...","type":"mask.started", ...}
 */
import { z } from 'zod';

import type { Api, ApiOptions } from '../api.js';
import { EVENT_TYPES, type EventType } from '../event.js';
import { openEventSocket } from '../event-socket.js';
import { openEventStream } from '../event-stream.js';
import type { FeedFilter } from '../feed.js';
import { Problem } from '../problem.js';
import { TacetError } from '../../../core/errors.js';
import { sees } from '../../principal.js';
import { upgradeOf } from '../../upgrade.js';

const isType = (name: string): name is EventType => (EVENT_TYPES as readonly string[]).includes(name);

const EventsQuery = z.strictObject({
  call: z.string().max(128).optional().meta({ description: 'This call only.' }),
  type: z
    .string()
    .max(400)
    .refine((names) => names.split(',').every(isType), 'must be types of events, with commas between them')
    .optional()
    .meta({
      description: `Types, with commas between them: ${EVENT_TYPES.join(', ')}. Default: all but levels.`,
    }),
  after: z
    .uuid()
    .optional()
    .meta({ description: 'Id of the last event that you have: what came after it is told first.' }),
});

const EventsHeaders = z.looseObject({
  'last-event-id': z.uuid().optional().meta({ description: 'The same as `after`, as browsers send it.' }),
});

/** So many may read along at a time. */
const MOST_READERS = 100;

export const addEventRoutes = (api: Api, { feed, clock }: ApiOptions): void => {
  api.get(
    '/v1/events',
    {
      config: { allow: ['supervisor', 'operator'] },
      schema: {
        operationId: 'events',
        summary: 'What happens in calls, as it happens: Server-Sent Events, or a WebSocket',
        description:
          'One event a message, as `CallEvent`. Readers that are too slow are dropped; they come back with the id of the ' +
          'last event that they have. `event: gap` tells that others were forgotten before.',
        tags: ['events'],
        querystring: EventsQuery,
        headers: EventsHeaders,
        response: { 400: Problem, 503: Problem },
      },
    },
    (request, reply) => {
      if (feed.readers >= MOST_READERS) throw new TacetError('TACET_BUSY');
      const { call, type } = request.query;
      const { principal } = request;
      const filter: FeedFilter = {
        call,
        types: type === undefined ? undefined : new Set(type.split(',').filter(isType)),
        sees: (tenant) => sees(principal, tenant),
      };
      const after = request.query.after ?? request.headers['last-event-id'];
      const upgrade = upgradeOf(request.raw);
      reply.hijack();
      if (upgrade === undefined) openEventStream(reply.raw, { feed, clock, filter, after });
      else openEventSocket(request.raw, reply.raw, upgrade, { feed, clock, filter, after });
    },
  );
};
