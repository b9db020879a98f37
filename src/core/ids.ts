/** Branded identifiers and the two roles a leg can have. */
import { randomInt } from 'node:crypto';

import { v7 } from 'uuid';

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** Chosen by the bridge; `[A-Za-z0-9._~-]{1,128}`. */
export type CallId = Id<'call'>;
/** Says nothing of the call: unlike its id it may go to systems that see metrics only. */
export type TraceId = Id<'trace'>;
export type FindingId = Id<'finding'>;

export const LEG_ROLES = ['caller', 'agent'] as const;
export type LegRole = (typeof LEG_ROLES)[number];

export const otherRole = (role: LegRole): LegRole => (role === 'caller' ? 'agent' : 'caller');
export const isLegRole = (value: string): value is LegRole => value === 'caller' || value === 'agent';

/** Of whoever shares a server with others. */
export const TENANT_NAME = /^[A-Za-z0-9._~-]{1,64}$/;

const CALL_ID = /^[A-Za-z0-9._~-]{1,128}$/;

/** @returns the id, or undefined where the text is not one (`.` and `..` are refused: ids name folders). */
export const parseCallId = (text: string): CallId | undefined =>
  CALL_ID.test(text) && text !== '.' && text !== '..' ? (text as CallId) : undefined;

/** The alphabet is hexadecimal, and without digits: no number can stand in it, nor seem to. */
export const TRACE_LETTERS = 'abcdef';
const TRACE_LENGTH = 32;
const SPAN_LENGTH = 16;

const letters = (length: number): string => {
  let id = '';
  while (id.length < length) id += TRACE_LETTERS.charAt(randomInt(TRACE_LETTERS.length));
  return id;
};

/** What joins a call's log lines, events, exemplars and spans: random, in the form of a W3C trace-id. */
export const newTraceId = (): TraceId => letters(TRACE_LENGTH) as TraceId;

/** In the form of a W3C parent-id. */
export const newSpanId = (): string => letters(SPAN_LENGTH);

/** UUID v7: sorts by birth. */
export const newFindingId = (): FindingId => v7() as FindingId;
