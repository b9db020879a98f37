/**
 * One party of a replayed call: a real WebSocket client that speaks RTP, says what a file holds and keeps what
 * it hears at its place in time.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';

import { CODECS } from '../../codec/registry.js';
import { MAX_PAYLOAD_BYTES, type CodecName, type CodecSession } from '../../codec/codec.js';
import { TacetError } from '../../core/errors.js';
import { delta32 } from '../../core/serial.js';
import type { LegRole } from '../../core/ids.js';
import { millis, type SampleRate } from '../../core/units.js';
import type { Packet } from '../../media/packet.js';
import { ignoringSink } from '../../protocol/ignoring-sink.js';
import { RtpSession } from '../../protocol/rtp.js';

export const PTIME_MS = 20;

export interface PeerOptions {
  readonly url: string;
  readonly role: LegRole;
  readonly rateHz: SampleRate;
  readonly language: string;
  /** What it says; silence goes on after it. */
  readonly pcm: Int16Array;
  /** How much of what it hears is kept, in samples. */
  readonly keep: number;
}

export class Peer {
  readonly heard: Int16Array;
  readonly #options: PeerOptions;
  readonly #codec: CodecSession;
  readonly #session: RtpSession;
  readonly #socket: WebSocket;
  readonly #frame: Int16Array;
  readonly #payload = new Uint8Array(MAX_PAYLOAD_BYTES);
  readonly #decoded: Int16Array;
  #firstTimestamp: number | undefined;
  #at = 0;
  /** Why the server closed the connection before we did. */
  refusal: string | undefined;
  #closing = false;

  constructor(options: PeerOptions) {
    this.#options = options;
    const { url, role, rateHz, language } = options;
    const name = codecFor(rateHz);
    const codec = CODECS[name];
    this.heard = new Int16Array(options.keep);
    this.#frame = new Int16Array((rateHz * PTIME_MS) / 1_000);
    this.#decoded = new Int16Array((rateHz * 200) / 1_000);
    this.#codec = codec.open(rateHz);
    this.#session = new RtpSession(
      { payloadType: codec.payloadType, telephoneEventPayloadType: 101 },
      ignoringSink({ audio: (_track, packet) => this.#hear(packet) }),
    );
    this.#socket = new WebSocket(
      `${url}/${role}?codec=${name}&rate=${String(rateHz)}&ptime=${String(PTIME_MS)}&lang=${language}`,
      { perMessageDeflate: false },
    );
    this.#socket.on('message', (data, binary) =>
      this.#session.receive(data as Buffer, binary, millis(performance.now())),
    );
    this.#socket.on('close', (_code, reason) => {
      if (!this.#closing) this.refusal = reason.toString();
    });
    this.#socket.on('error', () => {
      this.refusal ??= 'connection failed';
    });
  }

  /** @throws TacetError TACET_PEER_LEFT where the server does not take the leg */
  async open(): Promise<void> {
    try {
      await once(this.#socket, 'open');
    } catch (error) {
      throw new TacetError('TACET_PEER_LEFT', this.#options.role, { cause: error });
    }
  }

  /** Milliseconds said so far. */
  get saidMs(): number {
    return (this.#at * 1_000) / this.#options.rateHz;
  }

  /** Says the next 20 ms. */
  say(): void {
    const { pcm } = this.#options;
    const frame = this.#frame;
    const part = pcm.subarray(this.#at, this.#at + frame.length);
    frame.set(part);
    frame.fill(0, part.length);
    const bytes = this.#codec.encode(frame, this.#payload);
    const clock = frame.length;
    const message = this.#session.wrap(this.#payload.subarray(0, bytes), this.#at === 0, clock);
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(Buffer.from(message));
    this.#at += frame.length;
  }

  async close(): Promise<void> {
    this.#closing = true;
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.#socket, 'close');
    this.#socket.close(1_000);
    await closed;
    this.#codec.close();
  }

  #hear(packet: Packet): void {
    this.#firstTimestamp ??= packet.timestamp;
    const at = delta32(packet.timestamp, this.#firstTimestamp);
    const count = this.#codec.decode(packet.payload, this.#decoded);
    if (count === undefined || at < 0 || at >= this.heard.length) return;
    this.heard.set(this.#decoded.subarray(0, Math.min(count, this.heard.length - at)), at);
  }
}

/** G.711 is what telephony speaks at 8 kHz; above it nothing is lost by linear PCM. */
const codecFor = (rateHz: SampleRate): CodecName => (rateHz === 8_000 ? 'PCMU' : 'L16');
