/**
 * One party of a replayed call: a real WebSocket client that plays the bridge in one of the protocols, says what
 * a file holds and keeps what it hears at its place in time.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';

import { codecNamed } from '../../codec/registry.js';
import { MAX_PACKET_MS, MAX_PAYLOAD_BYTES, type CodecName, type CodecSession } from '../../codec/codec.js';
import { TacetError } from '../../core/errors.js';
import { delta32 } from '../../core/serial.js';
import type { CallId, LegRole } from '../../core/ids.js';
import { isSampleRate, millis, type SampleRate } from '../../core/units.js';
import type { Packet } from '../../media/packet.js';
import { Resampler } from '../../media/resampler.js';
import { ignoringSink } from '../../protocol/ignoring-sink.js';
import type { Opening, Protocol, ProtocolSession } from '../../protocol/protocol.js';

export const PTIME_MS = 20;

export interface PeerOptions {
  /** `ws://host:port` */
  readonly url: string;
  readonly protocol: Protocol;
  readonly callId: CallId;
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
  /** Of the wire; the file may have another one. */
  readonly #wireHz: SampleRate;
  readonly #opening: Opening;
  readonly #clockPerSample: number;
  readonly #socket: WebSocket;
  readonly #frame: Int16Array;
  readonly #said: Resampler | undefined;
  readonly #saidFrame: Int16Array;
  readonly #back: Resampler | undefined;
  readonly #payload = new Uint8Array(MAX_PAYLOAD_BYTES);
  readonly #decoded: Int16Array;
  readonly #backDecoded: Int16Array;
  #session: ProtocolSession | undefined;
  #firstTimestamp: number | undefined;
  #at = 0;
  /** Why the server closed the connection before we did. */
  refusal: string | undefined;
  #closing = false;

  /** @throws TacetError TACET_USAGE where the protocol has no bridge that could be played */
  constructor(options: PeerOptions) {
    this.#options = options;
    const { url, protocol, callId, role, rateHz, language } = options;
    const dialling = protocol.dial?.({
      callId,
      role,
      encoding: codecFor(rateHz),
      rateHz,
      ptimeMs: PTIME_MS,
      language,
      called: undefined,
      isTransparent: false,
    });
    if (dialling === undefined || typeof dialling === 'string') {
      throw new TacetError('TACET_USAGE', `a bridge of ${protocol.name} cannot be played`);
    }
    this.#opening = dialling.opening;
    const offer = dialling.opening.joining?.tracks[0];
    const codec = codecNamed(offer?.encoding ?? '');
    const wireHz = offer?.rateHz ?? rateHz;
    if (codec === undefined || !isSampleRate(wireHz)) throw new TacetError('TACET_CODEC_UNKNOWN');
    this.#wireHz = wireHz;
    this.heard = new Int16Array(options.keep);
    this.#frame = new Int16Array((rateHz * PTIME_MS) / 1_000);
    this.#decoded = new Int16Array((wireHz * MAX_PACKET_MS) / 1_000);
    this.#codec = codec.open(wireHz);
    this.#clockPerSample = codec.clockRateHz(wireHz) / wireHz;
    const isSame = wireHz === rateHz;
    this.#said = isSame ? undefined : new Resampler(rateHz, wireHz);
    this.#saidFrame = new Int16Array(this.#said?.maxOutput(this.#frame.length) ?? 0);
    this.#back = isSame ? undefined : new Resampler(wireHz, rateHz);
    this.#backDecoded = new Int16Array(this.#back?.maxOutput(this.#decoded.length) ?? 0);
    const query =
      protocol.name === 'rtp'
        ? `&codec=${codec.name}&rate=${String(wireHz)}&ptime=${String(PTIME_MS)}`
        : `&rate=${String(wireHz)}`;
    this.#socket = new WebSocket(
      `${url}/v1/${protocol.name}/${callId}/${role}?lang=${language}${query}`,
      dialling.subprotocol === undefined ? [] : [dialling.subprotocol],
      { perMessageDeflate: false },
    );
    this.#socket.on('message', (data, isBinary) =>
      this.#session?.receive(data as Buffer, isBinary, millis(performance.now())),
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
    this.#session = this.#opening.start(
      ignoringSink({
        audio: (_track, packet) => this.#hear(packet),
        send: (message) => this.#send(message),
      }),
    );
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
    const wire =
      this.#said === undefined
        ? frame
        : this.#saidFrame.subarray(0, this.#said.process(frame, this.#saidFrame));
    const bytes = this.#codec.encode(wire, this.#payload);
    const clock = wire.length * this.#clockPerSample;
    const payload = this.#payload.subarray(0, bytes);
    const message = this.#session?.tracks[0]?.wrap(payload, this.#at === 0, clock);
    if (message !== undefined) this.#send(Buffer.from(message), this.#opening.isText);
    this.#at += frame.length;
  }

  async close(): Promise<void> {
    this.#closing = true;
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    this.#session?.farewell(undefined);
    const closed = once(this.#socket, 'close');
    this.#socket.close(1_000);
    await closed;
    this.#codec.close();
  }

  #send(message: string | Buffer, isText = true): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(message, { binary: !isText });
  }

  #hear(packet: Packet): void {
    this.#firstTimestamp ??= packet.timestamp;
    const clock = delta32(packet.timestamp, this.#firstTimestamp);
    const count = this.#codec.decode(packet.payload, this.#decoded);
    if (count === undefined || clock < 0) return;
    const at = Math.round((clock / this.#clockPerSample) * (this.#options.rateHz / this.#wireHz));
    if (at >= this.heard.length) return;
    const pcm = this.#decoded.subarray(0, count);
    const own =
      this.#back === undefined
        ? pcm
        : this.#backDecoded.subarray(0, this.#back.process(pcm, this.#backDecoded));
    this.heard.set(own.subarray(0, this.heard.length - at), at);
  }
}

/** G.711 is what telephony speaks at 8 kHz; above it nothing is lost by linear PCM. */
const codecFor = (rateHz: SampleRate): CodecName => (rateHz === 8_000 ? 'PCMU' : 'L16');
