/** Branded identifiers and the two roles a leg can have. */
import { v7 } from 'uuid';

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** Chosen by the bridge; `[A-Za-z0-9._~-]{1,128}`. */
export type CallId = Id<'call'>;
export type FindingId = Id<'finding'>;

export const LEG_ROLES = ['caller', 'agent'] as const;
export type LegRole = (typeof LEG_ROLES)[number];

export const otherRole = (role: LegRole): LegRole => (role === 'caller' ? 'agent' : 'caller');
export const isLegRole = (value: string): value is LegRole => value === 'caller' || value === 'agent';

const CALL_ID = /^[A-Za-z0-9._~-]{1,128}$/;

/** @returns the id, or undefined where the text is not one (`.` and `..` are refused: ids name folders). */
export const parseCallId = (text: string): CallId | undefined =>
  CALL_ID.test(text) && text !== '.' && text !== '..' ? (text as CallId) : undefined;

/** UUID v7: sorts by birth. */
export const newFindingId = (): FindingId => v7() as FindingId;
