/**
 * Reads media messages off one connection's socket (RFC 6455, section 5.2): a frame that is a whole message and lies
 * whole in one chunk is unmasked where it is and handed on. Every other frame is for `ws`.
 *
 *     chunk   | message | message | ping | message | first half of a mess
 *               ours      ours      ws     ws        ws, and what the next chunk has of it
 *
 * First step of the walk. Nearly all frames of a media leg are of the simple kind, and reading them here instead
 * of through a stream saves a tenth of the whole relay. What may be wrong with a frame stays for `ws` to judge: it gets every
 * frame that is fragmented, unmasked, too long, of another kind or marked by an extension, and all behind it in the
 * chunk, because it tells of a fault only after that. Only for a socket without extensions. Keeps no payload, at
 * most the header of a frame that was cut in two.
 */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

import type { Inlet, MessageTaker } from './inlet.js';
import { SharedReadSocket, type SharedTaker } from './shared-read.js';
import { lastView } from '../core/last-view.js';

const FINAL_TEXT = 0x81;
const FINAL_BINARY = 0x82;
const FINAL = 0x80;
const OPCODE = 0x0f;
const CLOSE = 8;
const MASKED = 0x80;
const LENGTH = 0x7f;
const LENGTH_16_BIT = 126;
const LENGTH_64_BIT = 127;
const KEY_BYTES = 4;
const NOTHING = Buffer.alloc(0);

type OnChunk = (this: Duplex, chunk: Buffer) => void;

export class MessageReader implements Inlet, SharedTaker {
  readonly #webSocket: WebSocket;
  readonly #wire: Duplex;
  readonly #maxBytes: number;
  #taker: MessageTaker | undefined;
  /** How `ws` reads. */
  #others: readonly OnChunk[] = [];
  /** Bytes of a frame that is for `ws` and still has to come. */
  #forOthers = 0;
  /** The front of a header that was cut in two. */
  #header: Buffer = NOTHING;
  /** Something of this chunk was for `ws`, and so is the rest. */
  #isForOthers = false;
  /** A message in several frames has begun: what follows belongs to it. */
  #isFragmented = false;
  /** The peer has begun to close. */
  #hasClosed = false;
  /** Nothing more is read. */
  #isOver = false;

  /**
   * @param wire the socket that was upgraded to `webSocket`, before anything was read from it
   * @param maxBytes longer messages are for `ws` to refuse
   */
  constructor(webSocket: WebSocket, wire: Duplex, maxBytes: number) {
    this.#webSocket = webSocket;
    this.#wire = wire;
    this.#maxBytes = maxBytes;
  }

  listen(taker: MessageTaker): void {
    this.#taker = taker;
    this.#webSocket.on('message', (data, isBinary) => taker.message(data as Buffer, isBinary));
    this.#webSocket.on('error', () => {
      this.#isOver = true;
    });
    this.#others = this.#wire.listeners('data') as OnChunk[];
    for (const other of this.#others) this.#wire.off('data', other);
    if (this.#wire instanceof SharedReadSocket) this.#wire.hand(this);
    this.#wire.on('data', (chunk: Buffer) => this.#read(chunk, chunk.length, false));
  }

  take(shared: Buffer, count: number): void {
    this.#read(shared, count, true);
  }

  /** @param isShared what lies before `receivedEnd` is ours during the call only */
  #read(received: Buffer, receivedEnd: number, isShared: boolean): void {
    let chunk = received;
    let end = receivedEnd;
    if (this.#header.length > 0) {
      chunk = Buffer.concat([this.#header, received.subarray(0, end)]);
      end = chunk.length;
      this.#header = NOTHING;
      received.fill(0, 0, receivedEnd);
    }
    this.#isForOthers = false;
    let at = 0;
    while (at < end && !this.#isOver) {
      if (this.#forOthers === 0) {
        const next = this.#frame(chunk, at, end);
        if (next === undefined) {
          this.#header = Buffer.from(chunk.subarray(at, end));
          return;
        }
        if (next > at) {
          at = next;
          continue;
        }
      }
      this.#isForOthers = true;
      const from = at;
      at = Math.min(end, from + this.#forOthers);
      this.#forOthers -= at - from;
      const part = chunk.subarray(from, at);
      // `ws` keeps what it waits for the rest of.
      const kept = isShared && chunk === received ? Buffer.from(part) : part;
      if (kept !== part) part.fill(0);
      for (const other of this.#others) other.call(this.#wire, kept);
      if (this.#hasClosed && this.#forOthers === 0) this.#isOver = true;
    }
    if (at < end) chunk.fill(0, at, end);
  }

  /**
   * Reads one frame, or leaves it to `ws` by counting its bytes.
   * @returns where the next one begins; `at` where this one is for `ws`; undefined where its header is cut off
   */
  #frame(chunk: Buffer, at: number, end: number): number | undefined {
    const left = end - at;
    if (left < 2) return undefined;
    const first = chunk[at] as number;
    const second = chunk[at + 1] as number;
    const isMasked = (second & MASKED) !== 0;
    let length = second & LENGTH;
    let from = at + 2;
    if (length === LENGTH_16_BIT) {
      from += 2;
      if (end < from) return undefined;
      length = chunk.readUInt16BE(at + 2);
    } else if (length === LENGTH_64_BIT) {
      from += 8;
      if (end < from) return undefined;
      length = Number(chunk.readBigUInt64BE(at + 2));
    }
    if (isMasked) from += KEY_BYTES;
    if (end < from) return undefined;
    const to = from + length;
    const isMessage = first === FINAL_BINARY || first === FINAL_TEXT;
    const isWhole = to <= end && !this.#isFragmented && !this.#isForOthers;
    if (!isMessage || !isWhole || !isMasked || length > this.#maxBytes || !this.#isOpen) {
      this.#leave(first, to - at);
      return at;
    }
    unmask(chunk, from, to);
    this.#taker?.message(viewOf(chunk, from, to), first === FINAL_BINARY);
    return to;
  }

  /** The frame is for `ws`. */
  #leave(first: number, bytes: number): void {
    this.#forOthers = bytes;
    const opcode = first & OPCODE;
    if (opcode === CLOSE) this.#hasClosed = true;
    // Control frames (section 5.5) may come between the frames of a message.
    if (opcode < CLOSE) this.#isFragmented = (first & FINAL) === 0;
  }

  get #isOpen(): boolean {
    return this.#webSocket.readyState === this.#webSocket.OPEN;
  }
}

/** In the shared buffer nearly all messages lie at the same place. */
const viewOf = lastView<Buffer>();

/** Section 5.3. The key lies right before the payload. */
const unmask = (chunk: Buffer, from: number, to: number): void => {
  const k0 = chunk[from - 4] as number;
  const k1 = chunk[from - 3] as number;
  const k2 = chunk[from - 2] as number;
  const k3 = chunk[from - 1] as number;
  let at = from;
  for (const end = to - 3; at < end; at += 4) {
    chunk[at] = (chunk[at] as number) ^ k0;
    chunk[at + 1] = (chunk[at + 1] as number) ^ k1;
    chunk[at + 2] = (chunk[at + 2] as number) ^ k2;
    chunk[at + 3] = (chunk[at + 3] as number) ^ k3;
  }
  if (at < to) chunk[at] = (chunk[at] as number) ^ k0;
  if (at + 1 < to) chunk[at + 1] = (chunk[at + 1] as number) ^ k1;
  if (at + 2 < to) chunk[at + 2] = (chunk[at + 2] as number) ^ k2;
};
