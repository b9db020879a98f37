/**
 * Asks who somebody is, and slows down those who guess.
 *
 * Failures are counted by address: beyond a few a minute answers come late, beyond many nobody from there is heard
 * for the rest of the minute. One wrong dashboard in an office does not lock the others out at once.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';

import type { Authenticator, Shown } from './authenticator.js';
import { isLocal, type Door } from './door.js';
import { PerAddress } from './per-address.js';
import type { Principal, Role } from '../principal.js';
import type { Clock } from '../../core/clock.js';
import { codeOf, TacetError, type ErrorCode } from '../../core/errors.js';

export interface AdmissionOptions {
  readonly authenticator: Authenticator;
  readonly door: Door;
  readonly clock: Clock;
  readonly failuresPerMinute: number;
}

export interface Admitted {
  readonly principal: Principal;
  readonly until: Date | undefined;
}

const MINUTE_MS = 60_000;
const LATE_MS = 1_000;
const MANY = 10;
const MOST_TIMER_MS = 2 ** 31 - 1;

export class Admission {
  readonly #options: AdmissionOptions;
  readonly #failures = new PerAddress(MINUTE_MS);
  /** Since the start: how often somebody was refused, by code. */
  readonly refused = new Map<ErrorCode, number>();

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  get isOn(): boolean {
    return this.#options.authenticator.isOn;
  }

  /** @throws TacetError whose code says why not */
  async ask(shown: Shown, headers: IncomingHttpHeaders, allow: readonly Role[]): Promise<Admitted> {
    const { clock, failuresPerMinute } = this.#options;
    const failures = this.#failures.countOf(shown.address, clock.now());
    try {
      if (failures >= failuresPerMinute * MANY) throw new TacetError('TACET_RATE');
      return await this.#asked(shown, headers, allow);
    } catch (error) {
      const code = codeOf(error);
      this.refused.set(code, (this.refused.get(code) ?? 0) + 1);
      if (code === 'TACET_TOKEN' || code === 'TACET_CERTIFICATE') {
        const count = this.#failures.add(shown.address, clock.now());
        if (count > failuresPerMinute) await new Promise<void>((resolve) => clock.after(LATE_MS, resolve));
      }
      throw error;
    }
  }

  /** What is still being answered then is cut off: a stream of events ends with the token it was asked for with. */
  endAt(until: Date, socket: Duplex, answer: EventEmitter): void {
    const { clock } = this.#options;
    const timer = clock.after(Math.min(MOST_TIMER_MS, until.getTime() - clock.wall().getTime()), () =>
      socket.destroy(),
    );
    answer.once('close', () => timer.cancel());
  }

  async #asked(shown: Shown, headers: IncomingHttpHeaders, allow: readonly Role[]): Promise<Admitted> {
    const { authenticator, door, clock } = this.#options;
    if (door === 'local' && !isLocal(headers))
      throw new TacetError('TACET_UNAUTHORISED', 'it does not come from this machine: configure auth');
    const at = clock.wall();
    const identity = await authenticator.identify(shown, at);
    const principal = authenticator.admit(identity, allow, shown.address, at);
    if (typeof principal === 'string') throw new TacetError(principal);
    return { principal, until: identity.until };
  }
}
