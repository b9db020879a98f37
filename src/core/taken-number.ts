/**
 * What a party that is spared a card number may be told of it, and how much of that a route allows.
 *
 *     none      nothing
 *     masks     that it hears fill, and the kind of what was taken out
 *     count     and of a card number how many digits it had, and whether they can be one
 *     last-four and its last four digits, which PCI DSS (3.4.1) lets everybody see
 *
 * It travels apart from findings: no record, log, metric or event of a call has any of it.
 */
import type { LegRole } from './ids.js';

export const TELLS = ['none', 'masks', 'count', 'last-four'] as const;
export type Tells = (typeof TELLS)[number];

/** Whether somebody who is told `level` is told as much as `least`. */
export const tellsAtLeast = (level: Tells, least: Tells): boolean =>
  TELLS.indexOf(level) >= TELLS.indexOf(least);

/** The most that any of these is told. */
export const mostTold = (levels: readonly Tells[]): Tells =>
  TELLS.findLast((level) => levels.includes(level)) ?? 'none';

/** A card number that is over, without its digits. */
export interface TakenNumber {
  readonly entity: 'pan';
  readonly digits: number;
  /** It begins like a scheme's, is as long as those are, and its check digit is right (Luhn). */
  readonly valid: boolean;
  /** Only of a valid one. */
  readonly lastFour?: string;
}

export interface TakenFromLeg {
  readonly leg: LegRole;
  readonly number: TakenNumber;
}
