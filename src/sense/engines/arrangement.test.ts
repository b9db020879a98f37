/** What is refused at the start: engines that cannot serve the live gate, addresses with secrets, keys in the clear. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { openArrangement } from './arrangement.js';
import { openEngine } from './registry.js';

const WSS = 'wss://stt.example/v1/listen';
const HOOK = { engine: 'hook', options: { url: 'ws://127.0.0.1:9' } };
const SECRET = 'sesame-4242';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-keys-'));
  await writeFile(join(directory, 'key'), `${SECRET}\n`);
  await writeFile(join(directory, 'two-lines'), `${SECRET}\n${SECRET}\n`);
  process.env['TACET_TEST_ARRANGEMENT_KEY'] = SECRET;
});
afterAll(async () => {
  delete process.env['TACET_TEST_ARRANGEMENT_KEY'];
  await rm(directory, { recursive: true });
});

describe('an engine that cannot serve the live gate', () => {
  const deepgram = {
    engine: 'deepgram',
    options: { apiKeyEnv: 'TACET_TEST_ARRANGEMENT_KEY', interimResults: false },
  };
  const python = { engine: 'sherpa-onnx-server', options: { url: 'ws://127.0.0.1:9', server: 'python' } };

  it.each([
    [deepgram, /no words before an utterance is over/],
    [python, /no word times/],
    [[HOOK, python], /no word times/],
    [{ vote: [HOOK, deepgram] }, /no words before/],
    [[{ vote: [HOOK, HOOK] }, python], /no word times/],
  ])('stops the start, in plain words: %j', async (arrangement, why) => {
    const opening = openArrangement(arrangement);

    await expect(opening).rejects.toMatchObject({ code: 'TACET_CONFIG' });
    await expect(opening).rejects.toThrow(why);
  });
});

describe('an arrangement', () => {
  it.each([
    [HOOK, 'hook'],
    [[HOOK], 'hook'],
    [[HOOK, HOOK], 'fallback'],
    [{ vote: [HOOK, HOOK] }, 'vote'],
  ])('of %j is opened as it says', async (arrangement, name) => {
    expect((await openArrangement(arrangement)).name).toBe(name);
  });
});

describe('the address of a server', () => {
  it.each([
    `wss://user:${SECRET}@stt.example/`,
    `wss://${SECRET}@stt.example/`,
    `wss://stt.example/?token=${SECRET}`,
    `wss://stt.example/?`,
    `wss://stt.example/#${SECRET}`,
    `https://stt.example/${SECRET}`,
    `stt.example/${SECRET}`,
    '',
  ])('is refused where it could hold a secret, or is none: %s', async (url) => {
    const opening = openEngine('hook', { url });

    await expect(opening).rejects.toMatchObject({ code: 'TACET_CONFIG' });
    await expect(opening).rejects.toThrow(/url must be a ws:\/\/ or wss:\/\/ address/);
    await expect(opening).rejects.not.toThrow(SECRET);
  });
});

describe('a key', () => {
  it.each([{ apiKeyEnv: 'TACET_TEST_ARRANGEMENT_KEY' }, { apiKeyFile: 'key' }])(
    'is taken from %j',
    async (named) => {
      const options =
        'apiKeyFile' in named ? { apiKeyFile: join(directory, named.apiKeyFile) } : { ...named };

      await expect(openEngine('deepgram', { url: WSS, ...options })).resolves.toMatchObject({
        name: 'deepgram',
      });
    },
  );

  it.each([
    [{}, /apiKeyEnv or apiKeyFile is missing/],
    [{ apiKeyEnv: 'TACET_TEST_NO_SUCH_VARIABLE' }, /apiKeyEnv names nothing/],
    [{ apiKeyFile: '/nonesuch/key' }, /apiKeyFile names nothing/],
    [{ apiKeyFile: 'two-lines' }, /apiKeyFile names nothing/],
    [{ apiKeyEnv: 'TACET_TEST_ARRANGEMENT_KEY', apiKeyFile: 'key' }, /exclude each other/],
    [{ apiKeyEnv: 'TACET_TEST_ARRANGEMENT_KEY', url: 'ws://stt.example/' }, /wss:\/\/ or to this machine/],
    [{ apiKey: SECRET }, /options/],
  ])('is refused, unquoted: %j', async (options, why) => {
    const { apiKeyFile } = options as { apiKeyFile?: string };
    const file = apiKeyFile === undefined ? {} : { apiKeyFile: join(directory, apiKeyFile) };
    const opening = openEngine('deepgram', { url: WSS, ...options, ...file });

    await expect(opening).rejects.toMatchObject({ code: 'TACET_CONFIG' });
    await expect(opening).rejects.toThrow(why);
    await expect(opening).rejects.not.toThrow(SECRET);
  });
});
