/**
 * A vendor's bridge, as strict as its vendor: a bare WebSocket client that complains of everything that is not as
 * its protocol has it. Shares no code with the adapters.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';

import { within, type Closing } from './rtp-client.js';
import type { Talker } from './running-tacet.js';
import { FRAME_MS } from './signals.js';

export interface BridgeOptions {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whom it trusts, and the certificate that it shows; PEM. */
  readonly tls?: { readonly ca: Buffer; readonly cert: Buffer; readonly key: Buffer };
  /** Of 20 ms. */
  readonly frameBytes: number;
  /** Of the server, so that nothing depends on the machine. */
  readonly now: () => number;
}

/** Of one message that has come. */
export type Came = { readonly audio: Buffer } | 'clear' | undefined;

/** More than this waiting to be played is a delay that the call never gets rid of. */
const MOST_WAITING_MS = 200;

export abstract class BridgeClient implements Talker {
  /** What is played to the party, in frames of 20 ms. */
  readonly received: Buffer[] = [];
  readonly complaints: string[] = [];
  readonly closed: Promise<Closing>;
  readonly socket: WebSocket;
  clears = 0;
  /** HTTP status of an upgrade that was refused. */
  refusal: number | undefined;
  protected readonly frameBytes: number;
  readonly #now: () => number;
  #playedOutMs = -Infinity;
  #wake: () => void = () => undefined;

  constructor({ url, headers = {}, tls, frameBytes, now }: BridgeOptions) {
    this.frameBytes = frameBytes;
    this.#now = now;
    this.socket = new WebSocket(url, { ...tls, headers, perMessageDeflate: false });
    this.socket.on('error', () => undefined);
    this.socket.on('unexpected-response', (_request, response) => {
      this.refusal = response.statusCode;
      response.destroy();
      this.socket.terminate();
    });
    this.socket.on('message', (data, isBinary) => this.#take(data as Buffer, isBinary));
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
  }

  /** Dials, and says who it is; resolves when that was heard. */
  async join(): Promise<this> {
    await within(once(this.socket, 'open'), 'the upgrade');
    this.greet();
    await this.settled();
    return this;
  }

  /** Resolves when everything that was sent has been read. */
  async settled(): Promise<void> {
    this.socket.ping();
    await within(once(this.socket, 'pong'), 'a pong');
  }

  abstract send(payload: Uint8Array): void;
  abstract key(digit: string): void;
  protected abstract greet(): void;
  /** Says that it stops, where it does. */
  protected abstract part(): void;
  /** Reads what came; complains of what it should not be. */
  protected abstract read(data: Buffer, isBinary: boolean): Came;

  async receivedAtLeast(count: number): Promise<void> {
    const enough = async (): Promise<void> => {
      while (this.received.length < count) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    };
    await within(enough(), 'frames').catch(() => {
      throw new Error(`waited in vain for ${String(count)} frames, got ${String(this.received.length)}`);
    });
  }

  async close(): Promise<Closing> {
    if (this.socket.readyState === WebSocket.OPEN) {
      this.part();
      this.socket.close(1_000);
    }
    return within(this.closed, 'the closing handshake');
  }

  terminate(): void {
    this.socket.terminate();
  }

  protected complain(of: string): void {
    this.complaints.push(of);
  }

  #take(data: Buffer, isBinary: boolean): void {
    const came = this.read(data, isBinary);
    if (came === 'clear') {
      this.clears++;
      this.#playedOutMs = -Infinity;
    } else if (came !== undefined) {
      this.#queue(came.audio);
    }
    this.#wake();
  }

  #queue(audio: Buffer): void {
    if (audio.length === 0 || audio.length % this.frameBytes !== 0) this.complain('audio of no whole frames');
    const now = this.#now();
    const from = Math.max(now, this.#playedOutMs);
    if (from - now > MOST_WAITING_MS) this.complain('audio that comes faster than it can be played');
    this.#playedOutMs = from + (audio.length / this.frameBytes) * FRAME_MS;
    for (let at = 0; at < audio.length; at += this.frameBytes)
      this.received.push(Buffer.from(audio.subarray(at, at + this.frameBytes)));
  }
}
