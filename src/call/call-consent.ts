/**
 * Consent in a running call: who may tell it how, and from which position on it holds in each leg.
 */
import type { ConsentRules } from './call-policy.js';
import { Consent, keptAfter, type ConsentState, type ConsentWay } from './consent.js';
import type { DirectionOptions } from './direction.js';
import { LEG_ROLES, type LegRole } from '../core/ids.js';
import type { Span } from '../core/span.js';
import { ticks, type Ticks } from '../core/units.js';

/** How far a leg has come. */
export interface LegPlace {
  readonly head: Ticks;
  /** What lies before is with the recorder. */
  readonly releasedTo: Ticks;
}

/** The call, as its consent sees it. */
export interface ConsentSeat {
  /** How far the call's audio has come in. */
  readonly head: () => Ticks;
  readonly place: (leg: LegRole) => LegPlace;
  /** What may be kept of a leg is another now. */
  readonly keepOnly: (leg: LegRole, kept: Span) => void;
  readonly changed: (change: ConsentChange) => void;
}

export interface ConsentChange {
  readonly state: Exclude<ConsentState, 'unknown'>;
  readonly by: ConsentWay;
  readonly from: Readonly<Record<LegRole, Ticks>>;
}

export class CallConsent {
  readonly #rules: ConsentRules;
  readonly #seat: ConsentSeat;
  readonly #consent: Consent;
  readonly #kept: Record<LegRole, Span>;

  constructor(rules: ConsentRules, seat: ConsentSeat) {
    this.#rules = rules;
    this.#seat = seat;
    this.#consent = new Consent(rules.isRequired);
    this.#kept = { caller: this.#consent.initially, agent: this.#consent.initially };
  }

  get state(): ConsentState {
    return this.#consent.state;
  }

  /** What may be kept of a leg. */
  kept(leg: LegRole): Span {
    return this.#kept[leg];
  }

  /** The caller's keys that say something. */
  get loneKey(): NonNullable<DirectionOptions['loneKey']> {
    const { byKey, optOutByKey } = this.#rules;
    return {
      isMeant: (event) => event === byKey || event === optOutByKey,
      pressed: (event, at) => void this.tell(event === byKey, 'key', at.from),
    };
  }

  /**
   * @param keyAt where a key said so: what had not been released by then is not kept either
   * @returns whether something has changed by it
   */
  tell(agrees: boolean, by: ConsentWay, keyAt?: Ticks): boolean {
    if (by === 'bridge' && agrees && !this.#rules.byParameter) return false;
    const state = this.#consent.tell(agrees);
    if (state === undefined || state === 'unknown') return false;
    const from = { caller: this.#from('caller', agrees, keyAt), agent: this.#from('agent', agrees, keyAt) };
    for (const leg of LEG_ROLES) {
      this.#kept[leg] = keptAfter(this.#kept[leg], state, from[leg]);
      this.#seat.keepOnly(leg, this.#kept[leg]);
    }
    this.#seat.changed({ state, by, from });
    return true;
  }

  /** Given for both legs at once; taken back in each from what has come in, or from the key on. */
  #from(leg: LegRole, agrees: boolean, keyAt: Ticks | undefined): Ticks {
    if (agrees) return this.#seat.head();
    const { head, releasedTo } = this.#seat.place(leg);
    return ticks(Math.max(releasedTo, Math.min(head, keyAt ?? head)));
  }
}
