/**
 * What a protocol adapter is: bytes of one WebSocket in, packets and events out, and back.
 *
 * An adapter reads and writes; it owns no socket and no timer. A session belongs to one leg. Nothing that a
 * peer sends makes it throw: it reports a fault by code.
 */
import type { ErrorCode } from '../core/errors.js';
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

/** What a session tells its leg. Objects and views are valid only during the call. */
export interface ProtocolSink {
  audio(packet: Packet): void;
  /** Once for each event block of the packet, nearly always one; the packet is the same each time. */
  telephoneEvent(event: TelephoneEvent, packet: Packet): void;
  /** Comfort noise, RFC 3389: the sender pauses. */
  comfortNoise(packet: Packet): void;
  /**
   * A message the session dropped; the leg counts it and goes on. `packet` is there where the message has
   * used up a sequence number, so that nobody waits for it.
   */
  dropped(code: ErrorCode, packet?: Packet): void;
  /** A message the leg must end for. */
  fault(code: ErrorCode): void;
}

export interface ProtocolSession {
  receive(data: Uint8Array, binary: boolean, arrivalMs: Millis): void;
  /** What a packet of this payload type is: for packets that come back out of the jitter buffer. */
  kindOf(payloadType: number): PayloadKind;
  /**
   * Wraps one payload as the next outgoing message.
   * @param durationClock how far the outgoing timestamp moves on after it, in RTP clock units
   * @returns a view that is valid until the next call
   */
  wrap(payload: Uint8Array, marker: boolean, durationClock: number): Uint8Array;
  /** Moves the outgoing timestamp on without sending: the sender pauses. */
  skip(durationClock: number): void;
  /** Zeroes what the session holds of the last outgoing message. */
  close(): void;
}

/** What a session has to know of its leg, in RTP terms. */
export interface SessionParameters {
  /** The codec's default: static (0 PCMU, 8 PCMA) or dynamic (96..127). */
  readonly payloadType: number;
  readonly telephoneEventPayloadType: number;
}

export interface Protocol {
  readonly name: string;
  open(parameters: SessionParameters, sink: ProtocolSink): ProtocolSession;
}
