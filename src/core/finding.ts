/**
 * What the detector believes and what the policy makes of it.
 *
 * A Finding names a stretch of one leg's time that holds (or may hold) a secret. It never holds the secret.
 * The same id is published again each time the belief changes:
 *
 *     suspected --> confirmed          the mask stands
 *         |  \-----> withdrawn         the mask is lifted where it can still be
 *         \ open: `span.to` is FOREVER until the run of digits has ended
 */
import type { FindingId, LegRole } from './ids.js';
import type { Span } from './span.js';
import type { Ticks } from './units.js';

export const ENTITIES = [
  'pan',
  'cvv',
  'expiry',
  'pin',
  'digits',
  'dtmf',
  'iban',
  'bic',
  'bank-account',
  'sort-code',
  'tax-id',
  'ssn',
  'birth-date',
  'password',
  'one-time-code',
  'phone',
  'email',
] as const;
/** `digits` is a run of spoken digits not (yet) told apart; `dtmf` the same on the keypad. */
export type Entity = (typeof ENTITIES)[number];

/** Why the detector spoke up: stable codes for reports and metrics. `cadence`: nobody had heard the words in time;
 * `unheard`: beside a stretch that nobody has heard at all. */
export const CAUSES = [
  'digit-run',
  'pattern',
  'prompted',
  'cue',
  'keyed',
  'key-tone',
  'garbled',
  'cadence',
  'unheard',
] as const;
export type Cause = (typeof CAUSES)[number];

export type Belief = 'suspected' | 'confirmed' | 'withdrawn';

export interface Finding {
  readonly id: FindingId;
  readonly leg: LegRole;
  readonly belief: Belief;
  readonly entity: Entity;
  readonly span: Span;
  /** 0..1: the evidence, not a probability. */
  readonly score: number;
  readonly cause: Cause;
  /** The leg's media time the detector had heard when it decided. */
  readonly decidedAt: Ticks;
  /** Nothing more will be published under this id. */
  readonly settled: boolean;
  /** Where the digits themselves were, as far as that is known: for counting what had left, never written down. */
  readonly digits?: DigitPlaces;
}

/** Places of digits, never their values; those of spoken digits are all of one length. */
export interface DigitPlaces {
  /** Which digit of the whole number the first of them is, from 1. */
  readonly first: number;
  readonly at: readonly Span[];
}

/** `paused`: somebody asked for it. `no-consent`: it may not be kept at all. */
export const MASK_REASONS = [...ENTITIES, 'blind', 'unverified', 'paused', 'no-consent'] as const;
export type MaskReason = (typeof MASK_REASONS)[number];

export type Verdict = { readonly kind: 'pass' } | { readonly kind: 'mask'; readonly reason: MaskReason };

export const PASS: Verdict = { kind: 'pass' };
