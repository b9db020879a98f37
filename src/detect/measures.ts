/**
 * Which spoken numbers measure something: amounts, times, counts and dates are no part of a card number.
 *
 *     forty six [dollars]     fifteen [uhr] thirty     ten to fifteen [days]     [march] twenty nine     two thousand
 *     ------ amount ------    ------ amount -------    ------- amount ------     ------ date -------     - thousands
 *
 * A row is numbers said without a pause or a word between them. Long rows, and rows in a flow of digits, measure
 * nothing: there the unit is a digit misheard. A date may still be the expiry date of a card; the caller of this
 * decides.
 */
import type { Mark } from './language.js';
import type { ReadItem } from './numbers/reader.js';
import { millisToTicks, type Ticks } from '../core/units.js';

/**
 * `date`: a month by name, or the word month or year, is part of it. `thousands`: nothing but its thousands says that
 * it is an amount; some people count the groups of a card number in them.
 */
export type Measure = 'amount' | 'date' | 'thousands';

/** A unit follows its number at once. */
const TOUCHING = millisToTicks(400);
const ROW_GAP = millisToTicks(700);
/** Longer rows are numbers of another kind, and so are those said digit by digit. */
const LONGEST_AMOUNT = 7;
const LONGEST_AMOUNT_NUMBERS = 4;
/** Day and year, or month and year; "eleven twenty twenty five". */
const LONGEST_DATE = 6;
const LONGEST_DATE_NUMBERS = 3;
const YEAR_DIGITS = 4;
/** Hour and minutes, two digits each, said after the year. */
const LONGEST_DATE_AND_TIME = 8;
const LONGEST_DAY = 2;
const LONGEST_DATE_PART = 4;
const LONGEST_FACTOR = 4;
const LONGEST_RANGE_END = 4;
/** So many digits just before make it a flow. */
const FLOW = 8;
const FLOW_GAP = millisToTicks(1_500);
/** So many words are no digits misheard in a flow. */
const TALK_WORDS = 2;

interface Row {
  readonly first: number;
  readonly last: number;
  readonly digits: number;
  readonly from: Ticks;
  readonly to: Ticks;
}

/** The measure of each number that is one, by its index in `items`. */
export const measuresOf = (items: readonly ReadItem[]): ReadonlyMap<number, Measure> => {
  const measures = new Map<number, Measure>();
  let flow = 0;
  let flowTo = 0;
  const rows = rowsOf(items);
  rows.forEach((row, at) => {
    if (row.from - flowTo > FLOW_GAP || isTalk(items, rows[at - 1], row)) flow = 0;
    const measure = flow >= FLOW && !hasThousands(items, row) ? undefined : measureOf(items, row, measures);
    if (measure === undefined || (measure === 'thousands' && isBesideDigits(items, rows, at, flow))) {
      flow += row.digits;
      flowTo = row.to;
      return;
    }
    mark(measures, row, measure);
    flow = 0;
    // "fourteen to twenty days": what leads up to an amount is one, too.
    const before = rows[at - 1];
    if (measure !== 'date' && before !== undefined && isRange(items, before, row))
      mark(measures, before, 'amount');
  });
  return measures;
};

/** Words between two rows that say that the second belongs to something else. */
const isTalk = (items: readonly ReadItem[], before: Row | undefined, row: Row): boolean =>
  before !== undefined &&
  items.slice(before.last + 1, row.first).filter(({ kind }) => kind === 'other' || kind === 'unit').length >=
    TALK_WORDS;

/** "four four seven one, seven thousand one hundred": other digits stand right before it, or right after it. */
const isBesideDigits = (
  items: readonly ReadItem[],
  rows: readonly Row[],
  at: number,
  flow: number,
): boolean => {
  const [row, next] = [rows[at], rows[at + 1]];
  if (row === undefined || flow > 0 || row.first < row.last) return true;
  if (next === undefined || next.from - row.to > FLOW_GAP) return false;
  const isApart = items.slice(row.last + 1, next.first).some(({ kind }) => kind !== 'filler');
  return !isApart && measureOf(items, next, new Map()) === undefined;
};

const mark = (measures: Map<number, Measure>, row: Row, measure: Measure): void => {
  for (let i = row.first; i <= row.last; i++) measures.set(i, measure);
};

const rowsOf = (items: readonly ReadItem[]): Row[] => {
  const rows: Row[] = [];
  items.forEach((item, at) => {
    if (item.kind !== 'digits') return;
    const open = rows.at(-1);
    const digits = item.digits.length;
    if (open?.last === at - 1 && item.span.from - open.to <= ROW_GAP) {
      rows[rows.length - 1] = { ...open, last: at, digits: open.digits + digits, to: item.span.to };
    } else rows.push({ first: at, last: at, digits, from: item.span.from, to: item.span.to });
  });
  return rows;
};

const measureOf = (
  items: readonly ReadItem[],
  row: Row,
  known: ReadonlyMap<number, Measure>,
): Measure | undefined => {
  const next = items[row.last + 1];
  const unit = unitBefore(items, row);
  const isPart = unit?.item.ofDate === true && row.digits <= LONGEST_DATE_PART;
  const isUnit = next?.kind === 'unit' && next.span.from - row.to <= TOUCHING;
  if (isPart && (!isUnit || next.ofDate === true)) return 'date';
  if (isUnit) {
    if (next.month === undefined) return isAmountLike(row) ? 'amount' : undefined;
    if (row.digits <= LONGEST_DAY || isOrdinalMisheard(items, row)) return 'date';
  }
  if (isWrittenDate(items, row) || isFactor(items, row) || isCount(items, row)) return 'amount';
  if (unit !== undefined) {
    const { item, at } = unit;
    if (item.leads === true && isAmountLike(row)) return 'amount';
    if (item.month !== undefined && (isDateLike(row) || startsWithYear(items, row))) return 'date';
    // "twenty nine dollars twenty two", "the twelfth at ten": a unit that itself measured something.
    const measured = known.has(at - 1) || items[at - 1]?.kind !== 'digits';
    if (item.month === undefined && measured && row.digits <= LONGEST_DAY) return 'amount';
  }
  if (row.digits > LONGEST_AMOUNT || !hasThousands(items, row)) return undefined;
  return isYear(items, row) ? 'date' : 'thousands';
};

const isAmountLike = ({ first, last, digits }: Row): boolean =>
  digits <= LONGEST_AMOUNT && last - first < LONGEST_AMOUNT_NUMBERS;

const isMarked = (item: ReadItem | undefined, mark: Mark): boolean =>
  item !== undefined && 'mark' in item && item.mark === mark;

/** "twelve slash three slash twenty six": one of the three, with two signs beside it. */
const isWrittenDate = (items: readonly ReadItem[], row: Row): boolean => {
  if (row.digits > LONGEST_DATE_PART) return false;
  const isPart = (at: number): boolean => {
    const item = items[at];
    return item?.kind === 'digits' && item.digits.length <= LONGEST_DATE_PART;
  };
  const isSign = (at: number): boolean => {
    const item = items[at];
    return isMarked(item, 'slash') || isMarked(item, 'dot');
  };
  const startsAt = (at: number): boolean =>
    isPart(at) && isSign(at + 1) && isPart(at + 2) && isSign(at + 3) && isPart(at + 4);
  return row.first === row.last && [0, 2, 4].some((back) => startsAt(row.first - back));
};

/** "two hundred by one hundred and five": sizes are multiplied. */
const isFactor = (items: readonly ReadItem[], { first, last, digits }: Row): boolean => {
  const isTimes = (at: number): boolean => isMarked(items[at], 'times');
  const isNumber = (at: number): boolean => items[at]?.kind === 'digits';
  return (
    digits <= LONGEST_FACTOR &&
    ((isTimes(last + 1) && isNumber(last + 2)) || (isTimes(first - 1) && isNumber(first - 2)))
  );
};

/** "ten digits": how many there are. */
const isCount = (items: readonly ReadItem[], { last, digits, to }: Row): boolean => {
  const next = items[last + 1];
  return (
    digits <= LONGEST_DAY && next?.kind === 'cue' && next.cue === 'number' && next.span.from - to <= TOUCHING
  );
};

/** Day and year are said as numbers, not digit by digit. */
const isDateLike = ({ first, last, digits }: Row): boolean =>
  digits <= LONGEST_DATE && last - first < LONGEST_DATE_NUMBERS;

/** "the twenty third [of September]", heard as "twenty thirty". */
const isOrdinalMisheard = (items: readonly ReadItem[], { first, last }: Row): boolean =>
  last - first === 1 &&
  items.slice(first, last + 1).every((item) => item.kind === 'digits' && item.digits.length === LONGEST_DAY);

/** "[September] two thousand twenty seven, ten fifteen": a year said in full, then the time. */
const startsWithYear = (items: readonly ReadItem[], { first, digits }: Row): boolean => {
  const item = items[first];
  return (
    item?.kind === 'digits' &&
    item.isThousands &&
    item.digits.length === YEAR_DIGITS &&
    digits <= LONGEST_DATE_AND_TIME
  );
};

/** "two thousand and twenty eight" may be the year of an expiry date. */
const isYear = (items: readonly ReadItem[], { first, last }: Row): boolean =>
  items
    .slice(first, last + 1)
    .some(
      (item) =>
        item.kind === 'digits' &&
        item.digits.length === 4 &&
        item.digits[0]?.value === 2 &&
        item.digits[1]?.value === 0,
    );

/** The unit just before a row, a joining word between them or none: "march the", "pounds and". */
const unitBefore = (
  items: readonly ReadItem[],
  row: Row,
): { readonly item: Extract<ReadItem, { kind: 'unit' }>; readonly at: number } | undefined => {
  for (let at = row.first - 1; at >= Math.max(0, row.first - 2); at--) {
    const item = items[at];
    if (item === undefined || row.from - item.span.to > ROW_GAP) return undefined;
    if (item.kind === 'unit') return { item, at };
    if (item.kind !== 'filler' && item.kind !== 'other') return undefined;
  }
  return undefined;
};

const hasThousands = (items: readonly ReadItem[], row: Row): boolean => {
  for (let i = row.first; i <= row.last; i++) {
    const item = items[i];
    if (item?.kind === 'digits' && item.isThousands) return true;
  }
  return false;
};

/** A small number, one short word, then the amount. */
const isRange = (items: readonly ReadItem[], before: Row, row: Row): boolean => {
  if (before.digits > LONGEST_RANGE_END || row.first - before.last !== 2) return false;
  const between = items[before.last + 1];
  return (between?.kind === 'filler' || between?.kind === 'other') && row.from - before.to <= 2 * ROW_GAP;
};
