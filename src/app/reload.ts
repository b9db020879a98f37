/**
 * A changed configuration file, taken while calls run.
 *
 * The policy changes at once, for calls that begin from now on; those that run keep theirs. Everything else needs a
 * restart, and is named. A file that is not valid changes nothing.
 */
import { createHash } from 'node:crypto';
import { readFileSync, watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import type { Config } from './config.js';
import type { Logger } from './logger.js';
import { canonicalJson } from './policy/canonical.js';
import { policyOf } from './policy/tenants.js';
import type { Clock, Timer } from '../core/clock.js';
import { codeOf, TacetError } from '../core/errors.js';

/** Since the start; metrics read them. */
export interface ReloadCounts {
  done: number;
  refused: number;
}

/** The parts of the file that are as they were at the start until the next one. */
export const partsToRestartFor = (running: Config, next: Config): readonly string[] => {
  const fixed = (config: Config): Record<string, unknown> => {
    const recording = { ...config.recording, enabled: undefined, recipients: undefined };
    const own = Object.keys(policyOf(config));
    const rest = Object.entries(config).filter(([name]) => !own.includes(name) && !RELOADED.includes(name));
    return { ...Object.fromEntries(rest), recording };
  };
  const [before, after] = [fixed(running), fixed(next)];
  return Object.keys(after).filter((name) => canonicalJson(before[name]) !== canonicalJson(after[name]));
};

const RELOADED = ['tenants', 'unknownTenant'];

export class Reloader {
  readonly counts: ReloadCounts = { done: 0, refused: 0 };
  readonly #apply: (config: Config) => Promise<readonly string[]>;
  readonly #log: Logger;
  #last: Promise<unknown> = Promise.resolve();

  /** @param apply takes a valid configuration and says which parts of it need a restart */
  constructor(apply: (config: Config) => Promise<readonly string[]>, log: Logger) {
    this.#apply = apply;
    this.#log = log;
  }

  /**
   * One after the other. Never rejects: what is wrong is logged and counted.
   * @returns whether the new policy is in force
   */
  reload(load: () => Promise<Config>): Promise<boolean> {
    const reloaded = this.#last.then(() => this.#reload(load));
    this.#last = reloaded;
    return reloaded;
  }

  async #reload(load: () => Promise<Config>): Promise<boolean> {
    try {
      const parts = await this.#apply(await load());
      this.counts.done++;
      this.#log.info('the policy was reloaded: it is that of calls that begin from now on');
      if (parts.length > 0) this.#log.warn(`changed as well, but not before a restart: ${parts.join(', ')}`);
      return true;
    } catch (error) {
      this.counts.refused++;
      // Names of settings and the rules that they break.
      const reason = error instanceof TacetError && error.detail !== undefined ? ` (${error.detail})` : '';
      this.#log.error(`the configuration was not reloaded, the policy stays as it was${reason}`, {
        code: codeOf(error),
      });
      return false;
    }
  }
}

/** Events come in bursts, and from before a file is whole. */
const SETTLED_MS = 300;

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Calls back when what the file says has changed, however it was replaced: written in place, renamed over, or by a
 * link that was set anew.
 * @returns what ends it
 */
export const watchFile = (path: string, clock: Clock, onChange: () => void): (() => void) => {
  let known = hashOf(readFileSync(path));
  let settling: Timer | undefined;
  const look = async (): Promise<void> => {
    const bytes = await readFile(path).catch(() => undefined);
    // While it is replaced it may not be there.
    if (bytes === undefined) return;
    const hash = hashOf(bytes);
    const isNew = known !== hash;
    known = hash;
    if (isNew) onChange();
  };
  const watcher = watch(dirname(resolve(path)), { persistent: false }, () => {
    settling?.cancel();
    settling = clock.after(SETTLED_MS, () => void look());
  });
  // A folder that goes away is no reason to end calls.
  watcher.on('error', () => watcher.close());
  return () => {
    settling?.cancel();
    watcher.close();
  };
};
