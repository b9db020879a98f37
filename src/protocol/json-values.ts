/** Reading JSON that a peer wrote: nothing is what it should be until it was looked at. */

export type JsonObject = Readonly<Record<string, unknown>>;

export const parseObject = (data: Buffer): JsonObject | undefined => {
  try {
    const value: unknown = JSON.parse(data.toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text field, empty ones included; undefined where it is none. */
export const text = (object: unknown, name: string): string | undefined => {
  const value = isObject(object) ? object[name] : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** A count that some write as a number and some as text. */
export const count = (object: unknown, name: string): number | undefined => {
  const value = isObject(object) ? object[name] : undefined;
  const number = typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
};
