/**
 * The JSON Schema of the configuration file, for editors: the same zod schemas, as they take their input.
 *
 * What zod cannot say is added: a tenant's part is the policy without its defaults, and any text may stand elsewhere.
 */
import { z } from 'zod';

import { Config } from '../config.js';
import { PolicySettings } from './settings.js';

type Schema = Record<string, unknown>;

const OPTIONS = { io: 'input', unrepresentable: 'any' } as const;
const ELSEWHERE = { $ref: '#/$defs/elsewhere' };

export const configSchema = (): Schema => {
  const { $schema, ...config } = z.toJSONSchema(Config, OPTIONS) as Schema;
  const tenant = { ...(z.toJSONSchema(PolicySettings, OPTIONS) as Schema), $schema: undefined };
  const properties = config['properties'] as Record<string, Schema>;
  properties['tenants'] = { ...properties['tenants'], additionalProperties: withoutDefaults(tenant) };
  return {
    $schema,
    title: 'Tacet configuration',
    ...(mayStandElsewhere(config) as Schema),
    $defs: {
      elsewhere: {
        description: 'A value that is in an environment variable or a file.',
        oneOf: ['env', 'file'].map((name) => ({
          type: 'object',
          properties: { [name]: { type: 'string' } },
          required: [name],
          additionalProperties: false,
        })),
      },
    },
  };
};

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapped = (value: unknown, change: (schema: Schema) => Schema): unknown => {
  if (Array.isArray(value)) return value.map((item) => mapped(item, change));
  if (!isSchema(value)) return value;
  return change(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapped(item, change)])));
};

/** Where nothing is said, the policy of the file holds. */
const withoutDefaults = (schema: Schema): unknown =>
  mapped(schema, (part) =>
    Object.fromEntries(
      Object.entries(part).filter(
        ([key, value]) => key !== 'default' || (isSchema(value) && 'type' in value),
      ),
    ),
  );

/** Texts, but not names of keys. */
const mayStandElsewhere = (schema: Schema): unknown =>
  mapped(schema, (part) => {
    if (isSchema(part['propertyNames'])) {
      const { anyOf } = part['propertyNames'] as { anyOf?: readonly Schema[] };
      return { ...part, propertyNames: anyOf?.[0] ?? part['propertyNames'] };
    }
    if (part['type'] !== 'string') return part;
    const { default: preset, description, ...text } = part;
    return {
      ...(description === undefined ? {} : { description }),
      ...(preset === undefined ? {} : { default: preset }),
      anyOf: [text, ELSEWHERE],
    };
  });
