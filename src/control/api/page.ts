/**
 * Long lists in pages: `next` of one answer is `after` of the next request.
 *
 * A page begins behind the place where the last one ended, so what comes or goes meanwhile moves nothing.
 */
import { z } from 'zod';

export const MOST_PER_PAGE = 200;

/** Parts of a query. */
export const Page = {
  limit: z.coerce.number().int().min(1).max(MOST_PER_PAGE).default(50),
  after: z.string().max(400).optional().meta({ description: '`next` of the page before.' }),
};

export interface PageQuery {
  readonly limit: number;
  readonly after?: string | undefined;
}

/** @param orderOf the place of an item: unique, and ascending as text */
export const pageOf = <Item>(
  items: readonly Item[],
  { limit, after }: PageQuery,
  orderOf: (item: Item) => string,
): { readonly items: readonly Item[]; readonly next: string | undefined } => {
  const behind = after === undefined ? '' : Buffer.from(after, 'base64url').toString();
  const placed = items
    .map((item) => ({ item, order: orderOf(item) }))
    .filter(({ order }) => order > behind)
    .sort((a, b) => (a.order < b.order ? -1 : 1));
  const page = placed.slice(0, limit);
  const last = page.at(-1);
  const isMore = placed.length > page.length && last !== undefined;
  return {
    items: page.map(({ item }) => item),
    next: isMore ? Buffer.from(last.order).toString('base64url') : undefined,
  };
};
