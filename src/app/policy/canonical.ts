/** JSON in one form, so that its hash means its content: keys sorted, no white space (RFC 8785, JCS). */
import { hashOf } from '../../sink/ledger/line.js';

/**
 * @param value what JSON can hold; `undefined` in objects is left out
 * @throws TypeError for what JSON cannot hold
 */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    // By UTF-16 code units, as `sort` does it (section 3.2.3).
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('JSON has no such number');
  // `JSON.stringify` has no text for functions, symbols and undefined.
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError('JSON has no such value');
  return text;
};

/** SHA-256 of it, in hex. */
export const canonicalHash = (value: unknown): string => hashOf(canonicalJson(value));
