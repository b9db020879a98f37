/** The feed over a WebSocket passes the same guard as every route. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';

import { AUDIENCE, IdentityProvider } from './identity-provider.js';
import { within } from '../bridges/rtp-client.js';
import { RunningTacet } from '../bridges/running-tacet.js';

let provider: IdentityProvider;
let server: RunningTacet;
beforeAll(async () => {
  provider = await IdentityProvider.start();
  const { issuer, jwksUrl } = provider;
  server = await RunningTacet.start({
    engines: {},
    auth: { providers: [{ issuer, jwksUrl, audience: AUDIENCE, clockToleranceSeconds: 0 }] },
  });
});
afterAll(async () => {
  await RunningTacet.stopAll();
  await provider.close();
});

const follow = (token?: string): WebSocket =>
  server.adopt(
    new WebSocket(`ws://127.0.0.1:${String(server.port)}/v1/events`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    }),
  );
const refused = (socket: WebSocket): Promise<number | undefined> =>
  new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
  });

describe('whoever follows events', () => {
  it('shows a token of a role that may', async () => {
    expect(await refused(follow())).toBe(401);
    expect(await refused(follow(await provider.token({ roles: ['bridge'] })))).toBe(403);
  });

  it('is let go when the token ends', async () => {
    const socket = follow(await provider.token({ roles: ['supervisor'], expiresIn: 8 }));
    const closed = new Promise((resolve) => socket.once('close', (code) => resolve(code)));
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });

    // Without a word: what the token was good for is over.
    expect(await within(closed, 'the connection to be closed')).toBe(1006);
  });
});
