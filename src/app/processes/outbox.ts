/**
 * Legs on their way to one process, one after the other: the next is sent when the process has the one before.
 *
 * Node sends one socket at a time anyway, and what it queues itself it still reads from: those bytes would be lost. Here a
 * socket waits paused, what had been read of it goes with it, and nothing is read once it is on its way.
 */
import type { Socket } from 'node:net';

import type { HandedLeg } from '../../control/front/handed-leg.js';
import type { Clock, Timer } from '../../core/clock.js';

export interface OutboxOptions {
  readonly clock: Clock;
  readonly send: (leg: HandedLeg, socket: Socket) => void;
  /** A peer that went away before its turn. */
  readonly onGone: (leg: HandedLeg) => void;
}

/** A process that is busy for longer gets the next one all the same. */
const PATIENCE_MS = 10_000;

export class Outbox {
  readonly #options: OutboxOptions;
  #waiting: { readonly leg: HandedLeg; readonly socket: Socket }[] = [];
  #onItsWay: Timer | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  add(leg: HandedLeg, socket: Socket): void {
    socket.pause();
    this.#waiting.push({ leg, socket });
    this.#next();
  }

  /** The process has the last one. */
  taken(): void {
    this.#onItsWay?.cancel();
    this.#onItsWay = undefined;
    this.#next();
  }

  /** There is no such process any more. */
  close(): void {
    this.#onItsWay?.cancel();
    this.#onItsWay = undefined;
    for (const { leg, socket } of this.#waiting) {
      leg.bytes.fill(0);
      socket.destroy();
    }
    this.#waiting = [];
  }

  #next(): void {
    while (this.#onItsWay === undefined) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      const { leg, socket } = next;
      if (socket.destroyed) {
        leg.bytes.fill(0);
        this.#options.onGone(leg);
        continue;
      }
      this.#onItsWay = this.#options.clock.after(PATIENCE_MS, () => this.taken());
      // Nothing may come between: what is read after this is lost.
      const bytes = allOf(leg, socket);
      stopReading(socket);
      this.#options.send({ ...leg, bytes }, socket);
      bytes.fill(0);
      leg.bytes.fill(0);
      // It has lent its handle; what is left of it is told that it is over.
      socket.destroy();
    }
  }
}

/** What Node hides. */
interface WithHandle {
  readonly _handle?: { readonly readStop?: () => unknown } | null;
}

/** Node goes on to read a socket that it sends until the process has it, and throws away what comes: pausing is no help. */
const stopReading = (socket: Socket): void => {
  (socket as unknown as WithHandle)._handle?.readStop?.();
};

/** What was known, and what the socket has read since. */
const allOf = ({ bytes }: HandedLeg, socket: Socket): Buffer => {
  const read: Uint8Array[] = [bytes];
  for (;;) {
    const chunk = socket.read() as Buffer | null;
    if (chunk === null) break;
    read.push(chunk);
  }
  return Buffer.concat(read);
};
