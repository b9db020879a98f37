/**
 * Writes age files (https://c2sp.org/age) for one X25519 recipient, by Node's own primitives.
 *
 *     age-encryption.org/v1
 *     -> X25519 <ephemeral share>
 *     <file key, wrapped>
 *     --- <MAC of the above>
 *     <nonce, then chunks of 64 KiB, each ChaCha20-Poly1305 with a counter and a mark on the last>
 *
 * What opens these files is `age-encryption` or any other age program. Writing them is done here because it is
 * part of the price of a call: the library seals in JavaScript and costs a relay several times as much CPU.
 */
import {
  createCipheriv,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';

const CHUNK_BYTES = 64 * 1024;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const FILE_KEY_BYTES = 16;
const NONCE_BYTES = 16;
const WRAP_LABEL = 'age-encryption.org/v1/X25519';
/** A raw X25519 key as SubjectPublicKeyInfo (RFC 8410, section 4): this, then its 32 bytes. */
const SPKI_PREFIX = Buffer.from('302a300506032b656e032100', 'hex');

export interface AgeRecipient {
  /** 32 bytes: the u-coordinate of the public key (RFC 7748). */
  readonly raw: Buffer;
  readonly key: KeyObject;
}

export const recipientOf = (raw: Uint8Array): AgeRecipient => ({
  raw: Buffer.from(raw),
  key: createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' }),
});

/** The 32 bytes of a public key. */
export const rawPublic = (key: KeyObject): Buffer =>
  key.export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length);

/** @returns a whole age file; a fresh file key each time */
export const sealedFor = (recipient: AgeRecipient, plain: Uint8Array): Buffer => {
  const fileKey = randomBytes(FILE_KEY_BYTES);
  const header = Buffer.from(headerFor(recipient, fileKey));
  const nonce = randomBytes(NONCE_BYTES);
  const streamKey = derived(fileKey, nonce, 'payload');
  const chunks = Math.max(1, Math.ceil(plain.length / CHUNK_BYTES));
  const out = Buffer.alloc(header.length + NONCE_BYTES + plain.length + chunks * TAG_BYTES);
  header.copy(out);
  nonce.copy(out, header.length);
  let at = header.length + NONCE_BYTES;
  for (let n = 0; n < chunks; n++) {
    const chunk = plain.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES);
    const sealed = encrypted(streamKey, chunkNonce(n, n === chunks - 1), chunk);
    sealed.copy(out, at);
    at += sealed.length;
  }
  fileKey.fill(0);
  streamKey.fill(0);
  return out;
};

const headerFor = (recipient: AgeRecipient, fileKey: Uint8Array): string => {
  const ephemeral = generateKeyPairSync('x25519');
  const share = rawPublic(ephemeral.publicKey);
  const secret = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: recipient.key });
  const wrapKey = derived(secret, Buffer.concat([share, recipient.raw]), WRAP_LABEL);
  const wrapped = encrypted(wrapKey, Buffer.alloc(12), fileKey);
  secret.fill(0);
  wrapKey.fill(0);
  const head = `age-encryption.org/v1\n-> X25519 ${base64(share)}\n${base64(wrapped)}\n---`;
  const macKey = derived(fileKey, Buffer.alloc(0), 'header');
  return `${head} ${base64(createHmac('sha256', macKey).update(head).digest())}\n`;
};

/** 11 bytes of counter, big-endian, and one that marks the last chunk. */
const chunkNonce = (n: number, isLast: boolean): Buffer => {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(n, 7);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
};

const derived = (secret: Uint8Array, salt: Uint8Array, label: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, label, KEY_BYTES));

const encrypted = (key: Uint8Array, nonce: Uint8Array, plain: Uint8Array): Buffer => {
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG_BYTES });
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

/** Without padding, as age wants it. */
const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
