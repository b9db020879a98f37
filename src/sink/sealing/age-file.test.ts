import { randomBytes } from 'node:crypto';
import { bech32 } from '@scure/base';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { recipientOf, sealedFor as sealBlocks, type AgeRecipient } from './age-file.js';

const sealedFor = (to: AgeRecipient, ...blocks: Uint8Array[]): Buffer =>
  Buffer.concat(sealBlocks(to, blocks));

let identity: string;
let recipient: AgeRecipient;
beforeAll(async () => {
  identity = await generateX25519Identity();
  const { bytes } = bech32.decodeToBytes(await identityToRecipient(identity));
  recipient = recipientOf(bytes);
});

/** By the library, which knows nothing of how it was written. */
const open = (sealed: Uint8Array, by = identity): Promise<Uint8Array> => {
  const decrypter = new Decrypter();
  decrypter.addIdentity(by);
  return decrypter.decrypt(sealed);
};

const CHUNK = 64 * 1024;

describe('an age file', () => {
  it.each([0, 1, 1_000, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 5 * CHUNK + 17])(
    'of %d bytes opens for its recipient, and holds them',
    async (length) => {
      const plain = randomBytes(length);

      const sealed = sealedFor(recipient, plain);

      expect(Buffer.from(await open(sealed)).equals(plain)).toBe(true);
    },
  );

  it('of any blocks opens as one', async () => {
    const lengths = fc.array(fc.oneof(fc.nat(100), fc.constantFrom(CHUNK - 1, CHUNK, CHUNK + 1, 32_000)), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(lengths, async (list) => {
        const blocks = list.map((length) => randomBytes(length));

        const opened = await open(sealedFor(recipient, ...blocks));

        expect(Buffer.from(opened).equals(Buffer.concat(blocks))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('does not open for anybody else', async () => {
    const other = await generateX25519Identity();

    await expect(open(sealedFor(recipient, randomBytes(100)), other)).rejects.toThrow();
  });

  it('does not open where any bit was changed, or its end is missing', async () => {
    const sealed = sealedFor(recipient, randomBytes(300));
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), fc.nat(7), async (at, bit) => {
        const changed = Buffer.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);

        await expect(open(changed)).rejects.toThrow();
        await expect(open(sealed.subarray(0, at))).rejects.toThrow();
      }),
      { numRuns: 150 },
    );
  });

  it('does not open where it was cut between two chunks', async () => {
    const sealed = sealedFor(recipient, randomBytes(2 * CHUNK));

    await expect(open(sealed.subarray(0, sealed.length - CHUNK - 16))).rejects.toThrow();
  });

  it('is another one each time: nothing tells that two hold the same', () => {
    const plain = randomBytes(100);

    const [a, b] = [sealedFor(recipient, plain), sealedFor(recipient, plain)];

    expect(a.subarray(40).equals(b.subarray(40))).toBe(false);
    expect(a.includes(plain.subarray(0, 16))).toBe(false);
  });
});
