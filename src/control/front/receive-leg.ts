/** A leg that the front has handed over arrives at the process that has its call: it is taken as if it had come here. */
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import { requestOf, swallowAnswer, type HandedLeg } from './handed-leg.js';
import { readBridgeRequest } from '../bridge-request.js';
import type { Legs } from '../legs.js';
import { isPlain, refuse } from '../refusal.js';
import type { Clock } from '../../core/clock.js';
import { TacetError, type ErrorCode } from '../../core/errors.js';

export interface ReceiveOptions {
  readonly legs: Legs;
  /** By protocol. */
  readonly credentials: Readonly<Record<string, unknown>>;
  readonly publicUrl: string | undefined;
  readonly clock: Clock;
  readonly onRefused: (code: ErrorCode) => void;
}

/** @returns the socket that is the leg's from now on; refused, it is being closed */
export const receiveLeg = (leg: HandedLeg, socket: Socket, options: ReceiveOptions): Duplex => {
  const { legs, credentials, publicUrl, clock, onRefused } = options;
  const { tenant, trace, isAnswered } = leg;
  const request = requestOf(leg, socket);
  const arrived = { request, socket, head: Buffer.from(leg.bytes) };
  leg.bytes.fill(0);
  socket.on('error', () => socket.destroy());
  const turnAway = (code: ErrorCode): Duplex => {
    onRefused(code);
    if (isAnswered) swallowAnswer(socket);
    if (isPlain(code) && !isAnswered) refuse(socket, new TacetError(code));
    else legs.turnAway(arrived, code);
    return socket;
  };
  // The front has asked the same; the answer is not sent along.
  const endpoint = readBridgeRequest(request, { publicUrl, unixTime: clock.wall().getTime() / 1_000 });
  if (typeof endpoint === 'string') return turnAway(endpoint);
  const { protocol, request: asked } = endpoint;
  const opening = protocol.open(asked, credentials[protocol.name]);
  if (typeof opening === 'string') return turnAway(opening);
  // One that was answered is refused when it joins, as it would be without a front.
  const refusal = isAnswered ? undefined : legs.refusalBeforeJoining(opening.joining, tenant);
  if (refusal !== undefined) return turnAway(refusal);
  return legs.take({ ...arrived, protocol, opening, tenant, about: asked.about, trace, isAnswered });
};
