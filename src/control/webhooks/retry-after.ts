/** How long a server asks to be left alone: `Retry-After` (RFC 9110, section 10.2.3), in seconds or as a date. */

/** More than this nobody means. */
const MOST_MS = 3_600_000;

/** @returns milliseconds, 0 to an hour; undefined where it says nothing that can be read */
export const retryAfterMs = (value: string | null, now: Date): number | undefined => {
  if (value === null) return undefined;
  const text = value.trim();
  const ms = /^\d{1,10}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now.getTime();
  return Number.isNaN(ms) ? undefined : Math.min(MOST_MS, Math.max(0, ms));
};
