/**
 * How an upgrade is refused: in HTTP before it, or by a close code after it, for clients that cannot read HTTP.
 */
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

import { problemOf } from './api/problem.js';
import { challengeOf } from './auth/answer.js';
import { ERRORS, type ErrorCode, type TacetError } from '../core/errors.js';

/** Refused in HTTP: the peer may come again, or may not come at all. */
export const isPlain = (code: ErrorCode): boolean => [401, 403, 429, 503].includes(ERRORS[code].status);

/** Before the upgrade: an HTTP answer. */
export const refuse = (socket: Duplex, error: TacetError): void => {
  const { code, status } = error;
  const body = JSON.stringify(problemOf(code));
  const retry = status === 503 ? 'Retry-After: 5\r\n' : status === 429 ? 'Retry-After: 1\r\n' : '';
  const challenge = status === 401 ? `WWW-Authenticate: ${challengeOf(error)}\r\n` : '';
  socket.end(
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}\r\n` +
      `Connection: close\r\n${retry}${challenge}Content-Type: application/json\r\n` +
      `Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`,
  );
};

/** After the upgrade: a close code, with the error code as its reason. */
export const turnAway = (webSocket: WebSocket, code: ErrorCode): void => {
  webSocket.on('error', () => webSocket.terminate());
  webSocket.close(ERRORS[code].closeCode, code);
  const cutOff = setTimeout(() => webSocket.terminate(), 2_000);
  webSocket.once('close', () => clearTimeout(cutOff));
};
