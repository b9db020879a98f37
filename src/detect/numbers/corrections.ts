/**
 * Takes corrections at their word: which digits a speaker means in the end.
 *
 *     four two four two   no   four three          4 2 4 3     what follows a correction replaces as many digits
 *     vier drei   nicht   zwei                     4 3         what is denied does not count
 *
 * For checksums and labels only. What is masked is every digit that was said: the wrong ones tell a lot as well.
 */
import { millisToTicks } from '../../core/units.js';
import type { ReadItem, SpokenDigit } from './reader.js';

/** A correction is said in one breath. */
const BREATH = millisToTicks(800);

/** The digits of `items` that stand in the end, in order. */
export const settledDigits = (items: readonly ReadItem[]): SpokenDigit[] => {
  const settled: SpokenDigit[] = [];
  let mode: 'says' | 'replaces' | 'denies' = 'says';
  for (let at = 0; at < items.length; at++) {
    const item = items[at];
    if (item?.kind === 'correction') mode = item.denies === true ? 'denies' : 'replaces';
    if (item?.kind !== 'digits') continue;
    if (mode === 'says') {
      settled.push(...item.digits);
      continue;
    }
    const { digits, next } = breath(items, at);
    if (mode === 'replaces') settled.splice(-digits.length, digits.length, ...digits);
    // After "not two" the right digits may follow: they stand in for what was denied.
    mode = mode === 'denies' && next < items.length ? 'replaces' : 'says';
    at = next - 1;
  }
  return settled;
};

/** Digits said without a pause or a word between them. */
const breath = (
  items: readonly ReadItem[],
  from: number,
): { readonly digits: readonly SpokenDigit[]; readonly next: number } => {
  const digits: SpokenDigit[] = [];
  let next = from;
  for (; next < items.length; next++) {
    const item = items[next];
    const last = digits.at(-1);
    if (item?.kind !== 'digits') break;
    if (last !== undefined && item.span.from - last.span.to > BREATH) break;
    digits.push(...item.digits);
  }
  return { digits, next };
};
