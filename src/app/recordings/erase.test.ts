import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { eraseCalls, removeFile } from './erase.js';
import { writeIdentity } from './key-files.js';
import { verifyCall } from './verify.js';
import { ManualClock } from '../../core/clock.js';
import { Sealing } from '../../test/s3/sealed-in-s3.js';
import { ensureLedgerKey } from '../../sink/ledger/ledger-key.js';
import { entriesOf, ledgerText } from '../../sink/ledger/read-ledger.js';
import { FolderStore } from '../../sink/stores/folder.js';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-erase-'));
});
afterAll(() => rm(directory, { recursive: true }));

describe('erasing', () => {
  it('takes turns: whoever erases at once, and takes a file away, writes one ledger that holds', async () => {
    const recipient = await writeIdentity(join(directory, 'a.key'), new Date(0));
    const ledgerKey = await ensureLedgerKey(join(directory, 'ledger.key'));
    const clock = new ManualClock();
    const store = new FolderStore(join(directory, 'calls'));
    const call = new Sealing('call', { store, clock, recipient, ledgerKey });
    call.hear(2);
    await call.end();

    await Promise.all([
      removeFile(store, 'call', 'transcript.jsonl', ledgerKey, clock, 'retention'),
      eraseCalls(store, ['call'], ledgerKey, clock),
      removeFile(store, 'call', 'transcript.jsonl', ledgerKey, clock, 'retention'),
      eraseCalls(store, ['call'], ledgerKey, clock, { reason: 'retention' }),
    ]);

    const kinds = entriesOf((await ledgerText(store.at('call'))) ?? '').map(({ kind }) => kind);
    expect(kinds.slice(-3)).toEqual(['closed', 'removed', 'erased']);
    expect((await verifyCall(store.at('call'), ledgerKey.publicKey)).faults).toEqual([]);
    await expect(readFile(join(directory, 'calls', 'call', 'key.age'))).rejects.toThrow('ENOENT');
  });
});
