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

/** What a list that is read page by page is asked for, and answers. */
export interface PageAsked<Item> extends PageQuery {
  readonly isWanted: (item: Item) => boolean;
}
export interface PageRead<Item> {
  /** No more than the limit; fewer, and even none, also where more was read than a page may cost. */
  readonly items: readonly Item[];
  /** Undefined at the end of the list. */
  readonly next: string | undefined;
}

export const cursorOf = (place: string): string => Buffer.from(place).toString('base64url');
export const placeOf = (cursor: string | undefined): string =>
  cursor === undefined ? '' : Buffer.from(cursor, 'base64url').toString();

/** @param orderOf the place of an item: unique, and ascending as text */
export const pageOf = <Item>(
  items: readonly Item[],
  { limit, after }: PageQuery,
  orderOf: (item: Item) => string,
): PageRead<Item> => {
  const behind = placeOf(after);
  const placed = items
    .map((item) => ({ item, order: orderOf(item) }))
    .filter(({ order }) => order > behind)
    .sort((a, b) => (a.order < b.order ? -1 : 1));
  const page = placed.slice(0, limit);
  const last = page.at(-1);
  const isMore = placed.length > page.length && last !== undefined;
  return {
    items: page.map(({ item }) => item),
    next: isMore ? cursorOf(last.order) : undefined,
  };
};
