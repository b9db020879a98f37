/**
 * Opens what was sealed of a call, for those who hold an identity. Never part of a relay.
 *
 *     identity file -> key.age -> the call's identity -> its parts, one after the other
 *
 * A part that is missing or does not open takes nothing else along: it is named, and the rest is given.
 */
import { Decrypter } from 'age-encryption';
import { createHash } from 'node:crypto';

import { KEY_FILE } from './call-key.js';
import { segmentName, segmentsIn } from './segment-name.js';
import type { CallFolder } from '../stores/store.js';
import { TacetError } from '../../core/errors.js';

export interface OpenedPart {
  readonly name: string;
  /** Undefined where it is missing or damaged. */
  readonly bytes: Uint8Array | undefined;
  /** Of the ciphertext, in hex; undefined where it is missing. */
  readonly sha256: string | undefined;
}

export class OpenedCall {
  readonly #folder: CallFolder;
  readonly #decrypter: Decrypter;

  private constructor(folder: CallFolder, decrypter: Decrypter) {
    this.#folder = folder;
    this.#decrypter = decrypter;
  }

  /** @throws TacetError TACET_KEY_WRONG, TACET_SEALED_DAMAGED, TACET_CALL_ERASED */
  static async open(folder: CallFolder, identities: readonly string[]): Promise<OpenedCall> {
    if (!(await folder.list()).includes(KEY_FILE)) {
      throw new TacetError('TACET_CALL_ERASED', `${folder.name} has no ${KEY_FILE}`);
    }
    const sealed = await folder.get(KEY_FILE);
    if (!Buffer.from(sealed).toString('latin1').startsWith('age-encryption.org/v1\n')) {
      throw new TacetError('TACET_SEALED_DAMAGED', `${KEY_FILE} is no age file`);
    }
    const opener = new Decrypter();
    for (const identity of identities) opener.addIdentity(identity);
    let text: string;
    try {
      text = await opener.decrypt(sealed, 'text');
    } catch (error) {
      const isOthers = error instanceof Error && error.message.includes('no identity matched');
      throw new TacetError(
        isOthers ? 'TACET_KEY_WRONG' : 'TACET_SEALED_DAMAGED',
        `${folder.name}: ${KEY_FILE}`,
      );
    }
    const decrypter = new Decrypter();
    decrypter.addIdentity(text.trim());
    return new OpenedCall(folder, decrypter);
  }

  /**
   * The parts of a file in order; a hole in the numbers is a part that is missing.
   * @param expected how many there should be at least, where that is known
   */
  async *parts(file: string, expected = 0): AsyncGenerator<OpenedPart> {
    const there = (await segmentsIn(this.#folder)).get(file) ?? [];
    const last = Math.max(expected, there.at(-1)?.number ?? 0);
    for (let number = 1; number <= last; number++) {
      const name = segmentName(file, number);
      const sealed = await this.#folder.get(name).catch(() => undefined);
      const sha256 = sealed && createHash('sha256').update(sealed).digest('hex');
      yield { name, sha256, bytes: sealed && (await this.#decrypter.decrypt(sealed).catch(() => undefined)) };
    }
  }
}
