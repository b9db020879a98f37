/**
 * What every engine behind a WebSocket has in common: where it is, its credentials and how long is too long.
 *
 * An address may be logged, so it holds no secret: user, query and fragment are refused. A key comes from the
 * environment or from a file, is read when the engine opens, and never goes over a network in the clear.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { TacetError } from '../../../core/errors.js';
import { isLoopback } from '../../../core/loopback.js';

const parsed = (text: string): URL | undefined => {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
};

const isPlain = (text: string): boolean => {
  const url = parsed(text);
  return (
    url !== undefined &&
    (url.protocol === 'ws:' || url.protocol === 'wss:') &&
    url.username === '' &&
    url.password === '' &&
    !/[?#]/.test(text)
  );
};

export const ServerUrl = z
  .string()
  .refine(isPlain, 'must be a ws:// or wss:// address without user, password, query and fragment');

/** Fields of every remote engine's options; `url` is added by each, with its own default. */
export const remoteFields = {
  /** How long a leg may be without its server, connecting included, before it counts as lost. */
  connectTimeoutMs: z.int().min(200).max(2_500).default(1_500),
  /** How long the server may hear audio without saying how far it has heard. */
  answerTimeoutMs: z.int().min(500).max(30_000).default(5_000),
  /** A server that answers no ping for so long is gone. */
  pingMs: z.int().min(200).max(60_000).default(5_000),
};

export const keyFields = {
  /** Name of the environment variable that holds the key. */
  apiKeyEnv: z.string().min(1).optional(),
  /** A file that holds the key and nothing else. */
  apiKeyFile: z.string().min(1).optional(),
};

export interface RemoteLimits {
  readonly connectTimeoutMs: number;
  readonly answerTimeoutMs: number;
  readonly pingMs: number;
}

interface KeyOptions {
  readonly url: string;
  readonly apiKeyEnv?: string | undefined;
  readonly apiKeyFile?: string | undefined;
}

/** What may stand in a header, in one word. */
const KEY = /^[\x21-\x7e]{1,4096}$/;

/**
 * @returns undefined where none is named
 * @throws TacetError TACET_CONFIG; neither the key nor what was found instead is in it
 */
export const readKey = ({ url, apiKeyEnv, apiKeyFile }: KeyOptions): string | undefined => {
  if (apiKeyEnv === undefined && apiKeyFile === undefined) return undefined;
  if (apiKeyEnv !== undefined && apiKeyFile !== undefined) {
    throw new TacetError('TACET_CONFIG', 'engine options: apiKeyEnv and apiKeyFile exclude each other');
  }
  const where = parsed(url);
  if (where?.protocol !== 'wss:' && !isLoopback(where?.hostname ?? '')) {
    throw new TacetError('TACET_CONFIG', 'engine options: a key goes to wss:// or to this machine only');
  }
  const key = (apiKeyEnv === undefined ? fileText(apiKeyFile ?? '') : process.env[apiKeyEnv])?.trim();
  if (key === undefined || !KEY.test(key)) {
    const option = apiKeyEnv === undefined ? 'apiKeyFile' : 'apiKeyEnv';
    throw new TacetError('TACET_CONFIG', `engine options: ${option} names nothing that holds a key`);
  }
  return key;
};

const fileText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** @throws TacetError TACET_CONFIG where no key is named */
export const requireKey = (options: KeyOptions): string => {
  const key = readKey(options);
  if (key === undefined) {
    throw new TacetError('TACET_CONFIG', 'engine options: apiKeyEnv or apiKeyFile is missing');
  }
  return key;
};
