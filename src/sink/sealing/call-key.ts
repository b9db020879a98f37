/**
 * The key of one call: a key pair of its own seals the call's files, and its secret half is sealed in `key.age`
 * for those who may read.
 *
 *     recipients --seal--> key.age (secret half) --opens--> recording.wav.000001.age, ...
 *
 * Files are sealed with the public half alone. The secret one is needed for no longer than it takes to seal it, and
 * is wiped then, so that a running relay cannot read what it has written. Destroying `key.age` destroys the call.
 */
import { bech32 } from '@scure/base';
import { Encrypter } from 'age-encryption';
import { createHash, generateKeyPairSync } from 'node:crypto';

import { rawPublic, recipientOf, sealedFor, type AgeRecipient } from './age-file.js';
import type { SealedPart } from './sealed-file.js';
import type { CallFolder } from '../stores/store.js';

export const KEY_FILE = 'key.age';

export class CallKey {
  readonly #recipient: AgeRecipient;

  private constructor(recipient: AgeRecipient) {
    this.#recipient = recipient;
  }

  /**
   * Makes the pair; `key.age` lasts once it resolves.
   * @param recipients at least one
   * @throws TacetError TACET_STORE_FAILED
   */
  static async create(
    folder: CallFolder,
    recipients: readonly string[],
  ): Promise<{ readonly key: CallKey; readonly part: SealedPart }> {
    const { publicKey, privateKey } = generateKeyPairSync('x25519');
    const der = privateKey.export({ format: 'der', type: 'pkcs8' });
    const encrypter = new Encrypter();
    for (const recipient of recipients) encrypter.addRecipient(recipient);
    // The text of the identity is a string, which cannot be wiped; nothing keeps it.
    const line = Buffer.from(`${identityText(der.subarray(-32))}\n`);
    der.fill(0);
    const sealed = await encrypter.encrypt(line);
    line.fill(0);
    await folder.put(KEY_FILE, [sealed]);
    const sha256 = createHash('sha256').update(sealed).digest('hex');
    const part = { name: KEY_FILE, sha256, plainBytes: line.length };
    return { key: new CallKey(recipientOf(rawPublic(publicKey))), part };
  }

  /** @returns one whole age file of these blocks, in pieces */
  seal(blocks: readonly Uint8Array[]): readonly Uint8Array[] {
    return sealedFor(this.#recipient, blocks);
  }
}

/** As age writes a secret key: Bech32 in capitals. */
const identityText = (secret: Uint8Array): string =>
  bech32.encodeFromBytes('AGE-SECRET-KEY-', secret).toUpperCase();
