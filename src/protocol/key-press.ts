/**
 * Makes key presses of telephone-event packets (RFC 4733, section 2.5), in whatever order they arrive.
 *
 *     packet  M                     E E E        M          one timestamp a key: its start
 *     key     down updated updated  up           down ...
 *
 * A key goes down with whatever packet of it is seen first, and up with its first end packet, with the start
 * of another key, or after 200 ms without news. A key longer than 65535 clock units goes on in segments with
 * new timestamps and no marker: one press. Owns the last few keys, so that late copies make no second press,
 * and wipes them on `close`. Has no timer: its owner calls `tick`.
 */
import { add32, delta32 } from '../core/serial.js';
import type { Millis } from '../core/units.js';
import type { TelephoneEvent } from './protocol.js';

/** One press. The object is reused after a few more keys: read it, do not keep it. */
export interface KeyPress {
  readonly ssrc: number;
  /** 0..9, 10 `*`, 11 `#`, 12..15 A..D. */
  readonly event: number;
  /** RTP timestamp. */
  readonly startTimestamp: number;
  /** In RTP clock units since `startTimestamp`, over all segments. */
  readonly durationClock: number;
}

export interface KeySink {
  down(key: KeyPress): void;
  /** The key has lasted longer; also after `up`, where that was for want of packets. */
  updated(key: KeyPress): void;
  /** Once for each `down`. */
  up(key: KeyPress): void;
}

/** Without news for so long, a key counts as released: end packets get lost, too. */
export const KEY_TIMEOUT_MS = 200;

const LAST_KEY = 15;
const REMEMBERED_KEYS = 8;
/** The longest segment: the duration field is full. Some senders count one more. */
const MAX_SEGMENT_CLOCK = 0xffff;
const SEGMENT_SLACK_CLOCK = 1;
/** An unknown key that starts at most this long before the one held is late; further back is a new count. */
const LATE_MS = 5_000;

interface Memory {
  isUsed: boolean;
  isDown: boolean;
  ssrc: number;
  event: number;
  startTimestamp: number;
  segmentTimestamp: number;
  segmentClock: number;
  durationClock: number;
  heardMs: number;
}

const blank = (): Memory => ({
  isUsed: false,
  isDown: false,
  ssrc: 0,
  event: 0,
  startTimestamp: 0,
  segmentTimestamp: 0,
  segmentClock: 0,
  durationClock: 0,
  heardMs: 0,
});

export class KeyPresses {
  readonly #sink: KeySink;
  readonly #timeoutClock: number;
  readonly #lateClock: number;
  readonly #memory: readonly Memory[] = Array.from({ length: REMEMBERED_KEYS }, blank);
  #next = 0;
  #newest: Memory | undefined;

  /** @param clockRateHz of the telephone-event payload type; it is that of the audio beside it */
  constructor(clockRateHz: number, sink: KeySink) {
    this.#sink = sink;
    this.#timeoutClock = (clockRateHz * KEY_TIMEOUT_MS) / 1000;
    this.#lateClock = (clockRateHz * LATE_MS) / 1000;
  }

  /** @param marker of the packet that carried the event */
  push(event: TelephoneEvent, marker: boolean, arrivalMs: Millis): void {
    if (event.event > LAST_KEY) return;
    const known = this.#recall(event) ?? this.#continued(event, marker);
    if (known !== undefined) {
      this.#prolong(known, event, arrivalMs);
      return;
    }
    const newest = this.#newest;
    const isLate = newest !== undefined && this.#isBefore(event, newest);
    if (newest !== undefined && !isLate) this.#release(newest);
    const key = this.#learn(event, arrivalMs);
    if (!isLate) this.#newest = key;
    this.#sink.down(key);
    if (event.end || isLate) this.#release(key);
  }

  /** Releases a key of which nothing has come for 200 ms. */
  tick(nowMs: Millis): void {
    const key = this.#newest;
    if (key?.isDown === true && nowMs - key.heardMs >= KEY_TIMEOUT_MS) this.#release(key);
  }

  /** The same by media time: audio of the key's stream has come as far as `timestamp`. */
  mediaAt(ssrc: number, timestamp: number): void {
    const key = this.#newest;
    if (key?.isDown !== true || key.ssrc !== ssrc) return;
    const endTimestamp = add32(key.segmentTimestamp, key.segmentClock);
    if (delta32(timestamp, endTimestamp) >= this.#timeoutClock) this.#release(key);
  }

  /** Forgets every key, without a word. */
  close(): void {
    for (const key of this.#memory) Object.assign(key, blank());
    this.#newest = undefined;
  }

  #recall(event: TelephoneEvent): Memory | undefined {
    for (const key of this.#memory) {
      if (!key.isUsed || key.ssrc !== event.ssrc || key.event !== event.event) continue;
      if (event.timestamp === key.segmentTimestamp) return key;
      // A late copy from an earlier segment of the same press.
      const intoKey = delta32(event.timestamp, key.startTimestamp);
      if (intoKey >= 0 && delta32(event.timestamp, key.segmentTimestamp) < 0) return key;
    }
    return undefined;
  }

  /** The newest key where the event is its next segment, which then has begun. */
  #continued(event: TelephoneEvent, marker: boolean): Memory | undefined {
    const key = this.#newest;
    if (marker || key?.isDown !== true) return undefined;
    if (key.ssrc !== event.ssrc || key.event !== event.event) return undefined;
    const length = delta32(event.timestamp, key.segmentTimestamp);
    const isFull = Math.abs(length - MAX_SEGMENT_CLOCK) <= SEGMENT_SLACK_CLOCK;
    if (!isFull && length !== key.segmentClock) return undefined;
    key.segmentTimestamp = event.timestamp;
    key.segmentClock = 0;
    return key;
  }

  #isBefore(event: TelephoneEvent, newest: Memory): boolean {
    if (event.ssrc !== newest.ssrc) return false;
    const behind = delta32(newest.segmentTimestamp, event.timestamp);
    return behind > 0 && behind <= this.#lateClock;
  }

  #learn(event: TelephoneEvent, arrivalMs: Millis): Memory {
    // Never the slot of the newest key: late keys may come in any number.
    if (this.#memory[this.#next] === this.#newest) this.#next = (this.#next + 1) % REMEMBERED_KEYS;
    const key = this.#memory[this.#next] as Memory;
    this.#next = (this.#next + 1) % REMEMBERED_KEYS;
    key.isUsed = true;
    key.isDown = true;
    key.ssrc = event.ssrc;
    key.event = event.event;
    key.startTimestamp = event.timestamp;
    key.segmentTimestamp = event.timestamp;
    key.segmentClock = event.duration;
    key.durationClock = event.duration;
    key.heardMs = arrivalMs;
    return key;
  }

  #prolong(key: Memory, event: TelephoneEvent, arrivalMs: Millis): void {
    key.heardMs = Math.max(key.heardMs, arrivalMs);
    if (event.timestamp === key.segmentTimestamp && event.duration > key.segmentClock) {
      key.segmentClock = event.duration;
    }
    const durationClock = delta32(add32(key.segmentTimestamp, key.segmentClock), key.startTimestamp);
    if (durationClock > key.durationClock) {
      key.durationClock = durationClock;
      this.#sink.updated(key);
    }
    if (event.end) this.#release(key);
  }

  #release(key: Memory): void {
    if (!key.isDown) return;
    key.isDown = false;
    this.#sink.up(key);
  }
}
