/**
 * Where a server on this machine listens, from its configuration. Loads no more than YAML: it is asked every few seconds.
 *
 * It only looks for an address; whether the file is valid is `serve`'s to say.
 */
import { readFile } from 'node:fs/promises';

import { parse } from 'yaml';

import { withSecrets } from '../app/secret-settings.js';
import { TacetError } from '../core/errors.js';

export interface Listening {
  readonly host: string;
  readonly port: number;
  /** PEM files of the server; undefined: plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
}

/** What `serve` was started with. */
export interface ServeArguments {
  readonly config: string | undefined;
  readonly host: string | undefined;
  readonly port: string | undefined;
}

const NO_ARGUMENTS: ServeArguments = { config: undefined, host: undefined, port: undefined };
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PORT = 8_080;

/** @throws TacetError TACET_CONFIG where the file cannot be read */
export const listeningOf = async ({ config, host, port }: ServeArguments): Promise<Listening> => {
  const { listen } = config === undefined ? {} : fieldsOf(await settingsIn(config));
  const set = fieldsOf(await withSecrets(listen, ['listen']));
  const tls = fieldsOf(set['tls']);
  const { cert, key } = tls;
  const listens = port === undefined ? Number(set['port'] ?? DEFAULT_PORT) : Number(port);
  return {
    host: host ?? textOr(set['host'], DEFAULT_HOST),
    port: Number.isInteger(listens) ? listens : DEFAULT_PORT,
    tls: typeof cert === 'string' && typeof key === 'string' ? { cert, key } : undefined,
  };
};

/**
 * What a `tacet serve` that runs was started with, by its process id: in a container, where that is 1, a health check
 * cannot know it otherwise. Linux only (proc(5)).
 * @throws TacetError TACET_USAGE where there is no such process
 */
export const argumentsOfProcess = async (pid: string): Promise<ServeArguments> => {
  if (!/^\d{1,10}$/.test(pid)) throw new TacetError('TACET_USAGE', '--pid is a process id');
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const all = text.split('\0');
  const at = all.lastIndexOf('serve');
  if (at < 0) throw new TacetError('TACET_USAGE', '--pid is not a tacet serve');
  return argumentsIn(all.slice(at + 1));
};

const NAMES: Readonly<Record<string, keyof ServeArguments>> = {
  '-c': 'config',
  '--config': 'config',
  '--host': 'host',
  '-p': 'port',
  '--port': 'port',
};

/** The last of each counts. `--port 80`, `--port=80`, `-p 80`, `-p80`: as the command line takes them. */
export const argumentsIn = (list: readonly string[]): ServeArguments => {
  const found: Record<string, string> = {};
  for (let i = 0; i < list.length; i++) {
    const argument = list[i] ?? '';
    const [, name = argument, joined] =
      /^(--[a-z]+)=(.*)$/s.exec(argument) ?? /^(-[cp])(.+)$/s.exec(argument) ?? [];
    const option = NAMES[name];
    if (option === undefined) continue;
    const value = joined ?? list[++i];
    if (value !== undefined) found[option] = value;
  }
  return { ...NO_ARGUMENTS, ...found };
};

const settingsIn = async (path: string): Promise<unknown> => {
  try {
    return parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new TacetError('TACET_CONFIG', `${path} cannot be read as YAML or JSON`, { cause: error });
  }
};

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);
