/**
 * What of the digits that an audit has heard should not be there.
 *
 *     recording   "my card number is" [fill fill fill] "three"  ...   "two tickets for five pounds"
 *     position                                         beside-mask     elsewhere
 *
 * `in-number`: the detector takes it for a part of a secret in what is left. `beside-mask`: within 2 s of what was
 * withheld as a card number, a key or the like, where the rest of one would be. `elsewhere`: other talk has numbers,
 * too, and these are meant to be there.
 */
import type { Heard, LegPlace } from './hear-recording.js';
import { MASK_OF_PAYMENT } from './withheld.js';
import type { Withheld } from './withheld.js';
import type { Entity, Finding } from '../../core/finding.js';
import { hull, overlaps, span, type Span } from '../../core/span.js';
import { millisToTicks, ticksToMillis } from '../../core/units.js';

export const POSITIONS = ['in-number', 'beside-mask', 'elsewhere'] as const;
export type Position = (typeof POSITIONS)[number];

/** Digits that stand together, without the digits. */
export interface Remaining {
  readonly leg: LegPlace['leg'];
  readonly position: Position;
  /** What it is a part of: the detector's name for the number, or that of the mask it stands beside. */
  readonly kind: Entity | undefined;
  readonly startMs: number;
  readonly endMs: number;
  readonly digits: number;
}

/** A digit and the next of the same number. */
const TOGETHER = millisToTicks(2_000);
const BESIDE = millisToTicks(2_000);

/**
 * @param masked what is kept out of recordings
 * @returns in order of time
 */
export const remainingOf = (
  { digits, findings }: Pick<Heard, 'digits' | 'findings'>,
  withheld: readonly Withheld[],
  masked: ReadonlySet<Entity>,
): readonly Remaining[] => {
  const left = digits.filter((digit) => !isWithheld(digit, withheld));
  const numbers = findings.filter(
    ({ belief, settled, entity }) => settled && belief === 'confirmed' && masked.has(entity),
  );
  const placed = left
    .map((digit) => ({ digit, ...positionOf(digit, numbers, withheld) }))
    .sort((a, b) => a.digit.span.from - b.digit.span.from);
  const groups: {
    leg: LegPlace['leg'];
    position: Position;
    kind: Entity | undefined;
    span: Span;
    digits: number;
  }[] = [];
  for (const { digit, position, kind } of placed) {
    const open = groups.findLast((group) => group.leg === digit.leg);
    const isSame =
      open?.position === position && open.kind === kind && digit.span.from - open.span.to <= TOGETHER;
    if (open === undefined || !isSame) groups.push({ ...digit, position, kind, digits: 1 });
    else {
      open.span = hull(open.span, digit.span);
      open.digits++;
    }
  }
  return groups.map(({ span: { from, to }, ...group }) => ({
    ...group,
    startMs: Math.round(ticksToMillis(from)),
    endMs: Math.round(ticksToMillis(to)),
  }));
};

/** More than half of it: recognisers place words a little beside their audio. */
const isWithheld = ({ leg, span: place }: LegPlace, withheld: readonly Withheld[]): boolean => {
  const middle = (place.from + place.to) / 2;
  return withheld.some((each) => each.leg === leg && each.span.from <= middle && middle < each.span.to);
};

const positionOf = (
  { leg, span: place }: LegPlace,
  numbers: readonly Finding[],
  withheld: readonly Withheld[],
): { readonly position: Position; readonly kind: Entity | undefined } => {
  const number = numbers.find((finding) => finding.leg === leg && overlaps(finding.span, place));
  if (number !== undefined) return { position: 'in-number', kind: number.entity };
  const near = span(place.from - BESIDE, place.to + BESIDE);
  const mask = withheld.find(
    (each) => each.leg === leg && MASK_OF_PAYMENT.has(each.reason) && overlaps(each.span, near),
  );
  return mask === undefined
    ? { position: 'elsewhere', kind: undefined }
    : { position: 'beside-mask', kind: mask.reason as Entity };
};
