/**
 * The floor: a bare `ws` relay, as little as one can write. It joins two sockets by their URL and forwards
 * what comes. What Tacet does beside that is what the benchmark prices.
 */
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

import { answer } from './relay-under-test.js';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
/** The socket that waits for its peer, by call. */
const waiting = new Map<string, WebSocket>();

const join = (a: WebSocket, b: WebSocket): void => {
  a.on('message', (data, isBinary) => {
    if (b.readyState === WebSocket.OPEN) b.send(data, { binary: isBinary });
  });
  a.on('close', () => b.close());
};

server.on('connection', (socket, request) => {
  const call = (request.url ?? '').split('/').at(-2) ?? '';
  const peer = waiting.get(call);
  if (peer === undefined) {
    waiting.set(call, socket);
    return;
  }
  waiting.delete(call);
  join(socket, peer);
  join(peer, socket);
});

server.on('listening', () => {
  answer({
    port: (server.address() as AddressInfo).port,
    clearanceBytesPerCall: 0,
    stop: () => {
      for (const client of server.clients) client.terminate();
      return new Promise((resolve) => server.close(() => resolve(undefined)));
    },
  });
});
