/**
 * Writes media messages to one connection's WebSocket, header and payload in one piece (RFC 6455, section 5.2).
 *
 *     | 1000 00tb | 0 length        |           payload |    up to 125 bytes; t: text, b: binary
 *     | 1000 00tb | 0 126 | length  |           payload |    up to 65 535; a server's frames are not masked
 *
 * Last part of step 9. `ws` gathers two buffers for each message, which costs a tenth of the whole relay; it
 * goes on to read the socket and to answer pings and closes. Both write whole frames only, so they never mix.
 * Only for a socket without extensions. A frame is put together in the room that all legs share and written at once;
 * where that cannot be it lies in a frame of its own, the last of which this owns, and zeroes on close.
 */
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { WebSocket } from 'ws';

import { DirectWriter } from './direct-write.js';
import type { Outlet } from './outlet.js';
import { giveOutgoing, MOST_OUTGOING_BYTES, outgoingFrame, wipeOutgoing } from '../core/outgoing.js';

const FINAL_TEXT = 0x81;
const FINAL_BINARY = 0x82;
const SHORT_HEADER_BYTES = 2;
const LONG_HEADER_BYTES = 4;
const SHORT_MAX_BYTES = 125;
const LENGTH_16_BIT = 126;
const LONG_MAX_BYTES = 0xffff;

export class MessageWriter implements Outlet {
  readonly #webSocket: WebSocket;
  readonly #wire: Duplex;
  readonly #opcode: number;
  readonly #isTls: boolean;
  /** Undefined where the socket is written to through its stream. */
  readonly #direct: DirectWriter | undefined;
  #frame = Buffer.alloc(0);
  /** Whether the stream may hold what has to leave before the next frame: seldom, and only then it is looked at. */
  #mayStream = false;
  /** Written in this turn of the event loop: TLS lets go of it after the turn, however fast the peer reads. */
  #justWritten = 0;

  /** @param wire the socket that was upgraded to `webSocket` */
  constructor(webSocket: WebSocket, wire: Duplex, isText = false) {
    this.#opcode = isText ? FINAL_TEXT : FINAL_BINARY;
    this.#webSocket = webSocket;
    this.#wire = wire;
    this.#isTls = wire instanceof TLSSocket;
    this.#direct = DirectWriter.of(wire);
  }

  /** Bytes the socket still holds, because the peer reads slowly. */
  get waitingBytes(): number {
    const streamed = this.#streams ? Math.max(0, this.#wire.writableLength - this.#justWritten) : 0;
    return streamed + (this.#direct?.waitingBytes ?? 0);
  }

  /**
   * Copies the message and sends it.
   * @returns false where the socket is closing: nothing may follow a close frame
   */
  write(message: Uint8Array): boolean {
    const { length } = message;
    if (this.#webSocket.readyState !== this.#webSocket.OPEN || length > LONG_MAX_BYTES) return false;
    const headerBytes = length > SHORT_MAX_BYTES ? LONG_HEADER_BYTES : SHORT_HEADER_BYTES;
    if (this.#direct?.waitingBytes === 0 && length <= MOST_OUTGOING_BYTES && !this.#streams) {
      const frame = outgoingFrame(message, headerBytes);
      writeHeader(frame, this.#opcode, length);
      const written = this.#direct.write(frame);
      if (written === 'kept') giveOutgoing();
      if (written !== 'refused') return true;
    }
    const frame = this.#room(headerBytes + length);
    writeHeader(frame, this.#opcode, length);
    frame.set(message, headerBytes);
    if (this.#isTls) this.#count(frame.length);
    this.#wire.write(frame);
    this.#mayStream = true;
    return true;
  }

  follow(): void {
    this.#mayStream = true;
  }

  close(): void {
    this.#frame.fill(0);
    wipeOutgoing();
  }

  /** Whether something of ours waits in the stream. */
  get #streams(): boolean {
    if (this.#mayStream && this.#wire.writableLength === 0) this.#mayStream = false;
    return this.#mayStream;
  }

  #count(bytes: number): void {
    if (this.#justWritten === 0) setImmediate(() => (this.#justWritten = 0));
    this.#justWritten += bytes;
  }

  /** The last frame's bytes again, if the socket has let go of them and the length is the same. */
  #room(bytes: number): Buffer {
    if (this.#wire.writableLength > 0) {
      // The socket still holds the last frame: it is left alone.
      this.#frame = Buffer.alloc(bytes);
    } else if (this.#frame.length !== bytes) {
      this.#frame.fill(0);
      this.#frame = Buffer.alloc(bytes);
    }
    return this.#frame;
  }
}

const writeHeader = (frame: Uint8Array, opcode: number, length: number): void => {
  frame[0] = opcode;
  if (length > SHORT_MAX_BYTES) {
    frame[1] = LENGTH_16_BIT;
    frame[2] = length >>> 8;
    frame[3] = length;
  } else {
    frame[1] = length;
  }
};
