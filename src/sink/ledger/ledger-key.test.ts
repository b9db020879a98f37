import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { ensureLedgerKey, fingerprintOf, publicPem, readLedgerPublicKey } from './ledger-key.js';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('the key of ledgers', () => {
  it('is made once, for its owner alone, and is the same from then on', async () => {
    const path = join(directory, 'new', 'ledger.key');

    const made = await ensureLedgerKey(path);
    const again = await ensureLedgerKey(path);

    expect(fingerprintOf(again.publicKey)).toBe(fingerprintOf(made.publicKey));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('is one, however many processes make it at a time', async () => {
    const path = join(directory, 'ledger.key');

    const made = await Promise.all(Array.from({ length: 8 }, () => ensureLedgerKey(path)));

    expect(new Set(made.map(({ publicKey }) => fingerprintOf(publicKey))).size).toBe(1);
  });

  it('checks ledgers by its public half', async () => {
    const key = await ensureLedgerKey(join(directory, 'ledger.key'));
    await writeFile(join(directory, 'ledger.pub'), publicPem(key));

    const read = await readLedgerPublicKey(join(directory, 'ledger.pub'));

    expect(fingerprintOf(read)).toBe(fingerprintOf(key.publicKey));
    expect(publicPem(key)).not.toContain('PRIVATE');
  });

  it.each([
    ['nothing', ''],
    ['no key', 'words'],
    [
      'a key of another kind',
      generateKeyPairSync('x25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    ],
  ])('that is %s is refused, and left as it is', async (_name, content) => {
    const path = join(directory, 'ledger.key');
    await writeFile(path, content);

    await expect(ensureLedgerKey(path)).rejects.toMatchObject({ code: 'TACET_KEY_UNREADABLE' });
    await expect(readLedgerPublicKey(path)).rejects.toMatchObject({ code: 'TACET_KEY_UNREADABLE' });
    expect(await readFile(path, 'utf8')).toBe(content);
  });
});
