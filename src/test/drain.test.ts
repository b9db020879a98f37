/**
 * How a server goes, as a process with real sockets: nobody new, those who talk may finish, everything is sealed.
 */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';

import { RtpClient, within } from './bridges/rtp-client.js';
import { fromPcmu, voice } from './bridges/signals.js';
import { Child, killChildren } from './bridges/tacet-process.js';
import { readIdentities, writeIdentity } from '../app/recordings/key-files.js';
import { verifyCall } from '../app/recordings/verify.js';
import { ensureLedgerKey, type LedgerKey } from '../sink/ledger/ledger-key.js';
import { OpenedCall } from '../sink/sealing/opened-call.js';
import { FolderStore } from '../sink/stores/folder.js';

const LONG = 600_000;

let directory: string;
let recipient: string;
let identities: readonly string[];
let ledgerKey: LedgerKey;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-drain-'));
  recipient = await writeIdentity(join(directory, 'a.key'), new Date(0));
  identities = await readIdentities(join(directory, 'a.key'));
  ledgerKey = await ensureLedgerKey(join(directory, 'ledger.key'));
});
afterAll(async () => {
  killChildren();
  await rm(directory, { recursive: true, force: true });
});

interface Served {
  readonly server: Child;
  readonly port: number;
  readonly store: FolderStore;
}

const serving = async (name: string, limits: string, script = '{}'): Promise<Served> => {
  const records = join(directory, `${name}.records`);
  const path = join(directory, `${name}.yaml`);
  await writeFile(
    path,
    [
      `engines: { en: { engine: scripted, options: { scripts: { '*': ${script} } } } }`,
      `recording: { directory: ${records}, recipients: [${recipient}], segmentSeconds: 1 }`,
      `ledger: { keyFile: ${join(directory, 'ledger.key')} }`,
      // A machine under test is no overloaded machine.
      `limits: { messagesPerSecond: 100000, loopDelayMs: 60000, loopUse: 1, backlogMs: 60000, ${limits} }`,
    ].join('\n'),
  );
  const server = new Child(['serve', '--port', '0', '--config', path]);
  const { port } = await server.logged('listening');
  return { server, port: Number(port), store: new FolderStore(records) };
};

const join2 = (port: number, call: string, leg: string): Promise<RtpClient> =>
  RtpClient.open(`ws://127.0.0.1:${String(port)}/v1/rtp/${call}/${leg}`);

const legs = async (port: number, call = 'call'): Promise<readonly [RtpClient, RtpClient]> => [
  await join2(port, call, 'caller'),
  await join2(port, call, 'agent'),
];

const readiness = async (port: number): Promise<readonly [number, unknown]> => {
  const response = await fetch(`http://127.0.0.1:${String(port)}/readyz`);
  return [response.status, await response.json()];
};

/** The HTTP status with which a leg is refused. */
const refusal = async (port: number, call: string): Promise<readonly [number, string | undefined]> => {
  const socket = new WebSocket(`ws://127.0.0.1:${String(port)}/v1/rtp/${call}/caller`);
  socket.on('error', () => undefined);
  const response = await within(
    new Promise<readonly [number, string | undefined]>((resolve, reject) => {
      socket.on('open', () => reject(new Error('it was not refused')));
      socket.on('unexpected-response', (_request, { statusCode, headers }) =>
        resolve([statusCode ?? 0, headers['retry-after']]),
      );
    }),
    'a refusal',
  );
  socket.terminate();
  return response;
};

/** Says this and waits until the other party has all of it. */
const say = async (from: RtpClient, to: RtpClient, frames: readonly Buffer[]): Promise<void> => {
  const before = to.received.length;
  for (const payload of frames) from.send(payload);
  await to.receivedAtLeast(before + frames.length);
};

/** Nothing is wrong with a call that was sealed to its end. */
const expectWhole = async (store: FolderStore, call: string, said: readonly Buffer[]): Promise<void> => {
  const { faults, recording } = await verifyCall(await store.find(call), ledgerKey.publicKey, identities);
  const pcm = fromPcmu(said);
  expect(faults).toEqual([]);
  expect(recording?.samples.caller.subarray(0, pcm.length)).toEqual(pcm);
};

describe('after SIGTERM', () => {
  it('nobody new is taken, those who talk go on, and once they have hung up all is sealed and it exits 0', async () => {
    const { server, port, store } = await serving('goes', `shutdownMs: ${String(LONG)}`);
    const [caller, agent] = await legs(port);
    const said = voice(100, 51);
    await say(caller, agent, said.slice(0, 50));

    server.process.kill('SIGTERM');
    await server.logged('stopping');

    expect(await readiness(port)).toEqual([503, { status: 'draining' }]);
    expect((await fetch(`http://127.0.0.1:${String(port)}/healthz`)).status).toBe(200);
    expect(await refusal(port, 'late')).toEqual([503, '5']);
    await say(caller, agent, said.slice(50));
    await say(agent, caller, voice(50, 52));
    await caller.close();
    const { status, stderr } = await server.finished();

    expect(status).toBe(0);
    expect(stderr).toContain('"msg":"stopped"');
    expect(await agent.closed).toEqual({ code: 1000, reason: 'TACET_PEER_LEFT' });
    // After that the caller was silent for a while.
    await expectWhole(store, 'call', said.slice(0, 50));
  });

  it('a leg whose partner is on its way gets its call', async () => {
    const { server, port, store } = await serving('partner', `shutdownMs: ${String(LONG)}`);
    const caller = await join2(port, 'call', 'caller');

    server.process.kill('SIGTERM');
    await server.logged('stopping');
    const agent = await join2(port, 'call', 'agent');
    const said = voice(50, 53);
    await say(caller, agent, said);
    await agent.close();

    expect((await server.finished()).status).toBe(0);
    await expectWhole(store, 'call', said);
  });

  it('a leg that nobody comes for is not waited for', async () => {
    const { server, port } = await serving('alone', `shutdownMs: ${String(LONG)}`);
    const caller = await join2(port, 'call', 'caller');

    server.process.kill('SIGTERM');

    expect(await within(caller.closed, 'the closing')).toEqual({ code: 1001, reason: 'TACET_DRAINING' });
    expect((await server.finished()).status).toBe(0);
  });

  it('new calls are taken for as long as load balancers need, and /readyz sends them away at once', async () => {
    const { server, port } = await serving('delay', `shutdownMs: 0, drainDelayMs: ${String(LONG)}`);

    server.process.kill('SIGTERM');
    await server.logged('stopping');
    expect(await readiness(port)).toEqual([503, { status: 'draining' }]);
    const [caller, agent] = await legs(port);
    await say(caller, agent, voice(50, 54));
    server.process.kill('SIGTERM');

    expect(await within(caller.closed, 'the closing')).toEqual({ code: 1001, reason: 'TACET_DRAINING' });
    expect((await server.finished()).status).toBe(0);
  });
});

describe('a second signal', () => {
  it('ends the calls, and seals them all the same', async () => {
    const { server, port, store } = await serving('second', `shutdownMs: ${String(LONG)}`);
    const [caller, agent] = await legs(port);
    const said = voice(80, 55);
    await say(caller, agent, said);

    server.process.kill('SIGTERM');
    await server.logged('stopping');
    server.process.kill('SIGINT');
    const closings = await Promise.all([caller.closed, agent.closed]);

    expect((await server.finished()).status).toBe(0);
    expect(closings.map(({ reason }) => reason)).toEqual(['TACET_DRAINING', 'TACET_DRAINING']);
    await expectWhole(store, 'call', said);
  });

  it('and a third one does not wait for a recogniser that hangs', async () => {
    const { server, port } = await serving(
      'third',
      `shutdownMs: ${String(LONG)}, drainMs: ${String(LONG)}`,
      '{ trouble: [{ atMs: 200, kind: hang }] }',
    );
    const [caller, agent] = await legs(port);
    await say(caller, agent, voice(50, 56));

    server.process.kill('SIGTERM');
    await server.logged('stopping');
    server.process.kill('SIGTERM');
    await server.logged('stopping at once');
    server.process.kill('SIGTERM');

    expect((await server.finished()).status).toBe(1);
    await Promise.all([caller.closed, agent.closed]);
  });
});

describe('kill -9', () => {
  it('loses nothing that was sealed', async () => {
    const { server, port, store } = await serving('killed', `shutdownMs: ${String(LONG)}`);
    const [caller, agent] = await legs(port);
    // Less than two seconds: what comes at once is heard.
    const said = voice(80, 57);
    await say(caller, agent, said);
    // The other leg must have come as far: the recording is of both.
    await say(agent, caller, voice(80, 58));
    const folder = await store.find('call');
    const sealed = async (): Promise<number> =>
      (await readdir(folder.path)).filter((name) => /^recording\.wav\.\d+\.age$/.test(name)).length;
    const twoParts = async (): Promise<void> => {
      while ((await sealed()) < 2) {
        await say(caller, agent, voice(1, 59));
        await say(agent, caller, voice(1, 60));
      }
    };
    await within(twoParts(), 'two parts');

    server.process.kill('SIGKILL');
    await server.finished();

    const opened = await OpenedCall.open(folder, identities);
    const parts: Buffer[] = [];
    for await (const { name, bytes } of opened.parts('recording.wav')) {
      expect({ name, opens: bytes !== undefined }).toEqual({ name, opens: true });
      parts.push(Buffer.from(bytes ?? []));
    }
    const wav = Buffer.concat(parts).subarray(44);
    const heard = Int16Array.from({ length: wav.length >> 2 }, (_, i) => wav.readInt16LE(4 * i));
    const source = fromPcmu(said);
    const whole = Math.min(heard.length, source.length);
    expect(whole).toBeGreaterThan(8_000);
    expect(heard.subarray(0, whole)).toEqual(source.subarray(0, whole));
  });
});
