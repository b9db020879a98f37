/**
 * Keys of a single machine: 256 random bits, of which the configuration holds the SHA-256.
 *
 * What is random needs no slow hash: nobody guesses it. Each key is compared in a time that depends on neither.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

import { identityOf, type Identity } from './identity.js';
import type { KeySettings } from './settings.js';
import { TacetError } from '../../core/errors.js';

/** What a key begins with, so that scanners for secrets find it where it should not be. */
export const KEY_PREFIX = 'tacet_';
const KEY_BYTES = 32;

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/** A new key, and what the configuration holds of it. */
export const newKey = (): { readonly key: string; readonly sha256: string } => {
  const key = `${KEY_PREFIX}${randomBytes(KEY_BYTES).toString('base64url')}`;
  return { key, sha256: hashOf(key).toString('hex') };
};

export class StaticKeys {
  readonly #keys: readonly {
    readonly hash: Buffer;
    readonly notAfter: number;
    readonly identity: Identity;
  }[];

  constructor(keys: readonly KeySettings[]) {
    this.#keys = keys.map((settings) => {
      const notAfter = settings.notAfter === undefined ? Infinity : Date.parse(settings.notAfter);
      const until = Number.isFinite(notAfter) ? new Date(notAfter) : undefined;
      const identity = identityOf({ ...settings, subject: settings.name, until });
      return { hash: Buffer.from(settings.sha256, 'hex'), notAfter, identity };
    });
  }

  /** @throws TacetError TACET_TOKEN */
  identify(key: string, at: Date): Identity {
    const hash = hashOf(key);
    const [found] = this.#keys.filter((one) => timingSafeEqual(one.hash, hash));
    if (found === undefined) throw new TacetError('TACET_TOKEN', 'no key of auth.keys');
    if (at.getTime() >= found.notAfter) throw new TacetError('TACET_TOKEN', 'the key has expired');
    return found.identity;
  }
}
