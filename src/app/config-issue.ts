/**
 * What is wrong with a setting: where, and which rule. Nothing of what stands there is quoted, since any of it may be a
 * secret in the wrong place; nor is a name that does not look like one, since `password:secret`, without the space, is
 * a name to YAML.
 */
import type { z } from 'zod';

import { withoutCardNumbers } from '../core/card-number.js';

/** As all settings are called. */
const SETTING = /^[a-z][a-zA-Z]{0,31}$/;
/** As whoever writes the file may call tenants, users and keys. */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9._~-]{0,63}$/;
const HIDDEN = '[not shown]';

/** Where a setting stands. */
export const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' || NAME.test(String(part)) ? String(part) : HIDDEN))
    .join('.') || 'file';

/** The rule that is broken. */
export const ruleOf = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'invalid_key') return `a name is not valid: ${issue.issues[0]?.message ?? ''}`;
  if (issue.code !== 'unrecognized_keys') return issue.message;
  const names = issue.keys.map((name) => (SETTING.test(name) ? `"${name}"` : HIDDEN));
  return `Unrecognized key${names.length > 1 ? 's' : ''}: ${names.join(', ')}`;
};

/**
 * Both; what may be a card number is told nowhere.
 * @param input what was judged
 */
export const describeIssue = (issue: z.core.$ZodIssue, input: unknown): string => {
  const path = namesNothing(issue, input) ? issue.path.slice(0, -1) : issue.path;
  return withoutCardNumbers(`${placeOf(path)}: ${ruleOf(issue)}`);
};

/** The last name of its path is not valid, or has no value, and so may be one. */
const namesNothing = ({ code, path }: z.core.$ZodIssue, input: unknown): boolean => {
  const last = path.at(-1);
  return (
    code === 'invalid_key' ||
    (typeof last === 'string' && !SETTING.test(last) && valueAt(input, path) === null)
  );
};

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null
        ? (value as Readonly<Record<PropertyKey, unknown>>)[part]
        : undefined,
    input,
  );
