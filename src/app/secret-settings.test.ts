import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { withSecrets } from './secret-settings.js';

const NAME = 'TACET_TEST_SECRET';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-test-'));
});
afterEach(async () => {
  delete process.env['TACET_TEST_SECRET'];
  await rm(folder, { recursive: true });
});

describe('a setting that stands elsewhere', () => {
  it('is read from the environment, at any depth', async () => {
    process.env[NAME] = 'abc';

    const settings = await withSecrets({ bridges: { twilio: { authTokens: ['x', { env: NAME }] } } });

    expect(settings).toEqual({ bridges: { twilio: { authTokens: ['x', 'abc'] } } });
  });

  it('is read from a file, without the line break at its end', async () => {
    const path = join(folder, 'secret');
    await writeFile(path, 'a b\n');

    expect(await withSecrets({ key: { file: path } })).toEqual({ key: 'a b' });
  });

  it('is missed by its place where it is not there, and not by its name, which may be the secret', async () => {
    const missed = async (where: object): Promise<string> => withSecrets({ a: [where] }).then(String, String);

    expect(await missed({ env: NAME })).toMatch(/a\.0: the environment variable is not set\)$/);
    expect(await missed({ file: '/nowhere/at/all' })).toMatch(/a\.0: the file cannot be read\)$/);
  });

  it('is missed where it is empty: an empty secret would ask nobody for one', async () => {
    const path = join(folder, 'secret');
    await writeFile(path, '\n');
    process.env[NAME] = '';

    await expect(withSecrets({ key: { file: path } })).rejects.toThrow('is empty');
    await expect(withSecrets({ key: { env: NAME } })).rejects.toThrow('key: the environment');
  });

  it('leaves everything else as it is', async () => {
    const settings = { env: 1, list: [null, true, { env: 'A', other: 'B' }], file: {}, text: 'env' };

    expect(await withSecrets(settings)).toEqual(settings);
  });
});
