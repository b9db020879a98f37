/**
 * One WebSocket to a speech-to-text server: opened once, watched by pings, and closed for a reason with a code.
 *
 * What a server or the network says when it fails may quote what it was sent: it is never looked at.
 */
import { WebSocket } from 'ws';
import type { Clock, Timer } from '../../../core/clock.js';
import type { ErrorCode } from '../../../core/errors.js';
import type { Dialect, Target } from './dialect.js';
import type { RemoteLimits } from './options.js';

export interface ConnectionOwner {
  opened(): void;
  text(text: string): void;
  /** Once, and nothing after it. */
  gone(code: ErrorCode): void;
}

/** An answer holds the words of one utterance. */
const MAX_MESSAGE_BYTES = 1_048_576;
const CLOSE_LIMIT_MS = 1_000;
/** Of audio that the network has not taken: more waits for it. */
const BUFFER_BYTES = 65_536;

const CLOSE_CODES: NonNullable<Dialect['closeCodes']> = {
  1002: 'TACET_STT_PROTOCOL',
  1003: 'TACET_STT_PROTOCOL',
  1007: 'TACET_STT_PROTOCOL',
  1008: 'TACET_STT_REFUSED',
  1009: 'TACET_STT_PROTOCOL',
};
const REFUSED_FROM = 400;
const REFUSED_TO = 500;

export class Connection {
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #owner: ConnectionOwner;
  readonly #ping: Timer;
  #isAnswered = true;
  #isGone = false;

  constructor(
    { url, headers }: Target,
    limits: RemoteLimits,
    closeCodes: Dialect['closeCodes'],
    clock: Clock,
    owner: ConnectionOwner,
  ) {
    this.#clock = clock;
    this.#owner = owner;
    const socket = new WebSocket(url, {
      headers,
      handshakeTimeout: limits.connectTimeoutMs,
      maxPayload: MAX_MESSAGE_BYTES,
      perMessageDeflate: false,
      followRedirects: false,
    });
    this.#socket = socket;
    this.#ping = clock.every(limits.pingMs, () => this.#checkPulse());
    socket.on('open', () => !this.#isGone && owner.opened());
    socket.on('pong', () => (this.#isAnswered = true));
    socket.on('message', (data, isBinary) => {
      if (this.#isGone) return;
      if (isBinary) this.fail('TACET_STT_PROTOCOL');
      else owner.text((data as Buffer).toString('utf8'));
    });
    socket.on('unexpected-response', (request, response) => {
      const status = response.statusCode ?? 0;
      request.destroy();
      const isRefusal = status >= REFUSED_FROM && status < REFUSED_TO;
      this.fail(isRefusal ? 'TACET_STT_REFUSED' : 'TACET_STT_AWAY');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const isOfProtocol = error.code?.startsWith('WS_ERR') === true;
      this.fail(isOfProtocol ? 'TACET_STT_PROTOCOL' : 'TACET_STT_AWAY');
    });
    socket.on('close', (code) => this.fail(closeCodes?.[code] ?? CLOSE_CODES[code] ?? 'TACET_STT_AWAY'));
  }

  /** Zeroes `bytes` once they are sent. Resolves at once, or where much waits already, when these are taken. */
  async send(bytes: Buffer): Promise<void> {
    const taken = new Promise<void>((resolve) => {
      this.#socket.send(bytes, () => {
        bytes.fill(0);
        resolve();
      });
    });
    if (this.#socket.bufferedAmount > BUFFER_BYTES) await taken;
  }

  sendText(text: string): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(text, () => undefined);
  }

  /** Ends it from this side; the owner hears no more of it. */
  close(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#ping.cancel();
    this.#shut(1_000);
  }

  fail(code: ErrorCode): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#ping.cancel();
    this.#shut(code === 'TACET_STT_PROTOCOL' ? 1_002 : 1_000);
    this.#owner.gone(code);
  }

  #shut(code: number): void {
    const socket = this.#socket;
    if (socket.readyState === WebSocket.CLOSED) return;
    if (socket.readyState !== WebSocket.OPEN) {
      socket.terminate();
      return;
    }
    socket.close(code);
    const limit = this.#clock.after(CLOSE_LIMIT_MS, () => socket.terminate());
    socket.once('close', () => limit.cancel());
  }

  #checkPulse(): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    if (!this.#isAnswered) {
      this.#socket.terminate();
      this.fail('TACET_STT_SLOW');
      return;
    }
    this.#isAnswered = false;
    this.#socket.ping();
  }
}
