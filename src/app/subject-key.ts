/**
 * Who a caller is to somebody outside, as it is kept: a keyed hash of the id, so that a ledger names nobody to those who
 * have not the key, and the same id is found again by those who have it.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { canonicalJson } from './policy/canonical.js';
import type { Config } from './config.js';
import { TacetError } from '../core/errors.js';
import { tacetHome } from '../sense/models/store.js';
import { writeSecretFile } from '../sink/secret-file.js';

const KEY = /^[0-9a-f]{64}$/;

export const subjectKeyFile = (config: Pick<Config, 'ledger'>): string =>
  config.ledger.subjectKeyFile ??
  join(config.ledger.keyFile === undefined ? tacetHome() : dirname(config.ledger.keyFile), 'subject.key');

export class SubjectKey {
  readonly #key: Buffer;

  private constructor(key: Buffer) {
    this.#key = key;
  }

  /**
   * The key in this file; made, readable by its owner alone, where there is none.
   * @throws TacetError TACET_KEY_UNREADABLE
   */
  static async ensure(path: string): Promise<SubjectKey> {
    const fresh = `${randomBytes(32).toString('hex')}\n`;
    try {
      await writeSecretFile(path, fresh);
      const text = (await readFile(path, 'utf8')).trim();
      if (KEY.test(text)) return new SubjectKey(Buffer.from(text, 'hex'));
    } catch (error) {
      throw new TacetError('TACET_KEY_UNREADABLE', `${path} cannot be read or made`, { cause: error });
    }
    throw new TacetError('TACET_KEY_UNREADABLE', `${path} holds no 64 hexadecimal digits`);
  }

  /**
   * HMAC-SHA256 (RFC 2104), in hex. The same id of two tenants is two people.
   * @param subject in any Unicode form; white space around it does not count
   */
  hash(subject: string, tenant: string | undefined): string {
    const text = canonicalJson([tenant ?? null, subject.normalize('NFC').trim()]);
    return createHmac('sha256', this.#key).update(text).digest('hex');
  }
}
