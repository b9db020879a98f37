/**
 * Key files: those that users name, and the one that `replay`, `demo` and `listen` make for themselves.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { codeOf, TacetError } from '../../core/errors.js';
import { tacetHome } from '../../sense/models/store.js';
import { writeSecretFile } from '../../sink/secret-file.js';
import { identitiesOf, newIdentityFile, recipientsOf } from '../../sink/sealing/keys.js';

/** @throws TacetError TACET_KEY_UNREADABLE */
export const readIdentities = async (path: string): Promise<readonly string[]> =>
  identitiesOf(await text(path));

/**
 * Makes an identity, readable by its owner alone.
 * @returns its recipient
 * @throws TacetError TACET_KEY_EXISTS, TACET_KEY_UNREADABLE
 */
export const writeIdentity = async (path: string, createdAt: Date): Promise<string> => {
  const identity = await newIdentityFile(createdAt);
  let isWritten: boolean;
  try {
    isWritten = await writeSecretFile(path, identity.text);
  } catch (error) {
    throw new TacetError('TACET_KEY_UNREADABLE', `${path} cannot be written`, { cause: error });
  }
  if (!isWritten) throw new TacetError('TACET_KEY_EXISTS', path);
  return identity.recipient;
};

export interface OwnKey {
  readonly path: string;
  readonly isNew: boolean;
  readonly recipients: readonly string[];
}

/**
 * The key of this machine for calls that are played to be looked at.
 * @throws TacetError TACET_KEY_UNREADABLE
 */
export const ensureOwnKey = async (createdAt: Date): Promise<OwnKey> => {
  const path = join(tacetHome(), 'replay.key');
  let isNew = true;
  try {
    await writeIdentity(path, createdAt);
  } catch (error) {
    if (codeOf(error) !== 'TACET_KEY_EXISTS') throw error;
    isNew = false;
  }
  return { path, isNew, recipients: await recipientsOf(await text(path)) };
};

const text = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new TacetError('TACET_KEY_UNREADABLE', `${path} cannot be read`, { cause: error });
  }
};
