/** Who was shown what of which call: for auditors, page by page, and whether the log holds. */
import { z } from 'zod';

import type { Api, ApiOptions } from '../api.js';
import { Page } from '../page.js';
import { Problem } from '../problem.js';
import { sees } from '../../principal.js';
import { TacetError } from '../../../core/errors.js';
import type { AccessEntry } from '../../../sink/access/access-fact.js';
import { accessCursorOf, accessCursorText } from '../../../sink/access/access-page.js';

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

const viewOf = ({
  n,
  at,
  kind,
  what,
  call,
  who,
  roles,
  tenant,
  via,
  address,
  code,
}: Exclude<AccessEntry, { readonly kind: 'opened' }>): z.output<typeof Entry> => ({
  ...{ n, at, kind, call, who, tenant, via, address },
  what: [...what],
  roles: [...roles],
  ...(code === undefined ? {} : { code }),
});

export const addAccessLogRoute = (api: Api, { accessLog }: ApiOptions): void => {
  api.get(
    '/v1/access-log',
    {
      config: { allow: ['auditor'], reads: ['access-log'] },
      schema: {
        operationId: 'showAccessLog',
        summary: 'Who was shown what of which call, the oldest first',
        description: 'A page may hold fewer than asked for, and even none, and have a `next` all the same.',
        tags: ['recordings'],
        querystring: z.strictObject({
          ...Page,
          call: z.string().max(128).optional().meta({ description: 'Only what is about this call.' }),
        }),
        response: {
          200: z.strictObject({
            holds: z.boolean().meta({
              description:
                'Nothing that was read for this page was changed, moved or removed, and it follows the page before.',
            }),
            entries: z.array(Entry),
            next: z.string().optional(),
          }),
          400: Problem,
        },
      },
    },
    async ({ query, principal }) => {
      const after = query.after === undefined ? undefined : accessCursorOf(query.after);
      if (query.after !== undefined && after === undefined)
        throw new TacetError('TACET_REQUEST', 'after is no `next` of a page');
      const isWanted = (entry: AccessEntry): boolean =>
        entry.kind !== 'opened' &&
        sees(principal, entry.tenant ?? undefined) &&
        (query.call === undefined || entry.call === query.call);
      const { entries, holds, next } = await accessLog({ after, limit: query.limit, isWanted });
      return {
        holds,
        entries: entries.flatMap((entry) => (entry.kind === 'opened' ? [] : [viewOf(entry)])),
        ...(next === undefined ? {} : { next: accessCursorText(next) }),
      };
    },
  );
};
