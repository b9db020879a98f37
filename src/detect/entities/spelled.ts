/**
 * Codes that are spelled out, where letters were not heard as letters: people spell with words that no alphabet
 * lists, and a recogniser of numbers alone hears nothing of them.
 *
 *     dog | easy | one | six          D E 1 6        a word stands for the letter that it begins with
 *     [unk] | [unk] | one | six       ? ? 1 6
 */
import type { ReadItem } from '../numbers/reader.js';
import { millisToTicks } from '../../core/units.js';

/** Nobody pauses longer between two characters of one group. */
const FLOW = millisToTicks(1_000);
/** A letter that was not recognised may be three words: "d as in dog". */
export const UNHEARD_WEIGHT = 1 / 3;

/** Its digits, its letters in capitals, or the letter that its word begins with; empty where it is none of these. */
export const charactersOf = (item: ReadItem | undefined): string => {
  if (item?.kind === 'digits') return item.digits.map(({ value }) => value).join('');
  if (item?.kind === 'unit') return item.letter?.toUpperCase() ?? '';
  return item?.kind === 'letters' ? item.letters.map(({ value }) => value.toUpperCase()).join('') : '';
};

/** The same, and of a word that is no letter the one that it begins with. */
export const readAsSpelled = (item: ReadItem | undefined): string =>
  item?.kind === 'other' ? (item.initial?.toUpperCase() ?? '') : charactersOf(item);

/** Whether the item at `at` goes on with the one before it. */
export const flowsOn = (items: readonly ReadItem[], at: number): boolean => {
  const [before, item] = [items[at - 1], items[at]];
  return before !== undefined && item !== undefined && item.span.from - before.span.to <= FLOW;
};

/**
 * The first of the items before `at` that were said in one go with it and were not recognised, with single words
 * between them; `at` where there is none.
 * @param least the first item that may be
 * @param most how many there may be
 */
export const unheardBefore = (
  items: readonly ReadItem[],
  at: number,
  least: number,
  most: number,
): number => {
  let start = at;
  for (let i = at - 1; i >= least && at - i <= most && flowsOn(items, i + 1); i--) {
    const item = items[i];
    if (item?.kind === 'unknown') start = i;
    else if (item?.kind !== 'other' || items[i + 1]?.kind !== 'unknown') break;
  }
  return start;
};

/** The same behind the items before `at`: the first item that is no part of it. */
export const unheardAfter = (items: readonly ReadItem[], at: number, end: number, most: number): number => {
  let to = at;
  for (let i = at; i < end && i - at < most && flowsOn(items, i); i++) {
    const item = items[i];
    if (item?.kind === 'unknown') to = i + 1;
    else if (item?.kind !== 'other' || items[i - 1]?.kind !== 'unknown') break;
  }
  return to;
};
