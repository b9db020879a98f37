/**
 * The words of two recognisers as one: those of the first, and every number that only the second has heard.
 *
 *     first     card   four         one    [unk]
 *     second    cart   for          one    seven  nine
 *     together  card   four         one    seven  nine
 *
 * Numbers are matched one to one by their place, so no digit of either is lost: what the second hears as two where the
 * first hears one stays two. Where both hear a number at the same place, the first's word counts.
 */
import type { Word } from '../../core/hearing.js';
import { overlaps } from '../../core/span.js';
import { millisToTicks } from '../../core/units.js';
import { UNKNOWN } from './spoken-words.js';

/** Two recognisers place the middle of the same word so close, where their words do not overlap by a third. */
const SAME_PLACE = millisToTicks(100);
const SAME_PART = 1 / 3;

export const united = (
  first: readonly Word[],
  second: readonly Word[],
  isNumber: (text: string) => boolean,
): readonly Word[] => {
  const free = new Set(first.filter(({ text }) => isNumber(text)));
  const added: Word[] = [];
  for (const word of second) {
    if (!isNumber(word.text)) continue;
    const same = nearest(word, free);
    if (same === undefined) added.push(word);
    else free.delete(same);
  }
  const kept = first.filter(
    ({ text, span }) => text !== UNKNOWN || !added.some((word) => overlaps(word.span, span)),
  );
  return [...kept, ...added].sort((a, b) => a.span.from - b.span.from);
};

const middleOf = ({ span }: Word): number => (span.from + span.to) / 2;

const nearest = (word: Word, among: ReadonlySet<Word>): Word | undefined => {
  const near = [...among].filter((other) => isSamePlace(word, other));
  const distance = (other: Word): number => Math.abs(middleOf(other) - middleOf(word));
  return near.sort((a, b) => distance(a) - distance(b))[0];
};

const isSamePlace = (a: Word, b: Word): boolean => {
  if (Math.abs(middleOf(a) - middleOf(b)) <= SAME_PLACE) return true;
  const shared = Math.min(a.span.to, b.span.to) - Math.max(a.span.from, b.span.from);
  const shorter = Math.min(a.span.to - a.span.from, b.span.to - b.span.from);
  return shared > 0 && shared >= shorter * SAME_PART;
};
