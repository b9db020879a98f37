/**
 * Keys of those who may read: age identities in files as `age-keygen` writes them, and their recipients.
 */
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';

import { TacetError } from '../../core/errors.js';

/** Whether recordings can be sealed for it: `age1...`, also the post-quantum ones of newer age programs. */
export const isRecipient = (text: string): boolean => {
  try {
    new Encrypter().addRecipient(text);
    return true;
  } catch {
    return false;
  }
};

export interface IdentityFile {
  readonly recipient: string;
  /** What is to be kept secret. */
  readonly text: string;
}

/** A new identity, as a file. */
export const newIdentityFile = async (createdAt: Date): Promise<IdentityFile> => {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const text = `# created: ${createdAt.toISOString()}\n# public key: ${recipient}\n${identity}\n`;
  return { recipient, text };
};

/**
 * The identities of a file: one a line, comments apart.
 * @throws TacetError TACET_KEY_UNREADABLE
 */
export const identitiesOf = (text: string): readonly string[] => {
  const lines = text.split('\n').map((line) => line.trim());
  const identities = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (identities.length === 0)
    throw new TacetError('TACET_KEY_UNREADABLE', 'there is no AGE-SECRET-KEY line');
  try {
    for (const identity of identities) new Decrypter().addIdentity(identity);
  } catch {
    // The cause would quote the line.
    throw new TacetError('TACET_KEY_UNREADABLE', 'a line of it is no age identity');
  }
  return identities;
};

/** @throws TacetError TACET_KEY_UNREADABLE */
export const recipientsOf = (text: string): Promise<readonly string[]> =>
  Promise.all(identitiesOf(text).map((identity) => identityToRecipient(identity)));
