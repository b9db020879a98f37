/**
 * The payload of a telephone-event packet (RFC 4733, section 2.3): one or more blocks of four octets.
 *
 *      0                   1                   2                   3
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *     |     event     |E|R|  volume   |           duration            |
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *
 * Duration counts in RTP clock units from the packet's timestamp. Further blocks follow each other without
 * a pause, so all but the last have ended (section 2.5.1). key-press.ts makes keys of these.
 */
import { add32 } from '../core/serial.js';
import type { Packet } from '../media/packet.js';
import type { TelephoneEvent } from './protocol.js';

export const TELEPHONE_EVENT_BYTES = 4;

const END_BIT = 0x80;

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/**
 * Reports every block of the packet through one reused object.
 * @returns false, with nothing reported, where the payload is no whole number of blocks.
 */
export const readTelephoneEvents = (
  packet: Packet,
  event: Writable<TelephoneEvent>,
  report: (event: TelephoneEvent, packet: Packet) => void,
): boolean => {
  const { payload } = packet;
  if (payload.length === 0 || payload.length % TELEPHONE_EVENT_BYTES !== 0) return false;
  let timestamp = packet.timestamp;
  const blocks = payload.length;
  for (let at = 0; at < blocks; at += TELEPHONE_EVENT_BYTES) {
    const isLast = at + TELEPHONE_EVENT_BYTES === blocks;
    event.event = payload[at] as number;
    event.end = !isLast || ((payload[at + 1] as number) & END_BIT) !== 0;
    event.duration = ((payload[at + 2] as number) << 8) | (payload[at + 3] as number);
    event.timestamp = timestamp;
    event.ssrc = packet.ssrc;
    timestamp = add32(timestamp, event.duration);
    report(event, packet);
  }
  event.event = 0;
  return true;
};

/** Writes one block to the front of `out`. */
export const writeTelephoneEvent = (
  out: Uint8Array,
  event: number,
  end: boolean,
  volume: number,
  duration: number,
): void => {
  out[0] = event;
  out[1] = (end ? END_BIT : 0) | (volume & 0x3f);
  out[2] = duration >>> 8;
  out[3] = duration;
};
