/** TLS and client certificates, with real handshakes. */
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { request, type RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { connect as plain } from 'node:net';
import { connect, type PeerCertificate } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';

import type { ConfigInput } from '../../app/config.js';
import { newKey } from '../../control/auth/static-keys.js';
import { within } from '../bridges/rtp-client.js';
import { RunningTacet } from '../bridges/running-tacet.js';

/** The compiled test lies deeper or less deep, as it was built. */
const fixture = (name: string): string => {
  const found = ['../../../', '../../../../', '../../../../../']
    .map((up) => fileURLToPath(new URL(`${up}fixtures/tls/${name}`, import.meta.url)))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error('no such fixture');
  return found;
};

let folder = '';
const at = (name: string): string => join(folder, name);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-tls-'));
  await put('server');
});
afterEach(async () => {
  await RunningTacet.stopAll();
  await rm(folder, { recursive: true });
});

const put = async (name: string): Promise<void> => {
  await copyFile(fixture(`${name}.pem`), at('cert.pem'));
  await copyFile(fixture(`${name}.key`), at('key.pem'));
};

const KEY = newKey();
const certificates = [
  { san: 'uri:spiffe://acme/bridge-1', roles: ['bridge' as const, 'operator' as const], tenant: 'acme' },
];
const start = (tls: object = {}, auth: ConfigInput['auth'] = {}): Promise<RunningTacet> =>
  RunningTacet.start({
    engines: {},
    auth: { keys: [{ name: 'ops', roles: ['operator'], sha256: KEY.sha256 }], ...auth },
    listen: { tls: { cert: at('cert.pem'), key: at('key.pem'), ...tls } },
  });
const withClients = (clientCertificates: string): object => ({ ca: fixture('ca.pem'), clientCertificates });

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
}

const credentialsOf = async (client: string | undefined): Promise<RequestOptions> => ({
  host: 'localhost',
  ca: await readFile(fixture('ca.pem')),
  agent: false,
  ...(client === undefined
    ? {}
    : { cert: await readFile(fixture(`${client}.pem`)), key: await readFile(fixture(`${client}.key`)) }),
});

const get = async (server: RunningTacet, client?: string, key?: string): Promise<Answer> => {
  const options = await credentialsOf(client);
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  return new Promise((resolve, reject) => {
    const asked = request({ ...options, port: server.port, path: '/metrics', headers }, (response) => {
      let body = '';
      response.on('data', (data: Buffer) => (body += data.toString()));
      response.on('end', () => resolve({ status: response.statusCode, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
};

/** The certificate that is shown to a new connection. */
const shown = async (port: number): Promise<PeerCertificate> => {
  const ca = await readFile(fixture('ca.pem'));
  return new Promise((resolve, reject) => {
    const socket = connect({ host: 'localhost', port, ca, servername: 'localhost' }, () => {
      resolve(socket.getPeerCertificate());
      socket.destroy();
    });
    socket.on('error', reject);
  });
};

describe('a server with a certificate', () => {
  it('drops who connects and begins no handshake', async () => {
    const server = await RunningTacet.start({
      engines: {},
      listen: { tls: { cert: at('cert.pem'), key: at('key.pem') } },
      limits: { headerMs: 500 },
    });
    const silent = plain(server.port, '127.0.0.1');
    silent.on('error', () => undefined);

    await within(once(silent.resume(), 'close'), 'the connection to be dropped');
  });

  it('speaks TLS alone, with keys and WebSockets as before', async () => {
    const server = await start(
      {},
      { keys: [{ name: 'all', roles: ['bridge', 'operator'], sha256: KEY.sha256 }] },
    );
    const socket = new WebSocket(`wss://localhost:${String(server.port)}/v1/rtp/a/caller`, {
      ca: await readFile(fixture('ca.pem')),
      headers: { authorization: `Bearer ${KEY.key}` },
    });
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    socket.terminate();

    expect((await get(server, undefined, KEY.key)).status).toBe(200);
    expect((await get(server)).status).toBe(401);
    await expect(fetch(`http://localhost:${String(server.port)}/healthz`)).rejects.toThrow();
  });

  it('relays a call, message by message', async () => {
    const server = await start({}, { keys: [{ name: 'all', roles: ['bridge'], sha256: KEY.sha256 }] });
    const options = {
      ca: await readFile(fixture('ca.pem')),
      headers: { authorization: `Bearer ${KEY.key}` },
    };
    const open = async (leg: string): Promise<WebSocket> => {
      const socket = new WebSocket(`wss://localhost:${String(server.port)}/v1/rtp/a/${leg}`, options);
      await new Promise((resolve, reject) => {
        socket.once('open', resolve);
        socket.once('error', reject);
      });
      return server.adopt(socket);
    };
    const caller = await open('caller');
    const agent = await open('agent');
    const received: Buffer[] = [];
    const heard = new Promise<void>((resolve) => {
      agent.on('message', (data) => {
        if (received.push((data as Buffer).subarray(12)) === 40) resolve();
      });
    });
    const payloads = Array.from({ length: 40 }, (_, i) => Buffer.alloc(160, 0xf0 + (i % 8)));
    for (const [i, payload] of payloads.entries()) {
      const header = Buffer.from([0x80, 0, 0, i, 0, 0, (i * 160) >> 8, (i * 160) & 255, 0, 0, 0, 7]);
      caller.send(Buffer.concat([header, payload]));
    }

    await within(heard, 'the audio to arrive');
    expect(received).toEqual(payloads);
  });

  it('says when it ends, and takes up the next one without a restart', async () => {
    const server = await start();
    const before = await shown(server.port);
    expect(server.tacet.certificateExpiresAt?.getTime()).toBe(Date.parse(before.valid_to));

    await put('server-new');
    await server.tacet.reloadCertificates();

    const after = await shown(server.port);
    expect(after.fingerprint256).not.toBe(before.fingerprint256);
    expect(server.tacet.certificateExpiresAt?.getTime()).toBe(Date.parse(after.valid_to));
    expect((await get(server, undefined, KEY.key)).status).toBe(200);
  });

  it('keeps the old one where the next is half written, or does not fit its key', async () => {
    const server = await start();
    const before = await shown(server.port);

    await copyFile(fixture('server-new.pem'), at('cert.pem'));
    await server.tacet.reloadCertificates();
    await writeFile(at('cert.pem'), (await readFile(fixture('server-new.pem'))).subarray(0, 100));
    await server.tacet.reloadCertificates();
    await rm(at('key.pem'));
    await server.tacet.reloadCertificates();

    expect((await shown(server.port)).fingerprint256).toBe(before.fingerprint256);
    expect(server.lines.filter((line) => line.includes('TACET_TLS'))).toHaveLength(3);
  });

  it.each([
    ['a file that is not there', { cert: '/nowhere/cert.pem' }, 'listen.tls.cert: /nowhere/cert.pem'],
    ['a key of another certificate', { key: fixture('stranger.key') }, 'listen.tls.key: '],
    ['what is no certificate', { cert: fixture('README.md') }, 'listen.tls.cert: '],
  ])('does not start with %s, and says in which setting', async (_what, tls, said) => {
    await expect(start(tls)).rejects.toMatchObject({
      code: 'TACET_TLS',
      message: expect.stringContaining(said),
    });
  });

  it('does not start where certificates stand for somebody and none is asked for', async () => {
    await expect(start({}, { certificates })).rejects.toMatchObject({ code: 'TACET_CONFIG' });
    await expect(start({ clientCertificates: 'request' })).rejects.toMatchObject({ code: 'TACET_CONFIG' });
  });
});

describe('a client certificate', () => {
  it('stands for its role and tenant, on routes and on legs', async () => {
    const server = await start(withClients('request'), { certificates });
    const { ca, cert, key } = await credentialsOf('bridge');
    const socket = new WebSocket(`wss://localhost:${String(server.port)}/v1/rtp/a/caller`, { ca, cert, key });
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });

    expect(server.callNamed('a').tenant).toBe('acme');
    expect((await get(server, 'bridge')).status).toBe(200);
    socket.terminate();
  });

  it('of the right authority and another name stands for nobody', async () => {
    const server = await start(withClients('request'), { certificates });

    expect(await get(server, 'unknown')).toMatchObject({
      status: 401,
      body: expect.stringContaining('TACET_CERTIFICATE') as unknown,
    });
  });

  it('of the right name and another authority is none', async () => {
    const server = await start(withClients('request'), { certificates });

    expect(await get(server, 'stranger')).toMatchObject({
      status: 401,
      body: expect.stringContaining('TACET_UNAUTHORISED') as unknown,
    });
  });

  it('does not make up for a key that is wrong', async () => {
    const server = await start(withClients('request'), { certificates });

    expect((await get(server, 'bridge', newKey().key)).status).toBe(401);
    expect((await get(server, undefined, KEY.key)).status).toBe(200);
  });

  it('that is required is asked of everybody', async () => {
    const server = await start(withClients('require'), { certificates });

    await expect(get(server, undefined, KEY.key)).rejects.toThrow();
    await expect(get(server, 'stranger')).rejects.toThrow();
    expect((await get(server, 'bridge')).status).toBe(200);
  });
});
