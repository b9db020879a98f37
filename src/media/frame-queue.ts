/**
 * Frames that wait for the live gate: where each lies on the timeline and the payload bytes it came as.
 *
 * Arrival-clocked: a frame is due when the head of the timeline has moved `lookAhead` past its end, so the
 * steady state needs no timer. Slots are allocated once; a payload is kept only so that an untouched frame can
 * leave as the very bytes that came in, and is zeroed when its slot is freed.
 */
import type { FrameOrigin } from './frame.js';

export interface QueuedFrame {
  /** In samples on the leg's timeline. */
  from: number;
  samples: number;
  origin: FrameOrigin;
  marker: boolean;
  /** 0 where the frame has no bytes of its own. */
  payloadBytes: number;
  /** Just these bytes, where there are any. */
  payload: Uint8Array;
}

interface Slot extends QueuedFrame {
  /** `payload` is a view on it, made anew only where payloads change their length. */
  readonly room: Uint8Array;
}

export class FrameQueue {
  readonly #slots: Slot[];
  readonly #lookAhead: number;
  #first = 0;
  #count = 0;

  /**
   * @param lookAhead in samples
   * @param shortest the shortest frame that will be queued, in samples
   * @param payloadBytes the largest payload
   */
  constructor(lookAhead: number, shortest: number, payloadBytes: number) {
    this.#lookAhead = lookAhead;
    const capacity = Math.ceil(lookAhead / shortest) + 2;
    this.#slots = Array.from({ length: capacity }, () => {
      const room = new Uint8Array(payloadBytes);
      return { from: 0, samples: 0, origin: 'received', marker: false, payloadBytes: 0, payload: room, room };
    });
  }

  get count(): number {
    return this.#count;
  }

  /**
   * @param payload undefined for a frame that has no bytes of its own; one too large for a slot is not kept
   * @returns false where the queue is full: the caller takes what is due first
   */
  push(
    from: number,
    samples: number,
    origin: FrameOrigin,
    marker: boolean,
    payload: Uint8Array | undefined,
  ): boolean {
    if (this.#count === this.#slots.length) return false;
    const slot = this.#slots[(this.#first + this.#count) % this.#slots.length] as Slot;
    slot.from = from;
    slot.samples = samples;
    slot.origin = origin;
    slot.marker = marker;
    slot.payloadBytes = 0;
    if (payload !== undefined && payload.length <= slot.room.length) {
      if (payload.length !== slot.payload.length) slot.payload = slot.room.subarray(0, payload.length);
      slot.payload.set(payload);
      slot.payloadBytes = payload.length;
    }
    this.#count++;
    return true;
  }

  /** The oldest frame if its time has come; it stays queued until `free`. */
  due(head: number): QueuedFrame | undefined {
    if (this.#count === 0) return undefined;
    const slot = this.#slots[this.#first] as Slot;
    return slot.from + slot.samples + this.#lookAhead <= head ? slot : undefined;
  }

  /** Frees the oldest slot and zeroes its payload. */
  free(): void {
    const slot = this.#slots[this.#first] as Slot;
    if (slot.payloadBytes > 0) slot.payload.fill(0);
    slot.payloadBytes = 0;
    this.#first = (this.#first + 1) % this.#slots.length;
    this.#count--;
  }

  /** Zeroes and forgets everything. */
  close(): void {
    while (this.#count > 0) this.free();
  }

  /** Non-zero payload bytes held: 0 after `close`. For tests and self-checks. */
  residue(): number {
    let count = 0;
    for (const slot of this.#slots) for (const byte of slot.room) if (byte !== 0) count++;
    return count;
  }
}
