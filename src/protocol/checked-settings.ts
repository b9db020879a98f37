/** A protocol's part of the configuration: checked the first time that it is seen, and known from then on. */
import type { z } from 'zod';

const known = new WeakMap<object, unknown>();

/**
 * @param settings as the configuration has them; the same object is always given with the same schema
 * @throws z.ZodError where they are not what the schema says
 */
export const checked = <Schema extends z.ZodType>(schema: Schema, settings: unknown): z.output<Schema> => {
  const key = typeof settings === 'object' ? settings : null;
  if (key !== null && known.has(key)) return known.get(key) as z.output<Schema>;
  const parsed = schema.parse(settings);
  if (key !== null) known.set(key, parsed);
  return parsed;
};
