/**
 * `tacet health`: asks a server whether it takes calls. For container health checks and scripts.
 *
 * Exit code 0 where it does, 1 where it does not or does not answer.
 */

import { askHealth } from './ask-health.js';
import { loadConfig } from '../app/config.js';
import { TacetError } from '../core/errors.js';

interface HealthFlags {
  readonly config?: string;
  readonly url?: string;
  readonly live?: boolean;
  readonly timeout: string;
}

/** Addresses that stand for all of the machine's. */
const EVERYWHERE = ['0.0.0.0', '::'];

export const health = async (flags: HealthFlags): Promise<void> => {
  const timeoutMs = Number(flags.timeout);
  if (!(timeoutMs > 0)) throw new TacetError('TACET_USAGE', '--timeout is a number of milliseconds');
  const base = flags.url ?? (await ownUrl(flags.config));
  if (!URL.canParse(base))
    throw new TacetError('TACET_USAGE', '--url is a URL such as http://127.0.0.1:8080');
  const path = flags.live === true ? '/healthz' : '/readyz';
  const { isGood, status } = await askHealth(base, path, timeoutMs);
  console.log(status);
  if (!isGood) process.exitCode = 1;
};

const ownUrl = async (config: string | undefined): Promise<string> => {
  const { host, port } = (await loadConfig(config)).listen;
  const address = EVERYWHERE.includes(host) ? '127.0.0.1' : host;
  return `http://${address.includes(':') ? `[${address}]` : address}:${String(port)}`;
};
