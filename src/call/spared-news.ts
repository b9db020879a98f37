/** What a party may be told of what it is spared: never what it was, but for the end of a card number where a route says so. */
import type { Entity } from '../core/finding.js';
import type { LegRole } from '../core/ids.js';
import { tellsAtLeast, type TakenNumber, type Tells } from '../core/taken-number.js';

export interface SparedNews {
  readonly leg: LegRole;
  /** Whether it hears fill just now. */
  readonly masked?: boolean;
  /** Something was taken out that is settled to be this. */
  readonly taken?: Entity;
  /** The same, of a whole card number. */
  readonly number?: TakenNumber;
}

/** @returns as much of it as this level allows; undefined where that is nothing */
export const toldOf = (news: SparedNews, tells: Tells): SparedNews | undefined => {
  const { leg, number } = news;
  if (!tellsAtLeast(tells, number === undefined ? 'masks' : 'count')) return undefined;
  if (number === undefined || tellsAtLeast(tells, 'last-four')) return news;
  const { entity, digits, valid } = number;
  return { leg, number: { entity, digits, valid } };
};
