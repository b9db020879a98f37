/** Legs at the front of several processes: each goes to the process that has its call, with its socket. */
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

import type { HandedLeg } from './handed-leg.js';
import { Introduction } from './introduction.js';
import { plainEndOf } from './plain-end.js';
import { LegSockets } from '../leg-sockets.js';
import type { ArrivedLeg, Legs } from '../legs.js';
import { turnAway } from '../refusal.js';
import type { Clock } from '../../core/clock.js';
import type { ErrorCode } from '../../core/errors.js';
import type { CallId } from '../../core/ids.js';
import type { Joining } from '../../protocol/protocol.js';

export interface FrontLegsOptions {
  readonly maxMessageBytes: number;
  readonly messagesPerSecond: number;
  readonly clock: Clock;
  /** @param call undefined where it is not known yet: is there room for a new one? */
  readonly refusal: (call: CallId | undefined, tenant: string | undefined) => ErrorCode | undefined;
  /**
   * Owns socket and bytes from then on.
   * @param socket on its way where the leg came over TLS
   */
  readonly hand: (leg: HandedLeg, socket: Socket | Promise<Socket>) => void;
  /** Of legs whose upgrade was answered. */
  readonly onRefused: (code: ErrorCode) => void;
}

export class FrontLegs implements Legs {
  readonly #options: FrontLegsOptions;
  readonly #sockets: LegSockets;

  constructor(options: FrontLegsOptions) {
    this.#options = options;
    // The process that has the call reads all again, and answers them then.
    this.#sockets = new LegSockets(options.maxMessageBytes, false);
  }

  refusalBeforeJoining(joining: Joining | undefined, tenant: string | undefined): ErrorCode | undefined {
    return this.#options.refusal(joining?.callId, tenant);
  }

  take(leg: ArrivedLeg): Duplex {
    const { opening, head } = leg;
    if (opening.joining !== undefined) this.#hand(leg, opening.joining.callId, head, false);
    else this.#introduce(leg);
    return leg.socket;
  }

  turnAway(leg: Pick<ArrivedLeg, 'request' | 'socket' | 'head'>, code: ErrorCode): void {
    this.#sockets.upgrade(leg, (webSocket) => turnAway(webSocket, code));
  }

  #introduce(leg: ArrivedLeg): void {
    const { clock, messagesPerSecond, refusal, onRefused } = this.#options;
    const { socket: wire, opening, tenant } = leg;
    this.#sockets.upgrade(leg, (webSocket) => {
      new Introduction({
        webSocket,
        wire,
        opening,
        clock,
        messagesPerSecond,
        refusal: ({ callId }) => refusal(callId, tenant),
        done: ({ callId }, bytes) => this.#hand(leg, callId, bytes, true),
        onRefused,
      });
    });
  }

  #hand(
    { request, socket, tenant, trace }: ArrivedLeg,
    call: CallId,
    bytes: Buffer,
    isAnswered: boolean,
  ): void {
    socket.on('error', () => socket.destroy());
    const { url = '/', headers } = request;
    this.#options.hand({ call, url, headers, bytes, tenant, trace, isAnswered }, handable(socket));
  }
}

const handable = (socket: Duplex): Socket | Promise<Socket> => {
  if (socket instanceof TLSSocket) return plainEndOf(socket);
  if (socket instanceof Socket) return socket;
  throw new TypeError('only a socket can be handed over');
};
