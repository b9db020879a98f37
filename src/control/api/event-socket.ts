/**
 * The feed over a WebSocket: one event a text message. What the reader says is not listened to.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { WebSocketServer } from 'ws';

import { readAlong, type ReadingOptions } from './read-along.js';
import { ERRORS } from '../../core/errors.js';
import { releaseSocket, type Upgrade } from '../upgrade.js';

/** A reader has nothing to say. */
const MOST_MESSAGE_BYTES = 1_024;

const sockets = new WebSocketServer({
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: MOST_MESSAGE_BYTES,
});

export const openEventSocket = (
  request: IncomingMessage,
  response: ServerResponse,
  { socket, head }: Upgrade,
  options: ReadingOptions,
): void => {
  releaseSocket(response);
  sockets.handleUpgrade(request, socket, head, (webSocket) => {
    webSocket.on('error', () => webSocket.terminate());
    let isAlive = true;
    webSocket.on('pong', () => {
      isAlive = true;
    });
    const stop = readAlong(options, {
      get waitingBytes() {
        return webSocket.bufferedAmount;
      },
      event: (event) => webSocket.send(JSON.stringify(event)),
      gap: () => webSocket.send('{"type":"gap"}'),
      beat: () => {
        if (!isAlive) webSocket.terminate();
        isAlive = false;
        webSocket.ping();
      },
      end: () => webSocket.close(ERRORS.TACET_DRAINING.closeCode, 'TACET_DRAINING'),
      drop: () => {
        webSocket.close(ERRORS.TACET_SLOW_READER.closeCode, 'TACET_SLOW_READER');
        // It would have to read all that waits before it saw that.
        webSocket.terminate();
      },
    });
    webSocket.on('close', stop);
  });
};
