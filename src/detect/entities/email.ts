/**
 * E-mail addresses, in one word or spoken.
 *
 *     john | dot | smith | at | example | dot | com        the signs around "at" give it away
 *     s | m | i | t | h | four | two | at ...               letters and digits count, too
 *
 * Where the cue came and "at" was not heard, what was spelled is taken for it.
 */
import { SCORES, type PhraseContext, type PhraseMatch, type PhraseRecogniser } from './phrase.js';
import type { Mark } from '../language.js';
import type { ReadItem } from '../numbers/reader.js';
import { millisToTicks } from '../../core/units.js';

/** Nobody pauses longer inside an address. */
const PAUSE = millisToTicks(1_500);
/** From "at" to the dot, of which so many are words. */
const HOST_ITEMS = 10;
const HOST_WORDS = 2;
/** The most of what was said before "at" that belongs to it after a cue. */
const LOCAL_ITEMS = 24;
/** What joins two parts of a name, and is seldom said elsewhere. */
const JOINING: ReadonlySet<Mark> = new Set<Mark>(['dot', 'dash', 'underscore']);
const SPELLED_LETTERS = 3;
const UNANNOUNCED = { ending: 0.9, dotted: 0.7 } as const;
const SPELLED_SCORE = 0.6;

const markOf = (item: ReadItem | undefined): Mark | undefined =>
  item !== undefined && (item.kind === 'filler' || item.kind === 'other') ? item.mark : undefined;

const isSpelled = (item: ReadItem): boolean =>
  item.kind === 'letters' || item.kind === 'digits' || (item.kind === 'unit' && item.letter !== undefined);

const follows = (items: readonly ReadItem[], at: number): boolean => {
  const before = items[at - 1];
  const item = items[at];
  return before !== undefined && item !== undefined && item.span.from - before.span.to <= PAUSE;
};

/** "At example mail dot com": the one word of a cue before the dot names a host. */
const isNameInHost = (items: readonly ReadItem[], at: number, end: number | undefined): boolean => {
  const item = items[at];
  return end === undefined && item !== undefined && item.words.to - item.words.from === 1;
};

/** Where the host behind an "at" ends: after its dot and what follows that; undefined where it is none. */
const hostEnd = (items: readonly ReadItem[], at: number, to: number): number | undefined => {
  let end: number | undefined;
  let words = 0;
  for (let i = at + 1; i < Math.min(to, at + 1 + HOST_ITEMS) && follows(items, i); i++) {
    const item = items[i];
    const mark = markOf(item);
    if (item === undefined || item.kind === 'correction' || mark === 'at') break;
    if (item.kind === 'cue' && !isNameInHost(items, i, end)) break;
    if (mark === 'domain') end = i + 1;
    if (mark === 'dot' && i + 1 < to && follows(items, i + 1)) end = i + 2;
    if (
      mark === undefined &&
      (item.kind === 'other' || item.kind === 'cue') &&
      end === undefined &&
      ++words > HOST_WORDS
    )
      break;
    // After the dot a spelled ending goes on: "d e".
    const goesOn = mark !== undefined || end === undefined || i < end || item.kind === 'letters';
    if (!goesOn) break;
    if (end !== undefined && item.kind === 'letters') end = i + 1;
  }
  return end;
};

/** The first sign of those said in one go before "at", which join the name's parts; "at" where there is none. */
const firstSign = (items: readonly ReadItem[], at: number, least: number): number => {
  let first = at;
  for (let i = at - 1; i > least && at - i <= LOCAL_ITEMS && follows(items, i + 1); i--) {
    const mark = markOf(items[i]);
    if (items[i]?.kind === 'cue' || mark === 'at' || mark === 'domain') break;
    if (mark !== undefined && JOINING.has(mark)) first = i;
  }
  return first;
};

/** How far back the name before "at" reaches when nothing announced it: over spelling, signs, and words beside them. */
const localStart = (items: readonly ReadItem[], at: number, least: number): number => {
  let from = firstSign(items, at, least);
  let wasWord = false;
  while (from > least && follows(items, from)) {
    const item = items[from - 1];
    if (item === undefined) break;
    const mark = markOf(item);
    const isSign = mark !== undefined && mark !== 'at' && mark !== 'domain';
    const isWord = item.kind === 'other' || item.kind === 'unknown' || item.kind === 'unit';
    // First and last name.
    const isName = from === at - 1 && isWord;
    if (!isSign && !isSpelled(item) && !(isWord && !wasWord) && !isName) break;
    wasWord = !isSign && !isSpelled(item);
    from--;
  }
  return from;
};

/** After a cue the name is all that was said since, in one go. */
const announcedStart = (items: readonly ReadItem[], at: number, least: number): number => {
  let from = at;
  while (from > least && at - from < LOCAL_ITEMS && follows(items, from)) {
    const kind = items[from - 1]?.kind;
    if (kind === 'cue' || kind === 'correction') break;
    from--;
  }
  return from;
};

const endsWell = (items: readonly ReadItem[], from: number, to: number): boolean =>
  items.slice(from, to).some((item) => markOf(item) === 'domain' || item.kind === 'letters');

const spelledOut = (items: readonly ReadItem[], at: number, to: number): PhraseMatch | undefined => {
  let from: number | undefined;
  let end = at;
  let letters = 0;
  for (let i = at; i < to; i++) {
    const item = items[i];
    if (item === undefined || item.kind === 'cue' || (from !== undefined && !follows(items, i))) break;
    const isSign = markOf(item) !== undefined;
    if (!isSign && !isSpelled(item)) continue;
    from ??= i;
    end = i + 1;
    letters += isSign || item.kind === 'letters' ? 1 : 0;
  }
  if (from === undefined || letters === 0) return undefined;
  return { from, to: end, score: letters >= SPELLED_LETTERS ? SPELLED_SCORE : SCORES.begun };
};

const find = (
  items: readonly ReadItem[],
  at: number,
  to: number,
  { cue }: PhraseContext,
): PhraseMatch | undefined => {
  for (let i = at; i < to; i++) {
    const item = items[i];
    if (item?.kind === 'address') return { from: i, to: i + 1, score: 1 };
    if (markOf(item) !== 'at') continue;
    const end = hostEnd(items, i, to);
    const from = cue === undefined ? localStart(items, i, at) : announcedStart(items, i, at);
    if (end === undefined || from === i) continue;
    if (cue !== undefined) return { from, to: end, score: SCORES.announcedValid };
    return { from, to: end, score: endsWell(items, i, end) ? UNANNOUNCED.ending : UNANNOUNCED.dotted };
  }
  return cue === undefined ? undefined : spelledOut(items, at, to);
};

export const emailPhrase: PhraseRecogniser = {
  entity: 'email',
  cues: ['email'],
  isFoundUnannounced: true,
  mayRepeat: true,
  find,
};
