/**
 * Requests that ask for a WebSocket, on their way through the routes: what a route is guarded by guards both.
 */
import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Upgrade {
  readonly socket: Duplex;
  readonly head: Buffer;
}

const upgrades = new WeakMap<IncomingMessage, Upgrade>();

/** Undefined where a request does not ask for it. */
export const upgradeOf = (request: IncomingMessage): Upgrade | undefined => upgrades.get(request);

/** Gives a request to the routes; whoever takes it up upgrades it, and what refuses it answers in HTTP. */
export const routeUpgrade = (
  route: (request: IncomingMessage, response: ServerResponse) => void,
  request: IncomingMessage,
  upgrade: Upgrade,
): void => {
  upgrades.set(request, upgrade);
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(upgrade.socket as never);
  response.once('finish', () => upgrade.socket.end());
  route(request, response);
};

/** Before the upgrade is made: the socket is no longer the response's. */
export const releaseSocket = (response: ServerResponse): void => {
  if (response.socket !== null) response.detachSocket(response.socket);
};
