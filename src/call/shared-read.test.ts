import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { SharedReadSocket } from './shared-read.js';

let server: Server;
let peer: Socket;
let wire: SharedReadSocket;
beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  peer = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  const [socket] = await accepted;
  const adopted = SharedReadSocket.adopt(socket);
  if (adopted === undefined) throw new Error('the socket was not taken over');
  wire = adopted;
});
afterEach(() => {
  peer.destroy();
  wire.destroy();
  server.close();
});

/** Said, and there for whoever reads: several turns of the event loop have looked. */
const say = async (text: string): Promise<void> => {
  await new Promise((said) => peer.write(text, said));
  for (let turns = 0; turns < 5; turns++) await turn();
};

/** Takes what is read until so much has come. */
const taken = (bytes: number): Promise<string> =>
  new Promise((done) => {
    let text = '';
    wire.hand({
      take: (shared, count) => {
        text += shared.toString('latin1', 0, count);
        shared.fill(0, 0, count);
        if (text.length >= bytes) done(text);
      },
    });
  });

describe('a socket that is taken over', () => {
  it('loses nothing that comes before somebody takes its bytes', async () => {
    await say('before ');

    const all = taken('before after'.length);
    await say('after');

    expect(await all).toBe('before after');
  });

  it('tells of its end when what came before it has been taken', async () => {
    await say('last words');
    peer.end();
    for (let turns = 0; turns < 5; turns++) await turn();

    const ended = once(wire, 'end');
    const all = taken('last words'.length);

    expect(await all).toBe('last words');
    await ended;
  });
});
