/**
 * A process that records into an object store and is killed at any moment: whoever comes next finds its spool, and all
 * that it had sealed opens, wherever it lies by then.
 *
 * TACET_KILLS says how often (4).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { readIdentities, writeIdentity } from '../../app/recordings/key-files.js';
import { ManualClock } from '../../core/clock.js';
import { ensureLedgerKey, type LedgerKey } from '../../sink/ledger/ledger-key.js';
import { createStore } from '../../sink/stores/registry.js';
import { within } from '../bridges/rtp-client.js';
import { checkKilled, looksClear } from '../killed-recording.js';
import { untilCarriedOn, waitingIn } from './in-time.js';
import { S3Server } from './s3-server.js';

const CHILD = fileURLToPath(new URL('../recording-child.js', import.meta.url));
const KILLS = Number(process.env['TACET_KILLS'] ?? 4);

let directory: string;
let recipient: string;
let identities: readonly string[];
let ledgerKey: LedgerKey;
const keyFile = (): string => join(directory, 'ledger.key');
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-kill-'));
  recipient = await writeIdentity(join(directory, 'a.key'), new Date(0));
  identities = await readIdentities(join(directory, 'a.key'));
  ledgerKey = await ensureLedgerKey(keyFile());
});
afterAll(async () => {
  await S3Server.stopAll();
  await rm(directory, { recursive: true, force: true });
});

const killedAfter = async (pieces: number, settings: object): Promise<void> => {
  const child = spawn(process.execPath, [CHILD, JSON.stringify(settings), recipient, keyFile()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = 0;
  child.stdout.on('data', (dots: Buffer) => {
    told += dots.length;
    if (told >= pieces) child.kill('SIGKILL');
  });
  const [, signal] = (await within(once(child, 'close'), 'the child to be killed')) as [unknown, string];
  expect(signal).toBe('SIGKILL');
};

it(
  `killed ${String(KILLS)} times, it leaves a spool that the next process carries on`,
  async () => {
    let opened = 0;
    let spooled = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const server = await S3Server.start();
      const spool = join(directory, String(kill));
      // The object store is there, goes while the process records, or is never there.
      let requests = 0;
      const leavesAfter = kill % 3 === 0 ? Infinity : kill % 3 === 1 ? 10 : 0;
      server.gatekeeper = (_request, response) => {
        if (requests++ < leavesAfter) return true;
        response.writeHead(503).end();
        return false;
      };
      await killedAfter(100 + kill * 40, server.settings(spool));
      spooled += (await waitingIn(spool)).length;
      server.gatekeeper = () => true;

      const clock = new ManualClock();
      const fail = (error: unknown): never => {
        throw error;
      };
      const next = createStore(server.settings(spool), { clock, onObserverError: fail });
      await next.open();
      await untilCarriedOn(next, clock, spool);
      await next.close();

      for (const bytes of (await server.objects()).values()) expect(looksClear(bytes)).toBe(false);
      const folder = await createStore(server.settings(spool), { clock, onObserverError: fail }).find('call');
      opened += await checkKilled(folder, identities, ledgerKey);
    }
    expect(opened).toBeGreaterThan(0);
    expect(spooled).toBeGreaterThan(0);
  },
  60_000 + KILLS * 20_000,
);
