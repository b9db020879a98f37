/**
 * One codec payload off the wire, in RTP terms (RFC 3550, section 5.1), whatever protocol carried it.
 *
 * `payload` is a view on the socket's chunk: it is valid only during the call that hands the packet over.
 */
import type { Millis } from '../core/units.js';

export interface Packet {
  readonly ssrc: number;
  /** 16 bit, wraps. */
  readonly sequenceNumber: number;
  /** 32 bit, wraps, in units of the payload's RTP clock rate. */
  readonly timestamp: number;
  readonly payloadType: number;
  readonly marker: boolean;
  readonly payload: Uint8Array;
  readonly arrivalMs: Millis;
}
