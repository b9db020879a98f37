/** What is held about a caller, end to end: named by the bridge or the API, found, exported and erased after a restart. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { RunningTacet } from './bridges/running-tacet.js';
import { voice } from './bridges/signals.js';
import { until } from './bridges/until.js';
import { readIdentities, writeIdentity } from '../app/recordings/key-files.js';
import { readReceipt } from '../app/recordings/receipt.js';
import { callsOf, eraseSubject, exportSubject } from '../app/recordings/subject.js';
import { verifyCall } from '../app/recordings/verify.js';
import { SubjectKey } from '../app/subject-key.js';
import { systemClock } from '../core/clock.js';
import { ensureLedgerKey } from '../sink/ledger/ledger-key.js';
import { FolderStore } from '../sink/stores/folder.js';

const ID = 'customer-17';
let keys = '';
let server: RunningTacet;
beforeEach(async () => {
  keys = await mkdtemp(join(tmpdir(), 'tacet-keys-'));
  server = await RunningTacet.start({
    recording: { unencrypted: false, recipients: [await writeIdentity(join(keys, 'a.key'), new Date(0))] },
    ledger: { keyFile: join(keys, 'ledger.key') },
  });
});
afterEach(async () => {
  await RunningTacet.stopAll();
  await rm(keys, { recursive: true });
});

const talk = async (id: string, callerQuery = ''): Promise<void> => {
  const call = await server.call({ id, callerQuery });
  await call.say({ caller: voice(20, 3) });
  await call.hangUp();
};
/** As a process that was started later sees it. */
const store = (): FolderStore => new FolderStore(server.directory);
const hashOf = async (id: string, tenant?: string): Promise<string> =>
  (await SubjectKey.ensure(join(keys, 'subject.key'))).hash(id, tenant);
const held = async (id: string, tenant?: string): Promise<string[]> =>
  (await callsOf(store(), await hashOf(id, tenant))).map(({ name }) => name);
const ledgerKey = () => ensureLedgerKey(join(keys, 'ledger.key'));

describe('calls of a caller', () => {
  it('are found by the id that the bridge or the API gave, and those of others are not', async () => {
    await talk('a', `subject=${ID}`);
    await talk('b', 'subject=customer-18');
    await talk('c');
    await talk('d', `subject=${ID}&tenant=acme`);
    const call = await server.call({ id: 'e' });
    const response = await fetch(`http://127.0.0.1:${String(server.port)}/v1/calls/e/subject`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ subject: ` ${ID} ` }),
    });
    await call.hangUp();

    expect(response.status).toBe(204);
    expect(await held(ID)).toEqual(['a', 'e']);
    expect(await held(ID, 'acme')).toEqual(['d']);
    expect(await held('nobody')).toEqual([]);
  });

  it('are erased with a receipt that holds, and their ledgers say so; those of others stay', async () => {
    await talk('a', `subject=${ID}`);
    await talk('b');
    const key = await ledgerKey();

    const { receipt, erased, running } = await eraseSubject(store(), await hashOf(ID), key, systemClock);

    expect([erased, running]).toEqual([['a'], []]);
    expect(readReceipt(receipt, key.publicKey)).toMatchObject({
      subject: await hashOf(ID),
      calls: [{ name: 'a' }],
    });
    expect(receipt).not.toContain(ID);
    expect(await store().at('a').list()).toEqual(['ledger.jsonl']);
    expect((await verifyCall(store().at('a'), key.publicKey)).faults).toEqual([]);
    expect((await store().at('b').list()).length).toBeGreaterThan(3);
    const again = await eraseSubject(store(), await hashOf(ID), key, systemClock);
    expect(readReceipt(again.receipt, key.publicKey).calls).toEqual(
      readReceipt(receipt, key.publicKey).calls,
    );
  });

  it('are not erased while they run, and the erasure says so', async () => {
    const call = await server.call({ id: 'a', callerQuery: `subject=${ID}` });
    await call.say({ caller: voice(20, 3) });
    const folder = store().at('a');
    await until(async () => (await folder.list()).includes('key.age'), 'the key');

    const { erased, running } = await eraseSubject(store(), await hashOf(ID), await ledgerKey(), systemClock);

    expect([erased, running]).toEqual([[], ['a']]);
    expect(await folder.list()).toContain('key.age');
    await call.hangUp();
  });

  it('are exported with all that there is of them, and what was erased as its ledger', async () => {
    await talk('a', `subject=${ID}`);
    await eraseSubject(store(), await hashOf(ID), await ledgerKey(), systemClock);
    await talk('b', `subject=${ID}`);
    const into = join(keys, 'out');

    const identities = await readIdentities(join(keys, 'a.key'));
    const opened: string[] = [];
    const { calls } = await exportSubject(store(), await hashOf(ID), {
      identities,
      into,
      clock: systemClock,
      onOpen: (call) => Promise.resolve(void opened.push(call)),
    });

    expect(calls).toMatchObject([
      { name: 'a', state: 'erased' },
      { name: 'b', state: 'exported' },
    ]);
    expect(opened).toEqual(['a', 'b']);
    expect(await readdir(join(into, 'a'))).toEqual(['ledger.jsonl']);
    expect((await readdir(join(into, 'b'))).sort()).toEqual([
      'ledger.jsonl',
      'recording.wav',
      'report.json',
      'transcript.jsonl',
    ]);
    expect(JSON.parse(await readFile(join(into, 'about.json'), 'utf8'))).toMatchObject({ calls });
  });
});
