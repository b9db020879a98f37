/**
 * `tacet health`: asks a server whether it takes calls. For container health checks and scripts.
 *
 * Exit code 0 where it does, 1 where it does not or does not answer, 2 where the question makes no sense.
 */
import { readFile } from 'node:fs/promises';

import { askHealth, type Question } from './ask-health.js';
import { argumentsOfProcess, listeningOf, type Listening } from './listening.js';
import { TacetError } from '../core/errors.js';
import { isLoopback } from '../core/loopback.js';

interface HealthFlags {
  readonly config?: string;
  readonly pid?: string;
  readonly url?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly live?: boolean;
  readonly timeout: string;
}

/** Addresses that stand for all of the machine's. */
const EVERYWHERE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

export const health = async (flags: HealthFlags): Promise<void> => {
  const timeoutMs = Number(flags.timeout);
  if (!(timeoutMs > 0)) throw new TacetError('TACET_USAGE', '--timeout is a number of milliseconds');
  if ((flags.cert === undefined) !== (flags.key === undefined))
    throw new TacetError('TACET_USAGE', '--cert and --key go together');
  const path = flags.live === true ? '/healthz' : '/readyz';
  const { isGood, status } = await askHealth({ path, timeoutMs, ...(await whereOf(flags)) });
  console.log(status);
  if (!isGood) process.exitCode = 1;
};

const whereOf = async (
  flags: HealthFlags,
): Promise<Pick<Question, 'base' | 'certificate' | 'isStranger'>> => {
  const shown =
    flags.cert === undefined || flags.key === undefined ? undefined : await pairIn(flags.cert, flags.key);
  if (flags.url !== undefined) {
    if (!/^https?:\/\//.test(flags.url) || !URL.canParse(flags.url))
      throw new TacetError('TACET_USAGE', '--url is a URL such as http://127.0.0.1:8080');
    const isHere = isLoopback(new URL(flags.url).hostname);
    return { base: flags.url, certificate: shown, isStranger: !isHere };
  }
  const started = flags.pid === undefined ? undefined : await argumentsOfProcess(flags.pid);
  const own = await listeningOf({
    host: started?.host,
    port: started?.port,
    config: flags.config ?? started?.config,
  });
  // A server that asks everybody for a certificate takes its own, where its authority has signed that one as well.
  const { tls } = own;
  const certificate = shown ?? (tls === undefined ? undefined : await pairIn(tls.cert, tls.key));
  return { base: urlOf(own), certificate, isStranger: false };
};

const urlOf = ({ host, port, tls }: Listening): string => {
  const address = EVERYWHERE[host] ?? host;
  const name = address.includes(':') ? `[${address}]` : address;
  return `${tls === undefined ? 'http' : 'https'}://${name}:${String(port)}`;
};

const pairIn = async (
  cert: string,
  key: string,
): Promise<{ readonly cert: string; readonly key: string }> => {
  try {
    return { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') };
  } catch (error) {
    throw new TacetError('TACET_TLS', `${cert} or ${key} cannot be read`, { cause: error });
  }
};
