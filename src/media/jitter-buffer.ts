/**
 * Puts packets in order by sequence number, and adds no delay while they come in order.
 *
 *     arrives   5  6     8  9     7        12
 *     leaves    5  6              7 8 9              12 (two lost: held in vain for 60 ms)
 *                        \__held__/        \__held__/
 *
 * Third step of the walk, before the timeline. What fits leaves within `push`; what comes behind a gap is
 * held, at most `depthMs` of media or of time. What comes later than that is dropped and counted. Owns the
 * copies it holds and zeroes each when it leaves. Never looks into a payload, has no timer.
 */
import { add16, delta16, delta32 } from '../core/serial.js';
import { millis, type Millis } from '../core/units.js';
import { HELD_SLOTS, HeldPackets, Slot } from './held-packets.js';
import type { Packet } from './packet.js';

/** `sequence`: the same source counts anew; `source`: another SSRC has taken over. */
export type RestartCause = 'sequence' | 'source';

export interface JitterSink {
  /**
   * The next packet in order. A view, valid only during the call.
   * @param lostBefore sequence numbers given up right before it
   */
  packet(packet: Packet, lostBefore: number): void;
  /** The next packet is no continuation of the last one. */
  restarted(cause: RestartCause): void;
}

export interface JitterOptions {
  /** RTP clock of the leg's payload types. */
  readonly clockRateHz: number;
  /** How much is held for a missing packet: 0..200 ms, 60 by default. */
  readonly depthMs?: number;
  /** Its packets repeat one timestamp, so they say nothing about jitter. */
  readonly telephoneEventPayloadType?: number;
  /** Where held payloads lie, evenly divided; JITTER_STORAGE_BYTES are allocated by default. */
  readonly storage?: Uint8Array;
}

/** RFC 3550, appendix A.1. */
const MAX_DROPOUT = 3_000;
const MAX_MISORDER = 100;
/** A new SSRC must have sent so many packets with none of the old one between them. */
const SOURCE_PROBATION = 5;
const DEFAULT_DEPTH_MS = 60;
const MAX_DEPTH_MS = 200;
/** At least MAX_MISORDER. */
const HISTORY = 128;
/** RFC 3550, section 6.4.1. */
const JITTER_GAIN = 1 / 16;

/** One slot more than can be held: for the packet that may start a new count. Payloads up to 320 bytes. */
export const JITTER_STORAGE_BYTES = (HELD_SLOTS + 1) * 320;

export class JitterBuffer {
  readonly #sink: JitterSink;
  readonly #depthMs: number;
  readonly #clockPerMs: number;
  readonly #telephoneEventPayloadType: number | undefined;

  /** Of the first disorder: most legs have none, and need no room for it. */
  #held: HeldPackets | undefined;
  /** The first packet of what may be a new count. */
  #probe: Slot | undefined;
  readonly #storage: Uint8Array | undefined;
  #isProbing = false;

  #isStarted = false;
  #isClosed = false;
  /** As a signed number, like timestamps: others would lie beside the object, and be fetched for each packet. */
  #ssrc = 0;
  #expected = 0;
  /** Sequence numbers since the count began, so far. */
  #passed = 0;
  /** Those that were given up last, counted alike: of the first loss. */
  #givenUp: number[] | undefined;
  #newSource = 0;
  #newSourcePackets = 0;

  #hasTransit = false;
  #lastArrivalMs = 0;
  #lastTimestamp = 0;

  // Between calls: received === emitted + late + duplicate + stray + discarded + held.
  received = 0;
  emitted = 0;
  /** Came after it was given up. */
  late = 0;
  duplicate = 0;
  /** Of another source, or far off the count, and not followed by enough of its kind. */
  stray = 0;
  /** Held when the buffer was closed. */
  discarded = 0;
  /** Sequence numbers given up, whether they came late or never. */
  lost = 0;
  /** Overtaken on the way, and put right. */
  reordered = 0;
  restarts = 0;
  /** Gaps given up before their time, for want of room. */
  overflow = 0;
  /** Interarrival jitter in RTP clock units (RFC 3550, appendix A.8). */
  jitterClock = 0;

  constructor(options: JitterOptions, sink: JitterSink) {
    this.#sink = sink;
    this.#clockPerMs = options.clockRateHz / 1000;
    this.#depthMs = Math.min(MAX_DEPTH_MS, Math.max(0, options.depthMs ?? DEFAULT_DEPTH_MS));
    this.#telephoneEventPayloadType = options.telephoneEventPayloadType;
    this.#storage = options.storage;
  }

  /** Packets held now. */
  get held(): number {
    return this.#waiting + (this.#isProbing ? 1 : 0);
  }

  get jitterMs(): Millis {
    return millis(this.jitterClock / this.#clockPerMs);
  }

  /** Takes every packet of the sequence space, audio or not. */
  push(packet: Packet): void {
    if (this.#isClosed) return;
    this.received++;
    if (!this.#isStarted) {
      this.#isStarted = true;
      this.#adopt(packet.ssrc, packet.sequenceNumber);
    } else if ((packet.ssrc | 0) === this.#ssrc) {
      this.#newSourcePackets = 0;
    } else if (!this.#admit(packet)) {
      return;
    }
    const ahead = delta16(packet.sequenceNumber, this.#expected);
    if (ahead < -MAX_MISORDER || ahead >= MAX_DROPOUT) {
      this.#probeRestart(packet);
      return;
    }
    this.#dropProbe();
    if (ahead < 0) this.#dropOld(packet);
    else if (ahead > 0) this.#hold(packet);
    else {
      if (this.#waiting > 0) this.reordered++;
      this.#measureJitter(packet);
      this.#emit(packet);
      this.#drain();
    }
    this.tick(packet.arrivalMs);
  }

  /** Gives up on what has been waited for too long. */
  tick(nowMs: Millis): void {
    while (this.#waiting > 0 && this.#isOverdue(nowMs)) this.#giveUp();
  }

  /** The stream has ended: what is held goes out, and what is missing is given up. */
  flush(): void {
    this.#dropProbe();
    while (this.#waiting > 0) this.#giveUp();
  }

  /** Zeroes what is held; nothing goes in or out any more. */
  close(): void {
    this.#isClosed = true;
    this.discarded += this.held;
    this.#isProbing = false;
    this.#probe?.clear();
    this.#held?.clear();
  }

  /** Packets behind a gap. */
  get #waiting(): number {
    return this.#held?.size ?? 0;
  }

  get #room(): { readonly held: HeldPackets; readonly probe: Slot } {
    if (this.#held === undefined || this.#probe === undefined) {
      const storage = this.#storage ?? new Uint8Array(JITTER_STORAGE_BYTES);
      const slotBytes = Math.floor(storage.length / (HELD_SLOTS + 1));
      this.#probe = new Slot(storage.subarray(0, slotBytes));
      this.#held = new HeldPackets(storage.subarray(slotBytes));
    }
    return { held: this.#held, probe: this.#probe };
  }

  #adopt(ssrc: number, sequenceNumber: number): void {
    this.#ssrc = ssrc | 0;
    this.#expected = sequenceNumber;
    this.#passed = 0;
    this.#givenUp = undefined;
    this.#newSourcePackets = 0;
    this.#hasTransit = false;
  }

  /** @returns whether the packet's source, which is not the one we follow, has now taken over. */
  #admit(packet: Packet): boolean {
    if (packet.ssrc !== this.#newSource) this.#newSourcePackets = 0;
    this.#newSource = packet.ssrc;
    this.#newSourcePackets++;
    if (this.#newSourcePackets < SOURCE_PROBATION) {
      this.stray++;
      return false;
    }
    this.flush();
    return this.#restart(packet, packet.sequenceNumber, 'source');
  }

  /** A packet far off the count: it is a new count where the next one follows on it. */
  #probeRestart(packet: Packet): void {
    const { probe } = this.#room;
    if (this.#isProbing) {
      const step = delta16(packet.sequenceNumber, probe.sequenceNumber);
      if (step === 0) {
        this.duplicate++;
        return;
      }
      if (step === 1) {
        this.#startAgain(probe, packet);
        return;
      }
      this.#dropProbe();
    }
    probe.fill(packet);
    this.#isProbing = true;
  }

  #startAgain(first: Slot, second: Packet): void {
    while (this.#waiting > 0) this.#giveUp();
    if (!this.#restart(second, first.sequenceNumber, 'sequence')) return;
    this.#isProbing = false;
    this.#measureJitter(first);
    this.#emit(first);
    first.clear();
    this.#measureJitter(second);
    this.#emit(second);
  }

  #dropProbe(): void {
    if (!this.#isProbing) return;
    this.#isProbing = false;
    this.#probe?.clear();
    this.stray++;
  }

  /** @returns false where the sink has closed the buffer meanwhile: the packet then goes nowhere. */
  #restart(packet: Packet, sequenceNumber: number, cause: RestartCause): boolean {
    if (!this.#isClosed) {
      this.#adopt(packet.ssrc, sequenceNumber);
      this.restarts++;
      this.#sink.restarted(cause);
    }
    return !this.#discardIfClosed();
  }

  #dropOld(packet: Packet): void {
    const place = this.#passed + delta16(packet.sequenceNumber, this.#expected);
    const isLate = place < 0 || this.#givenUp?.includes(place) === true;
    if (isLate) this.late++;
    else this.duplicate++;
  }

  #hold(packet: Packet): void {
    const { held } = this.#room;
    if (held.has(packet.sequenceNumber)) {
      this.duplicate++;
      return;
    }
    this.#measureJitter(packet);
    while (!held.hasRoomFor(packet.payload.length)) {
      this.overflow++;
      const lowest = held.lowest;
      const isLowest = lowest === undefined || delta16(lowest.sequenceNumber, packet.sequenceNumber) > 0;
      if (!isLowest) this.#giveUp();
      if (isLowest || packet.sequenceNumber === this.#expected) {
        this.#emit(packet);
        this.#drain();
        return;
      }
    }
    if (this.#discardIfClosed()) return;
    if (held.insert(packet)) this.reordered++;
  }

  #isOverdue(nowMs: number): boolean {
    const held = this.#held;
    if (held === undefined) return false;
    if (nowMs - held.heldSinceMs() >= this.#depthMs) return true;
    // The last packet lasts, too: as soon as the spread is as long, what is held is longer.
    return held.spreadClock() >= this.#depthMs * this.#clockPerMs;
  }

  /** Declares what is missing before the lowest held packet lost. */
  #giveUp(): void {
    this.#emitLowest();
    this.#drain();
  }

  #drain(): void {
    while (this.#held?.lowest?.sequenceNumber === this.#expected) this.#emitLowest();
  }

  #emitLowest(): void {
    const slot = this.#held?.takeLowest();
    if (slot === undefined) return;
    this.#emit(slot);
    this.#held?.letGo(slot);
  }

  #emit(packet: Packet): void {
    if (this.#discardIfClosed()) return;
    const lostBefore = delta16(packet.sequenceNumber, this.#expected);
    if (lostBefore > 0) this.#noteLost(lostBefore);
    this.#passed += lostBefore + 1;
    this.#expected = add16(packet.sequenceNumber, 1);
    this.emitted++;
    this.lost += lostBefore;
    this.#sink.packet(packet, lostBefore);
  }

  #noteLost(count: number): void {
    const lost = Array.from({ length: Math.min(count, HISTORY) }, (_, i) => this.#passed + count - 1 - i);
    this.#givenUp = [...lost, ...(this.#givenUp ?? [])].slice(0, HISTORY);
  }

  #discardIfClosed(): boolean {
    if (this.#isClosed) this.discarded++;
    return this.#isClosed;
  }

  /** RFC 3550, appendix A.8, in order of arrival. */
  #measureJitter(packet: Packet): void {
    if (packet.payloadType === this.#telephoneEventPayloadType) return;
    if (this.#hasTransit && !packet.marker) {
      const elapsedClock = (packet.arrivalMs - this.#lastArrivalMs) * this.#clockPerMs;
      const change = Math.abs(elapsedClock - delta32(packet.timestamp, this.#lastTimestamp));
      this.jitterClock += (change - this.jitterClock) * JITTER_GAIN;
    }
    this.#hasTransit = true;
    this.#lastArrivalMs = packet.arrivalMs;
    this.#lastTimestamp = packet.timestamp | 0;
  }
}
