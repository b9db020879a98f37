/**
 * Where legs go that have been let in: into calls of this process (`local-legs.ts`), or, at the front of several, to the
 * process that has the call (`front/front-legs.ts`).
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import type { ErrorCode } from '../core/errors.js';
import type { TraceContext } from '../core/trace-context.js';
import type { CallAbout } from '../protocol/about.js';
import type { Joining, Opening, Protocol } from '../protocol/protocol.js';

/** An upgrade that has been let in and not been answered. */
export interface ArrivedLeg {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  /** What came behind the request. */
  readonly head: Buffer;
  readonly protocol: Protocol;
  readonly opening: Opening;
  /** Whose call it is; the only one whose calls it may join. */
  readonly tenant: string | undefined;
  readonly about: CallAbout | undefined;
  /** What the request is a part of, where who asks is known. */
  readonly trace: TraceContext | undefined;
  /** Its upgrade was answered elsewhere, and is not answered again. */
  readonly isAnswered?: boolean;
}

export interface Legs {
  /**
   * Why a leg is turned away before it is upgraded; undefined where it may come.
   * @param joining undefined where it has yet to say who it is
   */
  refusalBeforeJoining(joining: Joining | undefined, tenant: string | undefined): ErrorCode | undefined;
  /** @returns the socket that is the leg's from now on: that of the request may have given its handle away */
  take(leg: ArrivedLeg): Duplex;
  /** Answers the upgrade, and closes at once with the code: most WebSocket clients cannot read an HTTP refusal. */
  turnAway(leg: Pick<ArrivedLeg, 'request' | 'socket' | 'head'>, code: ErrorCode): void;
}
