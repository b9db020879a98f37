/**
 * What a protocol adapter is: bytes of one WebSocket in, packets and events out, and back.
 *
 * An adapter reads and writes; it owns no socket and no timer. A session belongs to one leg. Nothing that a
 * peer sends makes it throw: it reports a fault by code.
 */
import type { ErrorCode } from '../core/errors.js';
import type { Millis } from '../core/units.js';
import type { Packet } from '../media/packet.js';

/** One RFC 4733 telephone-event packet, or its equal in another protocol. */
export interface TelephoneEvent {
  /** 0..9, 10 `*`, 11 `#`, 12..15 A..D. */
  readonly event: number;
  readonly end: boolean;
  /** RTP timestamp of the key's start. */
  readonly timestamp: number;
  /** In RTP clock units since `timestamp`. */
  readonly duration: number;
  /** Identifies the stream the key belongs to. */
  readonly ssrc: number;
}

/** What a session tells its leg. Views inside are valid only during the call. */
export interface ProtocolSink {
  audio(packet: Packet): void;
  telephoneEvent(event: TelephoneEvent, packet: Packet): void;
  /** Comfort noise, RFC 3389: the sender pauses. */
  comfortNoise(packet: Packet): void;
  /** A message the session dropped and counted; the leg goes on. */
  dropped(code: ErrorCode): void;
  /** A message the leg must end for. */
  fault(code: ErrorCode): void;
}

export interface ProtocolSession {
  receive(data: Uint8Array, binary: boolean, arrivalMs: Millis): void;
  /**
   * Wraps one payload as the next outgoing message.
   * @param durationClock how far the outgoing timestamp moves on after it, in RTP clock units
   * @returns a view that is valid until the next call
   */
  wrap(payload: Uint8Array, marker: boolean, durationClock: number): Uint8Array;
  /** Moves the outgoing timestamp on without sending: the sender pauses. */
  skip(durationClock: number): void;
}
