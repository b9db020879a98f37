/**
 * The answer to a question for a short secret, where the recogniser made out no word of it.
 *
 *     agent    and the security code please
 *     caller                                   [unk]  [unk]          is that okay
 *     masked                                 [---------------]
 *
 * Of a card number some digits are always heard; of three, in a voice that the recogniser does not know, sometimes
 * none. Speech most of which it is sure of is no answer, and long speech is talk.
 */
import type { ReadItem } from './numbers/reader.js';
import { span, type Span } from '../core/span.js';
import { millisToTicks, type Ticks } from '../core/units.js';

/** An answer begins this soon after its question. */
const ANSWER = millisToTicks(8_000);
/** Between two things that are said. */
const PAUSE = millisToTicks(700);
const LONGEST = millisToTicks(4_000);
/** The recogniser places unknown speech roughly. */
const REACH = millisToTicks(400);
/** Below this a word may be another. */
const UNSURE = 0.6;

/**
 * @param items of the party that answers
 * @param since where the question ended
 * @returns undefined where nothing was said, or words
 */
export const unheardAnswer = (items: readonly ReadItem[], since: Ticks): Span | undefined => {
  const said = items.filter(({ span: place }) => place.from >= since && place.from <= since + ANSWER);
  for (const burst of burstsOf(said)) {
    if (burst.every((item) => item.kind === 'filler')) continue;
    const [first, last] = [burst[0], burst.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    if (burst.filter(isNoWord).length * 2 < burst.length) return undefined;
    const isLong = last.span.to - first.span.from > LONGEST;
    return isLong ? undefined : span(Math.max(since, first.span.from - REACH), last.span.to + REACH);
  }
  return undefined;
};

const burstsOf = (items: readonly ReadItem[]): ReadItem[][] => {
  const bursts: ReadItem[][] = [];
  for (const item of items) {
    const open = bursts.at(-1);
    const before = open?.at(-1);
    if (open !== undefined && before !== undefined && item.span.from - before.span.to < PAUSE)
      open.push(item);
    else bursts.push([item]);
  }
  return bursts;
};

/** Numbers that were taken for an amount are none of talk, either. */
const isNoWord = ({ kind, confidence }: ReadItem): boolean =>
  kind === 'unknown' || kind === 'digits' || kind === 'unit' || confidence < UNSURE;
