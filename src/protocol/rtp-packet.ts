/**
 * The RTP fixed header (RFC 3550, section 5.1), read and written in place.
 *
 *      0                   1                   2                   3
 *      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *     |V=2|P|X|  CC   |M|     PT      |        sequence number        |
 *     |                           timestamp                           |
 *     |                             SSRC                              |
 *     |     CSRC * CC, then, if X: profile(16) words(16) words * 32   |
 *     |     payload, then, if P: padding whose last octet counts it   |
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *
 * Reading keeps a view and copies nothing; header extensions are skipped, never looked into.
 */
import { lastView } from '../core/last-view.js';
import { millis, type Millis } from '../core/units.js';
import type { Packet } from '../media/packet.js';

export const RTP_HEADER_BYTES = 12;

const VERSION = 2;
const PADDING_BIT = 0x20;
const EXTENSION_BIT = 0x10;
const CSRC_COUNT_MASK = 0x0f;
const CSRC_BYTES = 4;
const EXTENSION_HEADER_BYTES = 4;
const MARKER_BIT = 0x80;
const PAYLOAD_TYPE_MASK = 0x7f;
/** The common header of RTCP, RFC 3550, section 6.4. */
const RTCP_MIN_BYTES = 4;
/** Second octet of RTCP where both share a transport: RFC 5761, section 4. */
const RTCP_FIRST = 192;
const RTCP_LAST = 223;

const NOTHING = new Uint8Array(0);

/** A packet to read into again and again. */
export class RtpPacket implements Packet {
  ssrc = 0;
  sequenceNumber = 0;
  timestamp = 0;
  payloadType = 0;
  marker = false;
  payload: Uint8Array = NOTHING;
  arrivalMs: Millis = millis(0);

  /** Lets go of the socket's chunk. */
  forget(): void {
    this.payload = NOTHING;
  }
}

/** Reads `data` into `packet`, which is changed only where the answer is `rtp`. */
export const readRtp = (data: Uint8Array, packet: RtpPacket): 'rtp' | 'rtcp' | 'malformed' => {
  if (data.length < RTCP_MIN_BYTES) return 'malformed';
  const first = data[0] as number;
  const second = data[1] as number;
  if (first >> 6 !== VERSION) return 'malformed';
  if (second >= RTCP_FIRST && second <= RTCP_LAST) return 'rtcp';
  if (data.length < RTP_HEADER_BYTES) return 'malformed';

  let from = RTP_HEADER_BYTES + (first & CSRC_COUNT_MASK) * CSRC_BYTES;
  if ((first & EXTENSION_BIT) !== 0) {
    if (from + EXTENSION_HEADER_BYTES > data.length) return 'malformed';
    const words = ((data[from + 2] as number) << 8) | (data[from + 3] as number);
    from += EXTENSION_HEADER_BYTES + words * 4;
  }
  let to = data.length;
  if (from > to) return 'malformed';
  if ((first & PADDING_BIT) !== 0) {
    const padding = data[to - 1] as number;
    if (padding === 0 || padding > to - from) return 'malformed';
    to -= padding;
  }

  packet.marker = (second & MARKER_BIT) !== 0;
  packet.payloadType = second & PAYLOAD_TYPE_MASK;
  packet.sequenceNumber = ((data[2] as number) << 8) | (data[3] as number);
  packet.timestamp = readUint32(data, 4);
  packet.ssrc = readUint32(data, 8);
  packet.payload = viewOf(data, from, to);
  return 'rtp';
};

/** Messages of many sockets come in the same bytes, and at the same place. */
const viewOf = lastView<Uint8Array>();

/** Writes a header without CSRC, extension and padding to the front of `out`. */
export const writeRtpHeader = (
  out: Uint8Array,
  marker: boolean,
  payloadType: number,
  sequenceNumber: number,
  timestamp: number,
  ssrc: number,
): void => {
  out[0] = VERSION << 6;
  out[1] = (marker ? MARKER_BIT : 0) | payloadType;
  out[2] = sequenceNumber >>> 8;
  out[3] = sequenceNumber;
  writeUint32(out, 4, timestamp);
  writeUint32(out, 8, ssrc);
};

const readUint32 = (data: Uint8Array, at: number): number =>
  (((data[at] as number) << 24) |
    ((data[at + 1] as number) << 16) |
    ((data[at + 2] as number) << 8) |
    (data[at + 3] as number)) >>>
  0;

const writeUint32 = (out: Uint8Array, at: number, value: number): void => {
  out[at] = value >>> 24;
  out[at + 1] = value >>> 16;
  out[at + 2] = value >>> 8;
  out[at + 3] = value;
};
