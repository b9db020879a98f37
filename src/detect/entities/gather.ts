/**
 * Gathers the parts of one secret from a leg's items, over the pauses and words that people put between them.
 *
 *     items    four | uh | two | okay | wait | let | me | seven        (f, o: filler, other)
 *     parts    [ x ]      [ x ]                            [ x ]
 *
 * It stops at too long a pause, at too many words that are no part, and, once enough is there, at the first.
 */
import type { ReadItem } from '../numbers/reader.js';
import type { Ticks } from '../../core/units.js';
import { millisToTicks } from '../../core/units.js';

export interface Reach {
  /** The longest pause between two parts. */
  readonly gap: Ticks;
  /** The most words in a row that are no part. */
  readonly strangers: number;
  /** What one that was not recognised counts for, and a word just behind it; 1 unless told. */
  readonly unheard?: number;
  /** So many digits and letters are all there can be: more must follow at once. */
  readonly most: number;
}

export const ANNOUNCED: Omit<Reach, 'most'> = { gap: millisToTicks(8_000), strangers: 4 };
export const UNANNOUNCED: Omit<Reach, 'most'> = { gap: millisToTicks(2_500), strangers: 1 };

/** A part that follows this soon goes on with the part before. */
const AT_ONCE = millisToTicks(700);
const TOUCHING = millisToTicks(300);

/** How many digits and letters an item has. */
export const sizeOf = (item: ReadItem): number => {
  if (item.kind === 'digits') return item.digits.length;
  return item.kind === 'letters' ? item.letters.length : 0;
};

/** "forty six dollars", "six euro forty": the number beside a unit is an amount, and so is what it ends with. */
export const isMeasured = (items: readonly ReadItem[], at: number): boolean =>
  isBeforeUnit(items, at) ||
  (items[at]?.kind === 'digits' && isBeforeUnit(items, at - 2) && isNextTo(items[at - 1], items[at]));

const isBeforeUnit = (items: readonly ReadItem[], at: number): boolean => {
  const item = items[at];
  const next = items[at + 1];
  if (item?.kind !== 'digits' || next?.kind !== 'unit') return false;
  const isDate = next.month !== undefined || next.ordinal !== undefined || next.letter !== undefined;
  return !isDate && isNextTo(item, next);
};

const isNextTo = (item: ReadItem | undefined, next: ReadItem | undefined): boolean =>
  item !== undefined && next !== undefined && next.span.from - item.span.to <= TOUCHING;

export const isStranger = (item: ReadItem | undefined): boolean =>
  item?.kind === 'other' || item?.kind === 'unknown' || item?.kind === 'unit' || item?.kind === 'address';

const isUnheard = (items: readonly ReadItem[], at: number): boolean =>
  items[at]?.kind === 'unknown' || items[at - 1]?.kind === 'unknown';

/**
 * Indexes of the parts, the first of which is the first part at or after `at`; empty where there is none.
 * @param isPart by index
 */
export const gather = (
  items: readonly ReadItem[],
  at: number,
  to: number,
  reach: Reach,
  isPart: (at: number) => boolean,
): number[] => {
  const parts: number[] = [];
  let strangers = 0;
  let size = 0;
  for (let i = at; i < to; i++) {
    const item = items[i];
    if (item === undefined) break;
    const last = items[parts.at(-1) ?? -1];
    if (last !== undefined && !isWithin(last, item, size, strangers, reach)) break;
    if (isPart(i)) {
      parts.push(i);
      size += sizeOf(item);
      strangers = 0;
    } else if (isStranger(item) || sizeOf(item) > 0) {
      strangers += isUnheard(items, i) ? (reach.unheard ?? 1) : 1;
    }
  }
  return parts;
};

const isWithin = (last: ReadItem, item: ReadItem, size: number, strangers: number, reach: Reach): boolean => {
  const pause = item.span.from - last.span.to;
  if (size >= reach.most && (pause > AT_ONCE || strangers > 0)) return false;
  return pause <= reach.gap && strangers <= reach.strangers;
};
