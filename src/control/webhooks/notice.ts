/**
 * What a webhook tells: an event of the feed, redacted there.
 *
 *     {"type":"mask.ended","timestamp":"2026-11-27T09:00:00.000Z","data":{"call":"c-17","leg":"caller", ...}}
 */

/** What webhooks need to know of an event; what else it holds is told as it is. */
export interface Notice {
  /** Unique, and the same each time it is tried. */
  readonly id: string;
  /** `call.ended` */
  readonly type: string;
  /** ISO 8601. */
  readonly at: string;
  readonly tenant?: string | undefined;
  readonly call?: string | undefined;
}

/** As it is sent, each time byte for byte the same. */
export const bodyOf = ({ id, type, at, ...data }: Notice): string =>
  JSON.stringify({ id, type, timestamp: at, data });

/** @param patterns `call.ended`, `call.*`, `*` */
export const isWanted = (type: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => pattern === '*' || pattern === type || pattern === type.replace(/\..*$/, '.*'));
