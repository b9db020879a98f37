/**
 * Whether another call may come: decided by what is left of this machine, before the upgrade.
 *
 *     measured twice a second        over its limit twice running -> short; well below it for `calmMs` -> enough
 *
 * A call that runs is never made worse to make room: whoever comes last is told to come again (503, Retry-After).
 * What is short is said on /readyz, so that a load balancer stops sending before callers are turned away.
 */
import type { Headroom } from './headroom.js';
import { Shortage } from './shortage.js';
import type { Clock, Timer } from '../core/clock.js';
import type { ErrorCode } from '../core/errors.js';

export const SHORTAGES = ['event loop', 'cpu', 'recogniser behind', 'no recogniser', 'memory'] as const;
export type ShortageName = (typeof SHORTAGES)[number];
export const REFUSALS = [...SHORTAGES, 'draining', 'calls', 'tenant'] as const;
export type Refusal = (typeof REFUSALS)[number];

export interface AdmissionLimits {
  readonly calls: number;
  /** Undefined: one tenant may have all. */
  readonly callsPerTenant: number | undefined;
  /** 99th percentile of how late timers run, in milliseconds. */
  readonly loopDelayMs: number;
  /** Part of the time for which the main thread may be busy, 0 to 1. */
  readonly loopUse: number;
  /** How far the recogniser of the median call may be behind, in milliseconds. */
  readonly backlogMs: number;
  /** For so long there may be no recogniser at all. */
  readonly deafMs: number;
  readonly memoryBytes: number;
  /** What was short must be plenty for so long. */
  readonly calmMs: number;
}

export interface AdmissionOptions {
  readonly limits: AdmissionLimits;
  /** Undefined: only calls are counted, as where media come faster than real time. */
  readonly headroom: Headroom | undefined;
  readonly clock: Clock;
  /** What is short has changed; empty: nothing is. */
  readonly onShortages: (names: readonly ShortageName[]) => void;
}

const MEASURED_EVERY_MS = 500;
/** A server that was full says that it is ready once so much of its calls has gone. */
const FULL_UNTIL = 0.95;

export class Admission {
  /** Calls turned away since the start, by reason. */
  readonly refused: Record<Refusal, number>;
  readonly #options: AdmissionOptions;
  readonly #shortages: Readonly<Record<ShortageName, Shortage>>;
  readonly #timer: Timer | undefined;
  #isFull = false;
  #isDraining = false;

  constructor(options: AdmissionOptions) {
    this.#options = options;
    const { limits, headroom, clock } = options;
    this.refused = Object.fromEntries(REFUSALS.map((name) => [name, 0])) as Record<Refusal, number>;
    this.#shortages = {
      'event loop': new Shortage(limits.loopDelayMs, limits.calmMs),
      cpu: new Shortage(limits.loopUse, limits.calmMs),
      'recogniser behind': new Shortage(limits.backlogMs, limits.calmMs),
      'no recogniser': new Shortage(limits.deafMs, 0),
      memory: new Shortage(limits.memoryBytes, limits.calmMs),
    };
    this.#timer =
      headroom === undefined
        ? undefined
        : clock.every(MEASURED_EVERY_MS, () => {
            this.#measure(headroom);
          });
  }

  /** What there is too little of just now. */
  get shortages(): readonly ShortageName[] {
    return SHORTAGES.filter((name) => this.#shortages[name].isShort);
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** From now on no new call is taken, whatever there is. */
  drain(): void {
    this.#isDraining = true;
  }

  /**
   * Why nobody should be sent here: what is short, or that the calls are as many as they may be.
   * @param calls how many there are
   */
  unready(calls: number): string | undefined {
    if (this.#isDraining) return 'draining';
    const { limits } = this.#options;
    this.#isFull = calls >= limits.calls || (this.#isFull && calls > limits.calls * FULL_UNTIL);
    const reasons = [...this.shortages, ...(this.#isFull ? ['calls'] : [])];
    return reasons.length === 0 ? undefined : `overload: ${reasons.join(', ')}`;
  }

  /**
   * Whether one more call may come; one that may not is counted.
   * @param calls how many there are
   * @param ofTenant how many of them are the tenant's
   */
  refuse(calls: number, ofTenant: number): ErrorCode | undefined {
    const refusal = this.#refusal(calls, ofTenant);
    if (refusal === undefined) return undefined;
    this.refused[refusal]++;
    return refusal === 'draining' ? 'TACET_DRAINING' : 'TACET_BUSY';
  }

  close(): void {
    this.#timer?.cancel();
    this.#options.headroom?.close();
  }

  #refusal(calls: number, ofTenant: number): Refusal | undefined {
    const { limits } = this.#options;
    if (this.#isDraining) return 'draining';
    if (calls >= limits.calls) return 'calls';
    if (ofTenant >= (limits.callsPerTenant ?? Infinity)) return 'tenant';
    return this.shortages[0];
  }

  #measure(headroom: Headroom): void {
    const before = this.shortages.join();
    const now = this.#options.clock.now();
    const measured = headroom.measure();
    for (const name of SHORTAGES) this.#shortages[name].note(measured[name], now);
    const { shortages } = this;
    if (shortages.join() !== before) this.#options.onShortages(shortages);
  }
}
