/** The canary's search, shown numbers wherever they could lie on the disk: it finds each. */
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { CardCall } from './card-call.js';
import { DEAD, diskPieces, WAITING } from './disk.js';
import { search, type Found } from './search.js';
import { DeadLetters } from '#tacet/control/webhooks/dead-letters.js';
import { Journal } from '#tacet/control/webhooks/journal.js';

const NUMBER = '4111111111111111';
const CALLS: readonly CardCall[] = [
  {
    id: 'carda',
    language: 'en',
    file: '',
    secrets: [
      { kind: 'pan', digits: NUMBER },
      { kind: 'cvv', digits: '317' },
    ],
  },
];
const listed = JSON.stringify(Array.from(NUMBER));
const fail = (error: unknown): never => {
  throw error;
};

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tacet-planted-'));
});
afterEach(() => rm(root, { recursive: true }));

const found = async (): Promise<Found[]> =>
  search(await diskPieces(root, 'disk'), CALLS).flatMap((searched) => searched.found);

describe('a number on the disk', () => {
  it.each([
    ['in figures', { card: NUMBER }],
    ['one by one', { digits: Array.from(NUMBER) }],
    ['in words', { text: 'four one one one one one' }],
    ['a code alone', { text: 'it is 317' }],
  ])('is found in the journal of webhooks that wait, as a killed process leaves it: %s', async (_, said) => {
    const path = join(root, WAITING, 'session-0', '0123456789abcdef.jsonl');
    await mkdir(dirname(path), { recursive: true });
    const journal = new Journal(path, fail);
    const body = JSON.stringify({ type: 'mask.ended', call: 'carda', ...said });
    const waiting = { host: 'crm.example.com', type: 'mask.ended', call: 'carda' };
    journal.add({ ...waiting, id: 'a', body: JSON.stringify({ type: 'mask.ended', call: 'carda' }) });
    await journal.flush();
    expect(await found()).toEqual([]);

    journal.add({ ...waiting, id: 'b', body });
    await journal.flush();

    expect(await found()).toContainEqual(
      expect.objectContaining({ output: 'webhooks that wait, on the disk', call: 'carda' }),
    );
  });

  it('is found where the process was killed in the middle of a line', async () => {
    const path = join(root, WAITING, 'session-0', '0123456789abcdef.jsonl');
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `{"+":{"id":"a","call":"carda","body":"{\\"card\\":\\"${NUMBER}`);

    expect(await found()).not.toEqual([]);
  });

  it('is found in a webhook that was given up', async () => {
    const letters = new DeadLetters(join(root, DEAD), 1_000_000, fail);
    const letter = { at: '2026-11-27T00:00:00.000Z', host: 'crm.example.com', reason: '500', attempts: 1 };
    await letters.add({ ...letter, body: JSON.stringify({ call: 'carda', digits: Array.from(NUMBER) }) });

    expect(await found()).toContainEqual(
      expect.objectContaining({ output: 'webhooks given up, on the disk', kind: 'pan' }),
    );
  });

  it.each([
    ['recordings/carda/ledger.jsonl', `{"entry":{"reason":"${NUMBER}"}}\n`],
    ['recordings/carda/ledger.jsonl', `{"entry":{"reason":"it is 317"}}\n`],
    ['recordings/carda/recording.wav.000001.age.part', `\0${listed}\0`],
    ['access-log/2026-11.jsonl', `{"entry":{"path":"/v1/calls/${NUMBER}"}}\n`],
    ['clock.json', JSON.stringify({ card: NUMBER })],
    [`recordings/${NUMBER}/key.age`, 'x'],
    ['spool/session-0/carda/report.json.000001.age', `{"text":${listed}}`],
  ])('is found in %s', async (name, text) => {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await appendFile(join(root, name), text);

    expect(await found()).not.toEqual([]);
  });
});

describe('ciphertext on the disk', () => {
  it('may hold three figures by chance, in quotes or not', async () => {
    await mkdir(join(root, 'recordings', 'carda'), { recursive: true });
    for (const name of ['key.age', 'recording.wav.000001.age', 'recording.wav.000002.age.part'])
      await writeFile(
        join(root, 'recordings', 'carda', name),
        Buffer.from([0xff, 0x22, 0x20, 0x33, 0x31, 0x37, 0x20, 0x22]),
      );

    expect(await found()).toEqual([]);
  });
});
