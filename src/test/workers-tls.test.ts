/** A server of several processes that speaks TLS: the front ends it, and knows who came by their certificates. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { RtpClient, within } from './bridges/rtp-client.js';
import { voice } from './bridges/signals.js';
import { Child, killChildren } from './bridges/tacet-process.js';
import { TwilioBridge } from './bridges/twilio-bridge.js';

jest.setTimeout(240_000);
const PATIENCE_MS = 90_000;

/** The compiled test lies deeper or less deep, as it was built. */
const tls = ['../../', '../../../', '../../../../']
  .map((up) => fileURLToPath(new URL(`${up}fixtures/tls`, import.meta.url)))
  .find((path) => existsSync(path));
const file = (name: string): string => join(tls ?? '', name);

interface Shown {
  readonly ca: Buffer;
  readonly cert: Buffer;
  readonly key: Buffer;
}
const shown = async (name: string): Promise<Shown> => ({
  ca: await readFile(file('ca.pem')),
  cert: await readFile(file(`${name}.pem`)),
  key: await readFile(file(`${name}.key`)),
});

let folder: string;
let server: Child;
let base: string;
let bridge: Shown;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-workers-tls-'));
  bridge = await shown('bridge');
  const config = {
    workers: 2,
    engines: {},
    recording: { enabled: false },
    limits: { shutdownMs: 0, drainMs: 0, loopDelayMs: 60_000, loopUse: 1, deafMs: 600_000 },
    tenants: { acme: {} },
    listen: {
      port: 0,
      tls: {
        cert: file('server.pem'),
        key: file('server.key'),
        ca: file('ca.pem'),
        clientCertificates: 'request',
      },
    },
    auth: {
      certificates: [{ san: 'uri:spiffe://acme/bridge-1', roles: ['bridge', 'operator'], tenant: 'acme' }],
    },
  };
  await writeFile(join(folder, 'config.yaml'), JSON.stringify(config));
  [server, base] = await serving();
});
/** @returns the front, and where it listens */
const serving = async (): Promise<[Child, string]> => {
  const front = new Child(['serve', '--port', '0', '--config', join(folder, 'config.yaml')]);
  const { port } = await front.logged('listening');
  return [front, `localhost:${String(port)}`];
};
afterAll(async () => {
  killChildren();
  await rm(folder, { recursive: true, force: true });
});

const get = (path: string, who: Partial<Shown>): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const asked = request(`https://${base}${path}`, { ...who, agent: false }, (response) => {
      let body = '';
      response.on('data', (data: Buffer) => (body += data.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    asked.on('error', reject);
    asked.end();
  });

const leg = (call: string, name: 'caller' | 'agent', at = base): Promise<RtpClient> =>
  RtpClient.open(`wss://${at}/v1/rtp/${call}/${name}`, {}, bridge);

const call = async (id: string, at = base): Promise<readonly [caller: RtpClient, agent: RtpClient]> => [
  await leg(id, 'caller', at),
  await leg(id, 'agent', at),
];

/** All that was said comes over, as it was. */
const hear = async (from: RtpClient, to: RtpClient, frames: number, seed: number): Promise<void> => {
  const said = voice(frames, seed);
  const before = to.received.length;
  for (const payload of said) from.send(payload);
  await to.receivedAtLeast(before + frames);
  expect(to.received.slice(before).map(({ payload }) => payload)).toEqual(said);
};

/** In which process each of these calls is, as the log says when it begins. */
const homesOf = async (names: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  for (;;) {
    const lines = server.stderr
      .split('\n')
      .filter((line) => line.endsWith('}') && line.includes('"state":"live"'));
    const homes = new Map(
      lines
        .map((line) => JSON.parse(line) as { readonly call: string; readonly process: number })
        .map(({ call, process }) => [call, process]),
    );
    if (names.every((name) => homes.has(name))) return homes;
    await new Promise((resolve) => server.process.stderr?.once('data', resolve));
  }
};

describe('a server of several processes that speaks TLS', () => {
  it('carries calls in all of them both ways, and each leg is of the tenant of its certificate', async () => {
    const calls = [await call('one'), await call('two'), await call('three')];

    for (const [i, [caller, agent]] of calls.entries()) {
      await hear(caller, agent, 200, i + 1);
      await hear(agent, caller, 200, i + 11);
    }

    const { body } = await get('/v1/calls', bridge);
    const listed = (JSON.parse(body) as { calls: { id: string; tenant?: string }[] }).calls;
    expect(listed.map(({ id, tenant }) => [id, tenant])).toEqual(
      expect.arrayContaining([
        ['one', 'acme'],
        ['three', 'acme'],
        ['two', 'acme'],
      ]),
    );
    expect(new Set(listed.map(({ tenant }) => tenant))).toEqual(new Set(['acme']));
    const homes = await within(homesOf(['one', 'two', 'three']), 'their log lines');
    expect(new Set(homes.values())).toEqual(new Set([0, 1]));
    for (const [caller, agent] of calls) {
      await caller.close();
      expect(await within(agent.closed, 'the end')).toEqual({ code: 1000, reason: 'TACET_PEER_LEFT' });
    }
  });

  it('joins a bridge that says its call in a message with one that says it in its request', async () => {
    const twilio = await new TwilioBridge({
      url: `wss://${base}/v1/twilio`,
      parameters: { call: 'mixed', leg: 'caller' },
      tls: bridge,
      now: () => performance.now(),
    }).join();
    const agent = await leg('mixed', 'agent');

    const said = voice(50, 31);
    for (const payload of said) twilio.send(payload);
    await agent.receivedAtLeast(50);

    expect(agent.received.map(({ payload }) => payload).slice(0, 50)).toEqual(said);
    expect(twilio.complaints).toEqual([]);
    await agent.close();
    await within(twilio.closed, 'the end');
  });

  it('hears that a leg was cut off', async () => {
    const [caller, agent] = await call('cut');
    await hear(caller, agent, 20, 41);

    caller.terminate();

    expect(await within(agent.closed, 'the end')).toEqual({ code: 1000, reason: 'TACET_PEER_LEFT' });
  });

  it('lets nobody in by a certificate that it does not know', async () => {
    const unknown = await shown('unknown');
    const stranger = new RtpClient(`wss://${base}/v1/rtp/theirs/caller`, {}, unknown);

    expect((await within(stranger.closed, 'the refusal')).code).toBe(1006);
    expect((await get('/v1/calls', unknown)).status).toBe(401);
    expect((await get('/readyz', { ca: bridge.ca })).body).toContain('ready');
  });

  it('cuts off the legs of a process that dies, and no others', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const calls: (readonly [string, RtpClient, RtpClient])[] = [];
    for (const name of names) calls.push([name, ...(await call(name))]);
    const homes = await within(homesOf(names), 'their log lines');
    const pid = String(server.process.pid);
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    const victim = homes.get('a') ?? NaN;

    process.kill(Number(children.trim().split(' ')[victim]), 'SIGKILL');

    for (const [name, caller, agent] of calls)
      if (homes.get(name) === victim)
        expect(await within(caller.closed, `the end of ${name}`)).toMatchObject({ code: 1006 });
      else await hear(caller, agent, 20, 51);
    expect(new Set(names.map((name) => homes.get(name))).size).toBe(2);
  });

  it('at SIGTERM ends its calls and exits 0', async () => {
    const [ending, at] = await serving();
    const [caller, agent] = await call('last', at);

    ending.process.kill('SIGTERM');

    for (const { closed } of [caller, agent])
      expect(await within(closed, 'the end', PATIENCE_MS)).toEqual({ code: 1001, reason: 'TACET_DRAINING' });
    expect((await ending.finished()).status).toBe(0);
  });
});
