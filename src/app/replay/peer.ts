/**
 * One connection of a replayed call: a real WebSocket client that plays the bridge in one of the protocols, for one
 * party or, where one connection carries both, for caller and agent.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';

import { PeerVoice, PTIME_MS } from './peer-voice.js';
import type { CodecName } from '../../codec/codec.js';
import { TacetError } from '../../core/errors.js';
import type { CallId, LegRole } from '../../core/ids.js';
import { millis, type SampleRate } from '../../core/units.js';
import { ignoringSink } from '../../protocol/ignoring-sink.js';
import { playBridge, playTarget } from '../../protocol/play.js';
import type { Joining, Opening, Protocol, ProtocolSession } from '../../protocol/protocol.js';

export interface PeerOptions {
  /** `ws://host:port` */
  readonly url: string;
  readonly protocol: Protocol;
  readonly callId: CallId;
  /** Whose audio the connection carries. */
  readonly roles: readonly LegRole[];
  readonly rateHz: SampleRate;
  readonly language: string;
  /** What they say; silence goes on after it. */
  readonly pcm: Readonly<Record<LegRole, Int16Array>>;
  /** How much of what they hear is kept, in samples. */
  readonly keep: number;
}

export class Peer {
  readonly #options: PeerOptions;
  readonly #opening: Opening;
  readonly #socket: WebSocket;
  #voices: readonly PeerVoice[] = [];
  #session: ProtocolSession | undefined;
  #at = 0;
  /** Why the server closed the connection before we did. */
  refusal: string | undefined;
  #closing = false;

  /** @throws TacetError TACET_USAGE where the protocol has no bridge that could be played for these parties */
  constructor(options: PeerOptions) {
    this.#options = options;
    const { url, protocol, callId, roles, rateHz, language } = options;
    const request = { callId, roles, encoding: codecFor(rateHz), rateHz, ptimeMs: PTIME_MS, language };
    const playing = playBridge(protocol, request);
    if (typeof playing === 'string')
      throw new TacetError('TACET_USAGE', `a bridge of ${protocol.name} cannot be played: ${playing}`);
    const { opening, subprotocol, headers } = playing;
    this.#opening = opening;
    this.#socket = new WebSocket(
      `${url}${playTarget(protocol, request, playing)}`,
      subprotocol === undefined ? [] : [subprotocol],
      { headers, perMessageDeflate: false },
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

  /**
   * Resolves when audio can be said.
   * @throws TacetError TACET_PEER_LEFT where the server does not take the connection
   */
  async open(): Promise<void> {
    const [role] = this.#options.roles;
    try {
      await once(this.#socket, 'open');
    } catch (error) {
      throw new TacetError('TACET_PEER_LEFT', role, { cause: error });
    }
    const joining = await new Promise<Joining | undefined>((resolve) => {
      this.#socket.once('close', () => resolve(undefined));
      this.#session = this.#opening.start(
        ignoringSink({
          joined: resolve,
          audio: (track, packet) => this.#voices[track]?.hear(packet),
          send: (message) => this.#send(message),
        }),
      );
      if (this.#opening.joining !== undefined) resolve(this.#opening.joining);
    });
    if (joining === undefined) throw new TacetError('TACET_PEER_LEFT', role);
    const { pcm, rateHz, keep } = this.#options;
    this.#voices = joining.tracks.map((track) => new PeerVoice(track, pcm[track.role], rateHz, keep));
  }

  /** Milliseconds said so far. */
  get saidMs(): number {
    return (this.#at * 1_000) / this.#options.rateHz;
  }

  /** What this party heard; undefined where its bridge sends a copy. */
  heard(role: LegRole): Int16Array | undefined {
    return this.#voices.find((voice) => voice.role === role)?.heard;
  }

  /** Says the next 20 ms. */
  say(): void {
    this.#voices.forEach((voice, track) => {
      const message = voice.say(this.#session?.tracks[track], this.#at);
      // The view is used again for the next message.
      if (message !== undefined) this.#send(Buffer.from(message), this.#opening.isText);
    });
    this.#at += (this.#options.rateHz * PTIME_MS) / 1_000;
  }

  async close(): Promise<void> {
    this.#closing = true;
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    this.#session?.farewell?.(undefined);
    const closed = once(this.#socket, 'close');
    this.#socket.close(1_000);
    await closed;
    this.#session?.close();
    for (const voice of this.#voices) voice.close();
  }

  #send(message: string | Buffer, isText = true): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(message, { binary: !isText });
  }
}

/** G.711 is what telephony speaks at 8 kHz; above it nothing is lost by linear PCM. */
const codecFor = (rateHz: SampleRate): CodecName => (rateHz === 8_000 ? 'PCMU' : 'L16');

/** Whether one connection of this protocol carries caller and agent. */
export const carriesBoth = (protocol: Protocol, callId: CallId, rateHz: SampleRate): boolean =>
  typeof playBridge(protocol, {
    callId,
    roles: ['caller', 'agent'],
    encoding: codecFor(rateHz),
    rateHz,
    ptimeMs: PTIME_MS,
    language: undefined,
  }) !== 'string';
