/**
 * Settings that stand elsewhere: any value may be `{ env: NAME }` or `{ file: PATH }`, so that no secret need lie
 * in the configuration file.
 */
import { readFile } from 'node:fs/promises';

import { TacetError } from '../core/errors.js';

/**
 * @returns the same settings with every such value in its place
 * @throws TacetError TACET_CONFIG where a variable is not set or a file cannot be read, or where they are empty
 */
export const withSecrets = async (settings: unknown): Promise<unknown> => {
  if (Array.isArray(settings)) return Promise.all(settings.map(withSecrets));
  if (typeof settings !== 'object' || settings === null) return settings;
  if (isElsewhere(settings))
    return 'env' in settings ? fromEnvironment(settings.env) : fromFile(settings.file);
  return Object.fromEntries(
    await Promise.all(
      Object.entries(settings as Readonly<Record<string, unknown>>).map(
        async ([key, value]) => [key, await withSecrets(value)] as const,
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

const fromEnvironment = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new TacetError('TACET_CONFIG', `the environment variable ${name} is not set`);
  }
  return value;
};

const fromFile = async (path: string): Promise<string> => {
  let value: string;
  try {
    // Editors end a file with a line break, which is no part of a secret.
    value = (await readFile(path, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    throw new TacetError('TACET_CONFIG', `${path} cannot be read`, { cause: error });
  }
  // Where an empty secret means something, it is that nothing is asked for.
  if (value === '') throw new TacetError('TACET_CONFIG', `${path} is empty`);
  return value;
};
