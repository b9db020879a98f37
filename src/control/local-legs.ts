/** Legs of calls of this process: each becomes a connection (step 1 of the walk). */
import type { Duplex } from 'node:stream';

import { DialOut, type DialOutOptions } from './dial-out.js';
import { LegSockets } from './leg-sockets.js';
import { swallowAnswer } from './front/handed-leg.js';
import type { ArrivedLeg, Legs } from './legs.js';
import { turnAway } from './refusal.js';
import { Connection } from '../call/connection.js';
import { MessageReader } from '../call/message-reader.js';
import { MessageWriter } from '../call/message-writer.js';
import { SharedReadSocket } from '../call/shared-read.js';
import type { ErrorCode } from '../core/errors.js';
import type { Joining } from '../protocol/protocol.js';

export interface LocalLegsOptions extends DialOutOptions {
  readonly maxMessageBytes: number;
}

export class LocalLegs implements Legs {
  readonly #options: LocalLegsOptions;
  readonly #host: DialOut;
  readonly #sockets: LegSockets;

  constructor(options: LocalLegsOptions) {
    this.#options = options;
    this.#host = new DialOut(options);
    this.#sockets = new LegSockets(options.maxMessageBytes);
  }

  refusalBeforeJoining(joining: Joining | undefined, tenant: string | undefined): ErrorCode | undefined {
    return this.#options.calls.refusalBeforeJoining(joining, tenant);
  }

  take(leg: ArrivedLeg): Duplex {
    const { limits, clock } = this.#options;
    const { request, protocol, opening, tenant, about, trace } = leg;
    const adopted = SharedReadSocket.adopt(leg.socket);
    adopted?.on('error', () => adopted.destroy());
    const wire = adopted ?? leg.socket;
    if (leg.isAnswered === true) swallowAnswer(wire);
    this.#sockets.upgrade({ request, socket: wire, head: leg.head }, (socket) => {
      const inlet = new MessageReader(socket, wire, this.#sockets.longest(request));
      const outlet = new MessageWriter(socket, wire, opening.isText);
      const via = { protocol: protocol.name, tenant, about, trace };
      new Connection({
        socket,
        inlet,
        outlet,
        opening,
        via,
        limits,
        clock,
        host: this.#host,
        tells: 'none',
      });
    });
    return wire;
  }

  turnAway(leg: Pick<ArrivedLeg, 'request' | 'socket' | 'head'>, code: ErrorCode): void {
    this.#sockets.upgrade(leg, (webSocket) => turnAway(webSocket, code));
  }
}
