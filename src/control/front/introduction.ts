/**
 * A connection that has yet to say which call it is for, at the front of several processes.
 *
 *     upgrade answered --> messages are read, and kept as they came --> "call c-17, caller" --> all of it goes to the process
 *
 * The session is the protocol's own, and only asked who has joined: the process that has the call reads everything
 * again and answers it. What would be said here is not said.
 */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

import { turnAway } from '../refusal.js';
import { RateLimit } from '../../call/rate-limit.js';
import type { Clock, Timer } from '../../core/clock.js';
import type { ErrorCode } from '../../core/errors.js';
import type { Joining, Opening, ProtocolSession, ProtocolSink } from '../../protocol/protocol.js';

export interface IntroductionOptions {
  readonly webSocket: WebSocket;
  /** What was upgraded to it, before anything was read from it. */
  readonly wire: Duplex;
  readonly opening: Opening;
  readonly clock: Clock;
  readonly messagesPerSecond: number;
  /** @returns why it may not join */
  readonly refusal: (joining: Joining) => ErrorCode | undefined;
  /**
   * It is nobody's any more: nothing reads the wire.
   * @param bytes all it has sent since the upgrade
   */
  readonly done: (joining: Joining, bytes: Buffer) => void;
  readonly onRefused: (code: ErrorCode) => void;
}

/** As `Connection` has it. */
const JOIN_TIMEOUT_MS = 5_000;
/** Nobody needs more to say who it is. */
const MOST_BYTES = 262_144;
const READERS = ['data', 'end', 'close', 'error', 'readable', 'drain'];

export class Introduction implements ProtocolSink {
  readonly #options: IntroductionOptions;
  readonly #session: ProtocolSession | undefined;
  readonly #rate: RateLimit;
  readonly #limit: Timer;
  #bytes = 0;
  #kept: Buffer[] = [];
  #joining: Joining | undefined;
  #isOver = false;

  constructor(options: IntroductionOptions) {
    this.#options = options;
    const { opening, clock, messagesPerSecond } = options;
    this.#rate = new RateLimit(messagesPerSecond);
    this.#limit = clock.after(JOIN_TIMEOUT_MS, () => this.#refuse('TACET_JOIN_TIMEOUT'));
    this.#listen();
    this.#session = opening.start(this);
    this.#settle();
  }

  joined(joining: Joining): void {
    this.#joining ??= joining;
  }

  fault(code: ErrorCode): void {
    this.#refuse(code);
  }

  left(): void {
    if (this.#isOver) return;
    this.#end();
    this.#options.webSocket.close(1_000);
  }

  readonly audio = ignore;
  readonly telephoneEvent = ignore;
  readonly comfortNoise = ignore;
  readonly key = ignore;
  readonly dropped = ignore;
  readonly send = ignore;
  readonly other = ignore;
  readonly echo = ignore;
  readonly clear = ignore;
  readonly language = ignore;

  #listen(): void {
    const { webSocket, wire } = this.#options;
    // Before `ws` reads: it unmasks where the bytes lie.
    wire.prependListener('data', (chunk: Buffer) => this.#keep(chunk));
    webSocket.on('message', (data, isBinary) => this.#receive(data as Buffer, isBinary));
    webSocket.on('error', () => this.#end());
    webSocket.on('close', () => this.#end());
  }

  #keep(chunk: Buffer): void {
    if (this.#isOver) return;
    this.#bytes += chunk.length;
    if (this.#bytes > MOST_BYTES) this.#refuse('TACET_MESSAGE_TOO_BIG');
    else this.#kept.push(Buffer.from(chunk));
  }

  #receive(data: Buffer, isBinary: boolean): void {
    const now = this.#options.clock.now();
    if (this.#isOver) return;
    if (!this.#rate.take(now)) {
      this.#refuse('TACET_MESSAGE_RATE');
      return;
    }
    try {
      this.#session?.receive(data, isBinary, now);
    } catch {
      this.#refuse('TACET_INTERNAL');
    }
    data.fill(0);
    this.#settle();
  }

  #settle(): void {
    if (this.#joining === undefined || this.#isOver) return;
    const refusal = this.#options.refusal(this.#joining);
    if (refusal !== undefined) {
      this.#refuse(refusal);
      return;
    }
    const bytes = Buffer.concat(this.#kept);
    this.#end();
    this.#letGo();
    this.#options.done(this.#joining, bytes);
  }

  #letGo(): void {
    const { webSocket, wire } = this.#options;
    // So that `ws` does not resume the wire. It reads on in the chunk that it has; the process answers that, too.
    webSocket.pause();
    webSocket.close = ignore;
    // One by one: after `removeAllListeners` Node takes the wire for one with readers, and resumes it.
    for (const event of READERS)
      for (const listener of wire.rawListeners(event)) wire.off(event, listener as () => void);
  }

  #refuse(code: ErrorCode): void {
    if (this.#isOver) return;
    this.#end();
    this.#options.onRefused(code);
    turnAway(this.#options.webSocket, code);
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#limit.cancel();
    this.#session?.close();
    for (const chunk of this.#kept) chunk.fill(0);
    this.#kept = [];
  }
}

const ignore = (): void => undefined;
