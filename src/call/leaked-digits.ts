/**
 * Which digits of a secret got out before it was known to be one, by their places: what they were is known nowhere.
 *
 * A digit has leaked where a quarter of its place, or more, was let through: the rule by which the benchmarks call a
 * digit audible.
 */
import type { DigitPlaces, Finding } from '../core/finding.js';
import { FOREVER, type Span } from '../core/span.js';

/** Where a secret may get out: to the other party, into the recording, into the transcript. */
export const BRANCHES = ['live', 'recording', 'transcript'] as const;
export type Branch = (typeof BRANCHES)[number];

export interface LeakedDigit {
  readonly branch: Branch;
  /** Which digit of the number, from 1. */
  readonly position: number;
}

const AUDIBLE_SHARE = 0.25;

/** How much of a span was let through, in Ticks; undefined where the branch need not be spared such a finding. */
export type LetThrough = Readonly<Record<Branch, ((of: Span) => number) | undefined>>;

/** Nothing for a finding whose digits have no known place. */
export const leakedDigits = ({ digits }: Pick<Finding, 'digits'>, letThrough: LetThrough): LeakedDigit[] =>
  digits === undefined ? [] : BRANCHES.flatMap((branch) => leakedOf(branch, digits, letThrough[branch]));

const leakedOf = (
  branch: Branch,
  { first, at }: DigitPlaces,
  leaked: LetThrough[Branch],
): readonly LeakedDigit[] =>
  leaked === undefined
    ? []
    : at.flatMap((place, i) =>
        place.to !== FOREVER && leaked(place) > AUDIBLE_SHARE * (place.to - place.from)
          ? [{ branch, position: first + i }]
          : [],
      );
