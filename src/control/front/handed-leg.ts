/**
 * A leg on its way from the front to the process that has its call: its socket goes beside it.
 *
 * The process reads all again that the peer has sent, so that nothing depends on how far the front had read it.
 */
import { IncomingMessage, type IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import type { CallId } from '../../core/ids.js';
import type { TraceContext } from '../../core/trace-context.js';

export interface HandedLeg {
  readonly call: CallId;
  /** Path and query as they stand on the request line. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** What the peer has sent behind its request. */
  readonly bytes: Uint8Array;
  /** As whoever let it in has found. */
  readonly tenant: string | undefined;
  readonly trace: TraceContext | undefined;
  /** The upgrade has been answered: the peer had to, before it said which call it is for. */
  readonly isAnswered: boolean;
}

/** The request again, as the upgrade needs it. */
export const requestOf = ({ url, headers }: HandedLeg, socket: Socket): IncomingMessage => {
  const request = new IncomingMessage(socket);
  request.method = 'GET';
  request.httpVersion = '1.1';
  request.url = url;
  request.headers = headers;
  return request;
};

/** The first thing that is written is the answer to an upgrade, which the peer has had already. */
export const swallowAnswer = (socket: Duplex): void => {
  const write = socket.write.bind(socket);
  socket.write = () => {
    socket.write = write;
    return true;
  };
};
