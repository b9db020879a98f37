/** What a message must be made of before anybody acts on it: it came from another thread or process, which may be broken. */
import { ERRORS, type ErrorCode } from './errors.js';
import { isLegRole, type LegRole } from './ids.js';
import type { Span } from './span.js';
import type { Ticks } from './units.js';

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isText = (value: unknown): value is string => typeof value === 'string';
export const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);
export const isMaybeText = (value: unknown): value is string | undefined =>
  value === undefined || isText(value);
export const isListOf =
  <Item>(isItem: (value: unknown) => value is Item) =>
  (value: unknown): value is readonly Item[] =>
    Array.isArray(value) && value.every((item) => isItem(item));

/** A place in time: a watermark that is no number would hold nothing back. */
export const isTicks = (value: unknown): value is Ticks => isNumber(value);
export const isSpan = (value: unknown): value is Span =>
  isFields(value) && isTicks(value['from']) && isTicks(value['to']) && value['from'] <= value['to'];
export const isLeg = (value: unknown): value is LegRole => isText(value) && isLegRole(value);
export const isErrorCode = (value: unknown): value is ErrorCode =>
  isText(value) && Object.hasOwn(ERRORS, value);
export const isOneOf = <Item>(items: readonly Item[], value: unknown): value is Item =>
  (items as readonly unknown[]).includes(value);
