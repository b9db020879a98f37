/**
 * Settings that stand elsewhere: any value may be `{ env: NAME }` or `{ file: PATH }`, so that no secret need lie
 * in the configuration file.
 */
import { readFile } from 'node:fs/promises';

import { placeOf } from './config-issue.js';
import { TacetError } from '../core/errors.js';

/**
 * @param path where they stand in the file
 * @returns the same settings with every such value in its place
 * @throws TacetError TACET_CONFIG where a variable is not set or a file cannot be read, or where they are empty; it tells
 *   the setting and not the name that is given there, which may be the secret itself
 */
export const withSecrets = async (settings: unknown, path: readonly PropertyKey[] = []): Promise<unknown> => {
  if (Array.isArray(settings)) return Promise.all(settings.map((item, i) => withSecrets(item, [...path, i])));
  if (typeof settings !== 'object' || settings === null) return settings;
  if (isElsewhere(settings))
    return 'env' in settings ? fromEnvironment(settings.env, path) : fromFile(settings.file, path);
  return Object.fromEntries(
    await Promise.all(
      Object.entries(settings as Readonly<Record<string, unknown>>).map(
        async ([key, value]) => [key, await withSecrets(value, [...path, key])] as const,
      ),
    ),
  );
};

/** Whether a value names the place where it stands. */
export const isElsewhere = (
  value: unknown,
): value is { readonly env: string } | { readonly file: string } => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const [[name, where] = [], ...rest] = Object.entries(value);
  return rest.length === 0 && (name === 'env' || name === 'file') && typeof where === 'string';
};

const failure = (path: readonly PropertyKey[], what: string, cause?: unknown): TacetError =>
  new TacetError('TACET_CONFIG', `${placeOf(path)}: ${what}`, { cause });

const fromEnvironment = (name: string, path: readonly PropertyKey[]): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw failure(path, 'the environment variable is not set');
  return value;
};

const fromFile = async (file: string, path: readonly PropertyKey[]): Promise<string> => {
  let value: string;
  try {
    // Editors end a file with a line break, which is no part of a secret.
    value = (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    throw failure(path, 'the file cannot be read', error);
  }
  // Where an empty secret means something, it is that nothing is asked for.
  if (value === '') throw failure(path, 'the file is empty');
  return value;
};
