/**
 * What Genesys is told of masking, where it is configured: to pause, and that it has begun or ended.
 *
 *     masked ... pause ------- pauseSeconds ------- resume
 *
 * Paused, Genesys sends nothing, and so nobody hears whether the secret is over: only time can end it. What is masked
 * meanwhile starts no other pause, and what is still masked after it is heard again and masked by us.
 */
import { millis, type Millis } from '../core/units.js';
import type { ServerMessageType } from './audiohook-messages.js';
import type { JsonObject } from './json-values.js';

export interface MaskTellerSettings {
  readonly pauseOnMask: boolean;
  readonly pauseSeconds: number;
  readonly maskEvents: boolean;
}

export type Send = (type: ServerMessageType, parameters: JsonObject) => void;

/** Between two events: digit groups start and end faster than anybody wants to know. */
const EVENT_GAP_MS = 500;
const ENTITY = 'tacet';

export class MaskTeller {
  readonly #settings: MaskTellerSettings;
  readonly #send: Send;
  #isMasked = false;
  /** What was told last. */
  #toldMasked = false;
  #toldMs: Millis | undefined;
  #resumeAtMs: Millis | undefined;

  constructor(settings: MaskTellerSettings, send: Send) {
    this.#settings = settings;
    this.#send = send;
  }

  masked(isMasked: boolean, nowMs: Millis): void {
    const hasBegun = isMasked && !this.#isMasked;
    this.#isMasked = isMasked;
    if (!hasBegun || !this.#settings.pauseOnMask || this.#resumeAtMs !== undefined) return;
    this.#resumeAtMs = millis(nowMs + this.#settings.pauseSeconds * 1_000);
    this.#send('pause', {});
  }

  /** @param hasRoom whether a message that nobody waits for may be sent */
  tick(nowMs: Millis, hasRoom: boolean): void {
    if (this.#resumeAtMs !== undefined && nowMs >= this.#resumeAtMs) {
      this.#resumeAtMs = undefined;
      this.#send('resume', {});
    }
    const isRecent = this.#toldMs !== undefined && nowMs - this.#toldMs < EVENT_GAP_MS;
    if (!this.#settings.maskEvents || !hasRoom || isRecent) return;
    if (this.#isMasked !== this.#toldMasked) this.#tell(this.#isMasked, nowMs);
  }

  /** Nothing follows: what was told to have started has ended. */
  end(): void {
    if (this.#toldMasked) this.#tell(false, this.#toldMs);
  }

  #tell(isMasked: boolean, nowMs: Millis | undefined): void {
    this.#toldMasked = isMasked;
    this.#toldMs = nowMs;
    const data = { kind: 'masking', state: isMasked ? 'started' : 'ended' };
    this.#send('event', { entities: [{ type: ENTITY, data }] });
  }
}
