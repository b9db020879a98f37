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
import type { Identity } from './identity.js';
import type { Principal, Role } from '../principal.js';
import type { Clock } from '../../core/clock.js';
import { codeOf, TacetError, type ErrorCode } from '../../core/errors.js';

export interface AdmissionOptions {
  readonly authenticator: Authenticator;
  readonly door: Door;
  readonly clock: Clock;
  readonly failuresPerMinute: number;
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

  /**
   * Who it is.
   * @throws TacetError whose code says why nobody
   */
  async identify(shown: Shown, headers: IncomingHttpHeaders): Promise<Identity> {
    const { authenticator, door, clock, failuresPerMinute } = this.#options;
    const failures = this.#failures.countOf(shown.address, clock.now());
    try {
      if (failures >= failuresPerMinute * MANY) throw new TacetError('TACET_RATE');
      if (door === 'local' && !isLocal(headers))
        throw new TacetError('TACET_UNAUTHORISED', 'it does not come from this machine: configure auth');
      return await authenticator.identify(shown, clock.wall());
    } catch (error) {
      const code = codeOf(error);
      this.#count(code);
      if (code === 'TACET_TOKEN' || code === 'TACET_CERTIFICATE') {
        const count = this.#failures.add(shown.address, clock.now());
        if (count > failuresPerMinute) await new Promise<void>((resolve) => clock.after(LATE_MS, resolve));
      }
      throw error;
    }
  }

  /**
   * The same with those of their roles that count from there now.
   * @throws TacetError TACET_FORBIDDEN, TACET_NETWORK, TACET_HOURS
   */
  admit(identity: Identity, allow: readonly Role[], address: string): Principal {
    const { authenticator, clock } = this.#options;
    const principal = authenticator.admit(identity, allow, address, clock.wall());
    if (typeof principal !== 'string') return principal;
    this.#count(principal);
    throw new TacetError(principal);
  }

  /** What is still being answered then is cut off: a stream of events ends with the token it was asked for with. */
  endAt(until: Date, socket: Duplex, answer: EventEmitter): void {
    const { clock } = this.#options;
    const timer = clock.after(Math.min(MOST_TIMER_MS, until.getTime() - clock.wall().getTime()), () =>
      socket.destroy(),
    );
    answer.once('close', () => timer.cancel());
  }

  #count(code: ErrorCode): void {
    this.refused.set(code, (this.refused.get(code) ?? 0) + 1);
  }
}
