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
  type CipherChaCha20Poly1305,
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

/**
 * Seals blocks as if they were one.
 * @returns a whole age file, in pieces that lie behind each other: large buffers cost more than what is done with them
 */
export const sealedFor = (recipient: AgeRecipient, blocks: readonly Uint8Array[]): Uint8Array[] => {
  const fileKey = randomBytes(FILE_KEY_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const streamKey = derived(fileKey, nonce, 'payload');
  const out: Uint8Array[] = [Buffer.from(headerFor(recipient, fileKey)), nonce];
  const chunks = chunksOf(blocks);
  for (const [n, pieces] of chunks.entries()) {
    const cipher = cipherOf(streamKey, chunkNonce(n, n === chunks.length - 1));
    for (const piece of pieces) out.push(cipher.update(piece));
    cipher.final();
    out.push(cipher.getAuthTag());
  }
  fileKey.fill(0);
  streamKey.fill(0);
  return out;
};

/** The pieces of each chunk. Only the last is shorter than the others; it is empty where there is nothing at all. */
const chunksOf = (blocks: readonly Uint8Array[]): Uint8Array[][] => {
  const chunks: Uint8Array[][] = [[]];
  let room = CHUNK_BYTES;
  for (const block of blocks) {
    for (let at = 0; at < block.length;) {
      if (room === 0) {
        chunks.push([]);
        room = CHUNK_BYTES;
      }
      const piece = block.subarray(at, at + room);
      chunks.at(-1)?.push(piece);
      at += piece.length;
      room -= piece.length;
    }
  }
  return chunks;
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

const cipherOf = (key: Uint8Array, nonce: Uint8Array): CipherChaCha20Poly1305 =>
  createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG_BYTES });

const encrypted = (key: Uint8Array, nonce: Uint8Array, plain: Uint8Array): Buffer => {
  const cipher = cipherOf(key, nonce);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

/** Without padding, as age wants it. */
const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
