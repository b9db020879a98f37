/** What lies on disks: the configuration, sealed recordings, ledgers, webhooks that wait. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parseConfig } from '#tacet/app/config.js';
import { waitingIn, type Waiting } from '#tacet/control/webhooks/journal.js';
import { TacetError } from '#tacet/core/errors.js';
import type { CallId } from '#tacet/core/ids.js';
import { readChain } from '#tacet/sink/ledger/chain.js';
import { lineOf, hashOf, NO_LINE } from '#tacet/sink/ledger/line.js';
import { endOf, entriesOf } from '#tacet/sink/ledger/read-ledger.js';
import { CallKey, KEY_FILE } from '#tacet/sink/sealing/call-key.js';
import { identitiesOf, newIdentityFile } from '#tacet/sink/sealing/keys.js';
import { OpenedCall } from '#tacet/sink/sealing/opened-call.js';
import { segmentName } from '#tacet/sink/sealing/segment-name.js';
import { FolderStore } from '#tacet/sink/stores/folder.js';
import { parse } from 'yaml';
import { must, type Target } from './target.js';

/** @throws whatever is not an error of the table */
const tolerated = (error: unknown): void => {
  if (!(error instanceof TacetError)) throw error;
};

const CONFIG = `listen: { host: 127.0.0.1, port: 8080 }
bridges: { publicUrl: 'wss://a.example', twilio: { authTokens: [abc] } }
routes: [{ match: { called: '4930' }, to: { url: 'wss://bot.example/{callId}', attempts: 2 } }]
engines: { en: [{ engine: vosk }, { vote: [{ engine: vosk }, { engine: hook, options: { url: 'ws://127.0.0.1' } }] }] }
entities: { agent: [payment, iban], withoutPayment: false }
live: { lookAheadMs: 400, whenBlind: mask }
recording: { recipients: [], segmentSeconds: 10 }
limits: { calls: 500, idleMs: 60000 }
`;

const config: Target = {
  name: 'configuration',
  seeds: [Buffer.from(CONFIG), Buffer.from(JSON.stringify(parse(CONFIG)))],
  read: (input) => {
    let settings: unknown;
    try {
      settings = parse(input.toString('utf8'), { logLevel: 'silent' });
    } catch {
      // The library's own error; loadConfig makes TACET_CONFIG of it.
      return;
    }
    try {
      parseConfig(settings);
    } catch (error) {
      tolerated(error);
    }
  },
};

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const ledgerText = (): string => {
  let prev = NO_LINE;
  let text = '';
  for (let n = 0; n < 4; n++) {
    const fact =
      n === 3
        ? { kind: 'closed', code: null, ends: { caller: 1, agent: 2 }, parts: {}, broken: [] }
        : { kind: 'leg', leg: 'caller', origin: n };
    const line = lineOf(
      { n, at: '2026-01-01T00:00:00.000Z', prev, ...fact },
      {
        privateKey,
        publicKey,
      },
    );
    prev = hashOf(line);
    text += `${line}\n`;
  }
  return text;
};
const whole = Buffer.from(ledgerText());
const ledger: Target = {
  name: 'ledger',
  seeds: [whole],
  read: (input) => {
    const text = input.toString('utf8');
    const chain = readChain(text, publicKey);
    entriesOf(text);
    endOf(text);
    const isPrefix = whole.toString().startsWith(text.trimEnd());
    if (!isPrefix) must(chain.faults.length > 0, 'a ledger that was changed and shows no fault');
  },
};

/** A call of which one part is what is handed in; the other one must open. */
export const openSealedTarget = async (): Promise<{ target: Target; close: () => Promise<void> }> => {
  const directory = await mkdtemp(join(tmpdir(), 'tacet-fuzz-'));
  const store = new FolderStore(directory);
  await mkdir(join(directory, 'call'));
  const folder = store.create('other' as CallId);
  const { text, recipient } = await newIdentityFile(new Date(0));
  const identities = identitiesOf(text);
  const { key } = await CallKey.create(folder, [recipient]);
  const keyFile = Buffer.from(await folder.get(KEY_FILE));
  const plain = Buffer.alloc(1_000, 7);
  const part = Buffer.concat(key.seal([Buffer.from(plain)]));
  let turn = 0;
  const target: Target = {
    name: 'sealed recording',
    seeds: [part, keyFile],
    read: async (input) => {
      const isKey = turn++ % 2 === 0;
      await writeFile(join(folder.path, KEY_FILE), isKey ? input : keyFile);
      await writeFile(join(folder.path, segmentName('x', 1)), isKey ? part : input);
      try {
        const call = await OpenedCall.open(folder, identities);
        for await (const { bytes } of call.parts('x'))
          must(bytes === undefined || plain.equals(bytes), 'opens as something that was never sealed');
      } catch (error) {
        tolerated(error);
      }
    },
  };
  return { target, close: () => rm(directory, { recursive: true }) };
};

const WAITING: readonly Waiting[] = [1, 2, 3].map((n) => ({
  id: `0197-${String(n)}`,
  host: 'crm.example.com',
  type: 'call.ended',
  call: `c-${String(n)}`,
  body: JSON.stringify({ type: 'call.ended', call: `c-${String(n)}` }),
}));
const journalText = WAITING.map((waiting) => `${JSON.stringify({ '+': waiting })}\n`).join('');

/** What a process that was killed has left; whoever starts next reads it, and sends what waits. */
export const openJournalTarget = async (): Promise<{ target: Target; close: () => Promise<void> }> => {
  const directory = await mkdtemp(join(tmpdir(), 'tacet-fuzz-'));
  const path = join(directory, 'left.jsonl');
  const isText = (value: unknown): boolean => typeof value === 'string';
  const target: Target = {
    name: 'webhook journal',
    seeds: [Buffer.from(journalText), Buffer.from(`${journalText}{"-":"0197-2"}\n`)],
    read: async (input) => {
      await writeFile(path, input);
      const found = await waitingIn(path);
      for (const { id, host, type, call, body } of found)
        must([id, host, type, body].every(isText) && (call === undefined || isText(call)), 'is no webhook');
      must(new Set(found.map(({ id }) => id)).size === found.length, 'would be sent twice');
      // Lines that are whole say what they said, whatever stands beside them.
      await writeFile(path, Buffer.concat([Buffer.from(journalText), input]));
      const beside = new Set((await waitingIn(path)).map(({ id }) => id));
      const settles = input.includes('"-"');
      must(settles || WAITING.slice(0, 2).every(({ id }) => beside.has(id)), 'a whole line was lost');
    },
  };
  return { target, close: () => rm(directory, { recursive: true }) };
};

export const DISK_TARGETS: readonly Target[] = [config, ledger];
