/** Who may open a media leg, over real upgrades. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';

import { AUDIENCE, IdentityProvider } from './identity-provider.js';
import { newKey } from '../../control/auth/static-keys.js';
import { RunningTacet } from '../bridges/running-tacet.js';

let provider: IdentityProvider;
beforeAll(async () => {
  provider = await IdentityProvider.start();
});
afterEach(() => RunningTacet.stopAll());
afterAll(() => provider.close());

const BRIDGE = newKey();
const ACME = newKey();
const AGENT = newKey();
const start = (input: object = {}): Promise<RunningTacet> =>
  RunningTacet.start({
    engines: {},
    auth: {
      providers: [
        { issuer: provider.issuer, jwksUrl: provider.jwksUrl, audience: AUDIENCE, tenantClaim: 'tenant' },
      ],
      keys: [
        { name: 'any', roles: ['bridge'], sha256: BRIDGE.sha256 },
        { name: 'acme', roles: ['bridge'], sha256: ACME.sha256, tenant: 'acme' },
        { name: 'desk', roles: ['agent'], sha256: AGENT.sha256 },
      ],
      ...input,
    },
    bridges: { telnyx: { authTokens: ['of-telnyx'] } },
  });

interface Outcome {
  /** 101 where it was upgraded. */
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly challenge: string | undefined;
}

const sockets = new Set<WebSocket>();
afterEach(() => {
  for (const socket of sockets) socket.terminate();
  sockets.clear();
});

const dial = (server: RunningTacet, path: string, headers: Record<string, string> = {}): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${String(server.port)}/v1/${path}`, { headers });
    sockets.add(socket);
    socket.on('error', reject);
    socket.once('open', () => resolve({ status: 101, code: undefined, challenge: undefined }));
    socket.once('unexpected-response', (_request, response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { code } = JSON.parse(Buffer.concat(chunks).toString()) as { readonly code: string };
        resolve({ status: response.statusCode, code, challenge: response.headers['www-authenticate'] });
      });
    });
  });
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const basic = (password: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`asterisk:${password}`).toString('base64')}`,
});

describe('a bridge', () => {
  it('shows its key where it can: in a header, as a password, in the query', async () => {
    const server = await start();

    expect((await dial(server, 'rtp/a/caller', bearer(BRIDGE.key))).status).toBe(101);
    expect((await dial(server, 'asterisk/b/caller', basic(BRIDGE.key))).status).toBe(101);
    expect((await dial(server, `rtp/c/caller?token=${BRIDGE.key}`)).status).toBe(101);
    expect(server.lines.join('')).not.toContain(BRIDGE.key);
  });

  it('may be one of the identity provider', async () => {
    const server = await start();
    const token = await provider.token({ roles: ['bridge'], tenant: 'acme' });

    expect((await dial(server, 'rtp/a/caller', bearer(token))).status).toBe(101);
    expect(server.callNamed('a').tenant).toBe('acme');
  });

  it('that shows nothing is turned away before the upgrade, on every protocol', async () => {
    const server = await start();
    for (const path of [
      'rtp/a/caller',
      'twilio',
      'asterisk/a/caller',
      'audiohook',
      'jambonz',
      'vonage',
      'telnyx',
    ]) {
      expect([path, await dial(server, path)]).toMatchObject([
        path,
        { status: 401, code: 'TACET_UNAUTHORISED', challenge: expect.stringContaining('Bearer') as unknown },
      ]);
    }
    expect(server.tacet.calls.calls).toEqual([]);
  });

  it('that shows what is wrong is told what, and its key is nowhere', async () => {
    const server = await start();
    const wrong = newKey().key;

    expect(await dial(server, 'rtp/a/caller', bearer(wrong))).toMatchObject({
      status: 401,
      code: 'TACET_TOKEN',
    });
    expect(await dial(server, 'rtp/a/caller', bearer(AGENT.key))).toMatchObject({
      status: 403,
      code: 'TACET_FORBIDDEN',
    });
    expect(server.lines.join('')).not.toContain(wrong);
    expect(server.tacet.refusals).toEqual(
      new Map([
        ['TACET_TOKEN', 1],
        ['TACET_FORBIDDEN', 1],
      ]),
    );
  });

  it('whose protocol has a secret of its own needs no other, and may show another', async () => {
    const server = await start();
    const own = { 'x-telnyx-streaming-auth-token': 'of-telnyx' };

    expect((await dial(server, 'telnyx/a', own)).status).toBe(101);
    expect((await dial(server, 'telnyx/b', bearer(BRIDGE.key))).status).toBe(101);
    expect((await dial(server, 'telnyx/c', { 'x-telnyx-streaming-auth-token': 'wrong' })).status).toBe(401);
  });

  it('comes only so often', async () => {
    const server = await start({ upgradesPerSecond: 2 });
    // Their second passes on the clock of the server.
    server.clock.pace();

    expect((await dial(server, 'rtp/a/caller', bearer(BRIDGE.key))).status).toBe(101);
    expect((await dial(server, 'rtp/a/agent', bearer(BRIDGE.key))).status).toBe(101);
    expect(await dial(server, 'rtp/b/caller', bearer(BRIDGE.key))).toMatchObject({
      status: 429,
      code: 'TACET_RATE',
    });
    server.clock.advance(1_000);
    expect((await dial(server, 'rtp/b/caller', bearer(BRIDGE.key))).status).toBe(101);
  });
});

describe('tenants', () => {
  it('are as the token says, whatever the request does', async () => {
    const server = await start();

    expect((await dial(server, 'rtp/a/caller', bearer(ACME.key))).status).toBe(101);
    expect((await dial(server, 'rtp/b/caller?tenant=acme', bearer(ACME.key))).status).toBe(101);
    expect(await dial(server, 'rtp/c/caller?tenant=other', bearer(ACME.key))).toMatchObject({
      status: 403,
      code: 'TACET_TENANT_OTHER',
    });
    expect((await dial(server, 'rtp/d/caller?tenant=other', bearer(BRIDGE.key))).status).toBe(101);
    expect(['a', 'b', 'd'].map((id) => server.callNamed(id).tenant)).toEqual(['acme', 'acme', 'other']);
  });

  it('do not join calls of each other', async () => {
    const server = await start();
    await dial(server, 'rtp/theirs/caller?tenant=other', bearer(BRIDGE.key));
    await dial(server, 'rtp/of-nobody/caller', bearer(BRIDGE.key));
    await dial(server, 'rtp/own/caller', bearer(ACME.key));

    for (const call of ['theirs', 'of-nobody']) {
      expect(await dial(server, `rtp/${call}/agent`, bearer(ACME.key))).toMatchObject({
        status: 403,
        code: 'TACET_TENANT_OTHER',
      });
      expect(server.callNamed(call).leg('agent')).toBeUndefined();
    }
    expect((await dial(server, 'rtp/own/agent?tenant=other', bearer(BRIDGE.key))).status).toBe(403);
    expect((await dial(server, 'rtp/own/agent', bearer(BRIDGE.key))).status).toBe(101);
  });

  it('do not join calls of each other by saying later which call it is, either', async () => {
    const server = await start();
    await dial(server, 'rtp/theirs/caller?tenant=other', bearer(BRIDGE.key));
    const socket = new WebSocket(`ws://127.0.0.1:${String(server.port)}/v1/twilio?leg=agent`, {
      headers: bearer(ACME.key),
    });
    sockets.add(socket);
    const closed = new Promise<string>((resolve) =>
      socket.once('close', (_code, reason) => resolve(String(reason))),
    );
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' }));
    const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8_000, channels: 1 };
    const start_ = { streamSid: 'MZ1', callSid: 'CA1', accountSid: 'AC1', tracks: ['inbound'], mediaFormat };
    const customParameters = { call: 'theirs', leg: 'agent' };
    socket.send(JSON.stringify({ event: 'start', streamSid: 'MZ1', start: { ...start_, customParameters } }));

    expect(await closed).toBe('TACET_TENANT_OTHER');
    expect(server.callNamed('theirs').leg('agent')).toBeUndefined();
  });
});
