/** Who was shown what of which call: for auditors, page by page, and whether the log holds. */
import { z } from 'zod';

import type { Api, ApiOptions } from '../api.js';
import { Page, pageOf } from '../page.js';
import { Problem } from '../problem.js';
import { sees } from '../../principal.js';

const Entry = z
  .strictObject({
    n: z.int(),
    at: z.iso.datetime(),
    kind: z.enum(['read', 'refused']),
    what: z.array(z.string()),
    call: z.string().nullable(),
    who: z.string(),
    roles: z.array(z.string()),
    tenant: z.string().nullable(),
    via: z.enum(['api', 'cli']),
    address: z.string().nullable(),
    code: z.string().optional(),
  })
  .meta({ id: 'AccessEntry' });

/** Places are compared as text. */
const ORDER_DIGITS = 12;

export const addAccessLogRoute = (api: Api, { accessLog }: ApiOptions): void => {
  api.get(
    '/v1/access-log',
    {
      config: { allow: ['auditor'], reads: ['access-log'] },
      schema: {
        operationId: 'showAccessLog',
        summary: 'Who was shown what of which call, the oldest first',
        tags: ['recordings'],
        querystring: z.strictObject({
          ...Page,
          call: z.string().max(128).optional().meta({ description: 'Only what is about this call.' }),
        }),
        response: {
          200: z.strictObject({
            holds: z.boolean().meta({ description: 'No entry was changed, moved or removed.' }),
            entries: z.array(Entry),
            next: z.string().optional(),
          }),
          400: Problem,
        },
      },
    },
    async ({ query, principal }) => {
      const { entries, holds } = await accessLog();
      const seen = entries.flatMap((entry) =>
        entry.kind !== 'opened' &&
        sees(principal, entry.tenant ?? undefined) &&
        (query.call === undefined || entry.call === query.call)
          ? [entry]
          : [],
      );
      const { items, next } = pageOf(seen, query, ({ n }) => String(n).padStart(ORDER_DIGITS, '0'));
      return {
        holds,
        entries: items.map(({ n, at, kind, what, call, who, roles, tenant, via, address, code }) => ({
          ...{ n, at, kind, call, who, tenant, via, address },
          what: [...what],
          roles: [...roles],
          ...(code === undefined ? {} : { code }),
        })),
        ...(next === undefined ? {} : { next }),
      };
    },
  );
};
