/**
 * What a protocol adapter is: messages of one WebSocket in, packets and events out, and back.
 *
 *     upgrade request -> Protocol.open -> Opening -> ProtocolSession <-> ProtocolSink
 *                                                     tracks[0], tracks[1]: one leg each
 *
 * An adapter reads and writes; it owns no socket and no timer. A connection carries one leg, or, where a bridge
 * sends both parties down one socket, two. Nothing that a peer sends makes a session throw: it reports a fault
 * by code.
 */
import type { IncomingHttpHeaders } from 'node:http';

import type { CallAbout } from './about.js';
import type { ErrorCode } from '../core/errors.js';
import type { CallId, LegRole } from '../core/ids.js';
import type { Millis } from '../core/units.js';
import type { Packet } from '../media/packet.js';

/** One RFC 4733 event block, or its equal in another protocol. Valid only during the call. */
export interface TelephoneEvent {
  /** 0..9, 10 `*`, 11 `#`, 12..15 A..D; higher ones (16 is the hook flash) are no keys. */
  readonly event: number;
  readonly end: boolean;
  /** RTP timestamp of the key's start. */
  readonly timestamp: number;
  /** In RTP clock units since `timestamp`. */
  readonly duration: number;
  /** Identifies the stream the key belongs to. */
  readonly ssrc: number;
}

export type PayloadKind = 'audio' | 'telephone-event' | 'comfort-noise' | 'unknown';

/** What the upgrade request says. Path and query are the same for every protocol: `/v1/{name}/{call}/{leg}`. */
export interface BridgeRequest {
  readonly callId: CallId | undefined;
  readonly role: LegRole | undefined;
  /** Two or three letters. */
  readonly language: string | undefined;
  /** Whose call it is, where one server serves several: `tenant` in the query. */
  readonly tenant: string | undefined;
  /** Consent and the caller's id, as the query has them; adapters look among their own parameters as well. */
  readonly about?: CallAbout | undefined;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Path and query as they stand on the request line. */
  readonly target: string;
  /** The base that bridges dial, such as `wss://tacet.example.com`, where it is configured. */
  readonly publicUrl: string | undefined;
  /** Unix time in seconds, for what expires. */
  readonly unixTime: number;
}

/** One track of a connection as its peer describes it; the leg checks it. */
export interface TrackOffer {
  readonly role: LegRole;
  /** Name of the encoding: PCMU, PCMA, L16, L16LE, OPUS. */
  readonly encoding: string;
  /** Undefined: the lowest that the codec has. */
  readonly rateHz: number | undefined;
  readonly ptimeMs: number;
  readonly telephoneEventPayloadType: number;
  /** A copy of what the party says: there is no way back to it. */
  readonly isCopy: boolean;
  /** Each message must hold exactly `ptimeMs`: whatever comes in other lengths is gathered and cut. */
  readonly isFramed: boolean;
  /** What is sent waits in a queue of the peer and is played without haste: late audio stays late. */
  readonly isQueued: boolean;
  /** What is sent may come faster than it is spoken, as voice bots do; it is then paced. */
  readonly isBursty: boolean;
  /** Messages that carry no audio pass between this party and the other one, unchanged and in order. */
  readonly isTransparent: boolean;
}

/** Who has joined which call. */
export interface Joining {
  readonly callId: CallId;
  readonly language: string | undefined;
  /** One or two; two have different roles. */
  readonly tracks: readonly TrackOffer[];
  /** The number or name that was called, where the protocol tells. */
  readonly called: string | undefined;
  /** What the bridge's own parameters say about the call. */
  readonly about?: CallAbout | undefined;
}

/** What a session tells its connection. Objects and views are valid only during the call. */
export interface ProtocolSink {
  /** The peer has said who it is; at most once, and not where `Opening.joining` said so already. */
  joined(joining: Joining): void;
  audio(track: number, packet: Packet): void;
  /** Once for each event block of the packet, nearly always one; the packet is the same each time. */
  telephoneEvent(track: number, event: TelephoneEvent, packet: Packet): void;
  /** Comfort noise, RFC 3389: the sender pauses. */
  comfortNoise(track: number, packet: Packet): void;
  /**
   * A key in protocols that tell it once, when it is over.
   * @param message the whole message, for a relay that may pass it on
   */
  key(track: number, event: number, durationMs: number | undefined, message: Uint8Array): void;
  /**
   * A message the session dropped; the leg counts it and goes on. `packet` is there where the message has
   * used up a sequence number, so that nobody waits for it.
   */
  dropped(track: number, code: ErrorCode, packet?: Packet): void;
  /** A message the connection must end for. */
  fault(code: ErrorCode): void;
  /** An answer that the protocol demands. */
  send(message: string): void;
  /** Everything that is no audio and no key, for a relay that passes it on unchanged. */
  other(message: Uint8Array, isBinary: boolean): void;
  /**
   * The peer wants to know when what it said so far was heard: calls back once all audio before this has left to
   * the other party, or was dropped for `clear`. Not where the call has ended before.
   */
  echo(track: number, reply: () => void): void;
  /** The peer wants what was sent to the other party and was not heard yet to be dropped. */
  clear(track: number): void;
  /** The parties speak this language from now on: two or three letters. */
  language(language: string): void;
  /** The peer says that this is the end. */
  left(): void;
}

/** The way out of one track. */
export interface Track {
  /** What a packet of this payload type is: for packets that come back out of the jitter buffer. */
  kindOf(payloadType: number): PayloadKind;
  /**
   * Wraps one payload as the next outgoing message.
   * @param durationClock how far the outgoing timestamp moves on after it, in RTP clock units
   * @returns a view that is valid until the next call of this or any other track; undefined where nothing can be sent now
   */
  wrap(payload: Uint8Array, marker: boolean, durationClock: number): Uint8Array | undefined;
  /** Moves the outgoing timestamp on without sending: the sender pauses. */
  skip(durationClock: number): void;
  /** The message that makes the peer drop what it has not played yet; undefined where there is none. */
  clear(): string | undefined;
}

export interface ProtocolSession {
  /** By number; those of the joining. */
  readonly tracks: readonly Track[];
  receive(data: Buffer, isBinary: boolean, arrivalMs: Millis): void;
  /** Whatever depends on time passing; about ten times a second once its call is there. */
  tick?(nowMs: Millis): void;
  /** A message of the other party passes to this peer. */
  passing?(message: Uint8Array): void;
  /** Whether anything that a track of this connection says is being masked now. */
  masked?(isMasked: boolean): void;
  /**
   * The connection is to be closed by us: says so in the protocol's own words.
   * @param code undefined where the call is simply over
   * @returns whether the peer will close the socket now; where there are no such words it does not
   */
  farewell?(code: ErrorCode | undefined): boolean;
  /** Zeroes what the session holds of the last messages. */
  close(): void;
}

/** A request that may be upgraded. */
export interface Opening {
  /** Where the request alone says who joins. */
  readonly joining: Joining | undefined;
  /** Whether media messages are text. */
  readonly isText: boolean;
  /** The peer sends nothing while its party is silent or on hold: pings ask whether it is still there. */
  readonly mayPause?: boolean;
  start(sink: ProtocolSink): ProtocolSession;
}

/** What Tacet needs to know to dial a server. */
export interface DialRequest {
  readonly callId: CallId;
  /** Who is at the other end. */
  readonly role: LegRole;
  /** Of the leg it is to talk to: best taken as it is, so that nothing is coded anew. */
  readonly encoding: string;
  readonly rateHz: number;
  readonly ptimeMs: number;
  readonly language: string | undefined;
  readonly called: string | undefined;
  /** The bridge's own first messages pass: the session says none. */
  readonly isTransparent: boolean;
}

/** How to dial: the connection's first words are said by the session as it starts. */
export interface Dialling {
  /**
   * Which end Tacet is. `bridge`: whoever is dialled takes Tacet for the bridge, as a voice bot does. `application`:
   * the bridge itself is dialled, as one that waits for its application to connect.
   */
  readonly end: 'bridge' | 'application';
  readonly subprotocol: string | undefined;
  /** With a joining, unless it is the server that chooses the format. */
  readonly opening: Opening;
}

/** Of a bridge that is played towards Tacet. */
export interface PlayRequest extends Pick<
  DialRequest,
  'callId' | 'encoding' | 'rateHz' | 'ptimeMs' | 'language'
> {
  /** Whose audio the connection carries: one party's, or caller and agent. */
  readonly roles: readonly LegRole[];
}

/** How a played bridge dials `/v1/{name}/{call}/{leg}`. */
export interface Playing extends Omit<Dialling, 'end'> {
  /** What else the request says. */
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Protocol {
  readonly name: string;
  /** Of the longest message that its bridges send, where that is more than `limits.messageBytes`. */
  readonly messageBytes?: number;
  /** So long a request without the right credentials waits for its refusal: who guesses is kept waiting. */
  readonly refusalDelayMs?: number;
  /** Of the WebSocket; the first that the peer offers, too, is chosen. */
  readonly subprotocols: readonly string[];
  /**
   * @param credentials this protocol's part of the configuration, checked by its schema
   * @returns why the request is refused before the upgrade; undefined where it may go on
   */
  authenticate(request: BridgeRequest, credentials: unknown): ErrorCode | undefined;
  /** @param settings this protocol's part of the configuration, checked by its schema */
  open(request: BridgeRequest, settings?: unknown): Opening | ErrorCode;
  /**
   * Headers that show a server who is dialling, as the vendor's own would.
   * @param secret what both share
   */
  readonly sign:
    ((url: string, secret: string, unixTime: number) => Readonly<Record<string, string>>) | undefined;
  /** Towards a server; undefined where the protocol cannot be spoken that way round. */
  readonly dial: ((request: DialRequest) => Dialling | ErrorCode) | undefined;
  /**
   * Plays the bridge towards Tacet, for replays, benches and tests; undefined where `dial` does that already. Use
   * it through `playBridge`.
   * @returns TACET_MIX where one connection does not carry both parties
   */
  readonly play?: (request: PlayRequest) => Playing | ErrorCode;
}
