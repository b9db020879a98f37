/**
 * Whether a call may be recorded: what the caller has agreed to, and from where to where.
 *
 *     unknown -> given -> withdrawn         unknown is as good as given where nothing is required
 *        \-----> refused                    refused and withdrawn are the last word of the call
 *
 * By position, never by the moment it is told: audio waits for its clearance, and what was said before consent was
 * given must not be kept because it was released after.
 */
import { FOREVER, span, type Span } from '../core/span.js';
import type { Ticks } from '../core/units.js';

export const CONSENT_STATES = ['unknown', 'given', 'refused', 'withdrawn'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

const TRANSITIONS: Readonly<Record<ConsentState, readonly ConsentState[]>> = {
  unknown: ['given', 'refused'],
  given: ['withdrawn'],
  refused: [],
  withdrawn: [],
};

export const CONSENT_WAYS = ['bridge', 'key', 'api'] as const;
/** Who told: the bridge by its parameter, the caller by a key, somebody at the API. */
export type ConsentWay = (typeof CONSENT_WAYS)[number];

export class Consent {
  readonly #isRequired: boolean;
  #state: ConsentState = 'unknown';

  constructor(isRequired: boolean) {
    this.#isRequired = isRequired;
  }

  get state(): ConsentState {
    return this.#state;
  }

  /** What may be kept of a leg of which nothing was told yet. */
  get initially(): Span {
    return this.#isRequired ? NOTHING : EVERYTHING;
  }

  /**
   * @param agrees false takes it back where it was given
   * @returns the new state; undefined where nothing changes: it was told before, or it is too late
   */
  tell(agrees: boolean): ConsentState | undefined {
    const to = agrees ? 'given' : this.#state === 'given' ? 'withdrawn' : 'refused';
    if (!TRANSITIONS[this.#state].includes(to)) return undefined;
    this.#state = to;
    return to;
  }
}

export const EVERYTHING: Span = span(0, FOREVER);
export const NOTHING: Span = span(0, 0);

/**
 * What may be kept of a leg from now on.
 * @param kept what could be until now
 * @param at the position from which on it is otherwise
 */
export const keptAfter = (kept: Span, state: ConsentState, at: Ticks): Span => {
  // Where nothing is required, what came before was kept already.
  if (state === 'given') return kept.to > kept.from ? kept : span(at, FOREVER);
  return span(kept.from, Math.max(kept.from, Math.min(kept.to, at)));
};
