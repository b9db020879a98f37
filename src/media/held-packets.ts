/**
 * The packets a jitter buffer holds behind a gap: copies in preallocated slots, sorted by sequence number.
 *
 *     storage   | slot | slot | slot | ...          allocated once, zeroed whenever a packet is let go
 *     #sorted     812    814    815                 ascending, with wrap-around; at most 24
 *
 * Owns the copies from `insert` until `letGo` or `clear`. Never looks into a payload. A payload that is
 * larger than a slot gets room of its own for as long as it is held.
 */
import { delta16, delta32 } from '../core/serial.js';
import { millis, type Millis } from '../core/units.js';
import type { Packet } from './packet.js';

/** 200 ms of 10 ms packets and some more. */
export const HELD_SLOTS = 24;
/** Bounds what oversized payloads can make it hold. */
export const MAX_HELD_BYTES = 65_536;

const NOTHING = new Uint8Array(0);

/** One packet kept beyond the call that brought it. */
export class Slot implements Packet {
  readonly #home: Uint8Array;
  ssrc = 0;
  sequenceNumber = 0;
  timestamp = 0;
  payloadType = 0;
  marker = false;
  payload: Uint8Array = NOTHING;
  arrivalMs: Millis = millis(0);

  constructor(home: Uint8Array) {
    this.#home = home;
  }

  /** Copies: the packet's own payload dies with the message it came in. */
  fill(packet: Packet): void {
    const bytes = packet.payload.length;
    this.payload = bytes <= this.#home.length ? this.#home.subarray(0, bytes) : new Uint8Array(bytes);
    this.payload.set(packet.payload);
    this.ssrc = packet.ssrc;
    this.sequenceNumber = packet.sequenceNumber;
    this.timestamp = packet.timestamp;
    this.payloadType = packet.payloadType;
    this.marker = packet.marker;
    this.arrivalMs = packet.arrivalMs;
  }

  clear(): void {
    this.payload.fill(0);
    this.payload = NOTHING;
  }
}

export class HeldPackets {
  readonly #free: Slot[] = [];
  readonly #sorted: Slot[] = [];
  #bytes = 0;

  constructor(storage: Uint8Array) {
    const slotBytes = Math.floor(storage.length / HELD_SLOTS);
    for (let i = 0; i < HELD_SLOTS; i++) {
      this.#free.push(new Slot(storage.subarray(i * slotBytes, (i + 1) * slotBytes)));
    }
  }

  get size(): number {
    return this.#sorted.length;
  }

  get lowest(): Packet | undefined {
    return this.#sorted[0];
  }

  has(sequenceNumber: number): boolean {
    return this.#sorted.some((slot) => slot.sequenceNumber === sequenceNumber);
  }

  hasRoomFor(bytes: number): boolean {
    return this.#free.length > 0 && this.#bytes + bytes <= MAX_HELD_BYTES;
  }

  /**
   * Copies the packet into a free slot; there must be room.
   * @returns whether a held one had overtaken it
   */
  insert(packet: Packet): boolean {
    const slot = this.#free.pop();
    if (slot === undefined) return false;
    slot.fill(packet);
    this.#bytes += slot.payload.length;
    let at = this.#sorted.push(slot) - 1;
    for (; at > 0; at--) {
      const before = this.#sorted[at - 1] as Slot;
      if (delta16(slot.sequenceNumber, before.sequenceNumber) > 0) break;
      this.#sorted[at] = before;
    }
    this.#sorted[at] = slot;
    return at < this.#sorted.length - 1;
  }

  /** Takes the lowest out; the caller gives it back with `letGo` once it has been read. */
  takeLowest(): Slot | undefined {
    const slot = this.#sorted.shift();
    if (slot !== undefined) this.#bytes -= slot.payload.length;
    return slot;
  }

  letGo(slot: Slot): void {
    slot.clear();
    this.#free.push(slot);
  }

  /** Zeroes and frees everything held. */
  clear(): void {
    for (let slot = this.takeLowest(); slot !== undefined; slot = this.takeLowest()) this.letGo(slot);
  }

  /** When the first of them came: the gap before them is known since then. */
  heldSinceMs(): number {
    let since = Infinity;
    for (const slot of this.#sorted) since = Math.min(since, slot.arrivalMs);
    return since;
  }

  /** Between the first and the last of their timestamps. */
  spreadClock(): number {
    const origin = this.#sorted[0]?.timestamp ?? 0;
    let low = 0;
    let high = 0;
    for (const slot of this.#sorted) {
      const from = delta32(slot.timestamp, origin);
      low = Math.min(low, from);
      high = Math.max(high, from);
    }
    return high - low;
  }
}
