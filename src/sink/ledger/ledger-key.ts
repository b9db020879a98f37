/**
 * The key that signs ledgers: Ed25519 (RFC 8032), made once for a machine and kept in a file of its own.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { writeSecretFile } from '../secret-file.js';
import { TacetError } from '../../core/errors.js';

export interface LedgerKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** SHA-256 of the public key (SubjectPublicKeyInfo), in hex. */
export const fingerprintOf = (publicKey: KeyObject): string =>
  createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest('hex');

export const publicPem = ({ publicKey }: LedgerKey): string =>
  publicKey.export({ format: 'pem', type: 'spki' }).toString();

/**
 * The key in this file; made, readable by its owner alone, where there is none.
 * @throws TacetError TACET_KEY_UNREADABLE
 */
export const ensureLedgerKey = async (path: string): Promise<LedgerKey> => {
  const there = await readOptional(path);
  if (there !== undefined) return ofPem(there, path);
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  try {
    if (await writeSecretFile(path, pem)) return ofPem(pem, path);
  } catch (error) {
    throw new TacetError('TACET_KEY_UNREADABLE', `${path} cannot be written`, { cause: error });
  }
  // Another process was faster.
  return ofPem((await readOptional(path)) ?? '', path);
};

/**
 * The public key in a file, of PEM either half.
 * @throws TacetError TACET_KEY_UNREADABLE
 */
export const readLedgerPublicKey = async (path: string): Promise<KeyObject> => {
  const pem = await readOptional(path);
  if (pem === undefined) throw new TacetError('TACET_KEY_UNREADABLE', `${path} cannot be read`);
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // The same as one of another kind.
  }
  throw new TacetError('TACET_KEY_UNREADABLE', `${path} is no Ed25519 key in PEM`);
};

const ofPem = (pem: string, path: string): LedgerKey => {
  try {
    const privateKey = createPrivateKey(pem);
    if (privateKey.asymmetricKeyType === 'ed25519')
      return { privateKey, publicKey: createPublicKey(privateKey) };
  } catch {
    // The same as one of another kind.
  }
  throw new TacetError('TACET_KEY_UNREADABLE', `${path} is no Ed25519 private key in PEM`);
};

const readOptional = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch(() => undefined);
