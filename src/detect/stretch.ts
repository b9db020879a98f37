/**
 * Finds where digits stand close together in what one leg has said.
 *
 *     words     my card number is  four two four two   uh   four two ...    okay and it expires   oh nine ...
 *     stretch                      [----------------------------------]                           [------]
 *     run                          [------------------------------------------------------------------ ...
 *
 * A stretch is masked from its first to its last digit, whatever is between them: that is where digits the
 * recogniser dropped lie. A run is stretches near enough to be one number; its digits are counted together.
 */
import type { HeardCue } from './conversation.js';
import { announcesOther, leavesOpen, type Cue } from './language.js';
import type { ReadItem } from './numbers/reader.js';
import { span, type Span } from '../core/span.js';
import { millisToTicks, type Ticks } from '../core/units.js';

export interface Stretch {
  /** First digit's start to last digit's end. */
  readonly span: Span;
  /** Spoken digits, in the clear: stays in the speech worker. */
  readonly values: readonly number[];
  /** Separate numbers: "forty two" is one. */
  readonly numbers: number;
  /** Where the words around it end and start; they bound how far a mask may reach. */
  readonly after: Ticks;
  readonly before: Ticks;
  /** Words that are no digits since the last digit. */
  readonly strangers: number;
  /** The last cue since the stretch before, by either party: it says what this one is. */
  readonly announcedBy: Cue | undefined;
  /** Where the last cue since the digits before it ended, if that cue spoke of a payment. */
  readonly cueTo: Ticks | undefined;
  /** Index of the first word. */
  readonly firstWord: number;
  readonly lastWord: number;
}

/** Pauses and words that a stretch bridges. */
const STRETCH_GAP = millisToTicks(4_000);
const STRETCH_STRANGERS = 3;
/** Unrecognised speech this short beside a digit may be a digit. */
const SHORT_UNKNOWN = millisToTicks(700);
const TOUCHING = millisToTicks(300);
/** So many digits are a flow, with pauses between groups. */
const FLOW = 4;
const GROUP_PAUSE = millisToTicks(1_200);
/** An answer follows its question after a pause, and not after this long. */
const QUESTION_PAUSE = millisToTicks(800);
const QUESTION_MEMORY = millisToTicks(10_000);
/** Below this a word is a guess. */
const UNSURE = 0.6;

interface Draft {
  values: number[];
  numbers: number;
  from: Ticks;
  to: Ticks;
  firstItem: number;
  lastItem: number;
  strangers: number;
  announcedBy: Cue | undefined;
  cueTo: Ticks | undefined;
}

/**
 * The stretches in one leg's items, in order.
 * @param asked cues of the other party: a question between two numbers parts them
 */
export const stretchesOf = (items: readonly ReadItem[], asked: readonly HeardCue[] = []): Stretch[] => {
  const drafts: Draft[] = [];
  let announced: Cue | undefined;
  let cueTo: Ticks | undefined;
  items.forEach((item, at) => {
    const open = drafts.at(-1);
    if (item.kind === 'cue') {
      if (!leavesOpen(item.cue) && !isNoise(items, at, open)) announced = item.cue;
      cueTo = announcesOther(item.cue) ? undefined : item.span.to;
    }
    if (item.kind !== 'digits' || isMeasured(items, at, open)) {
      if (open !== undefined && isStranger(item)) open.strangers++;
      return;
    }
    const values = item.digits.map((digit) => digit.value);
    announced ??= questionBefore(item, open, asked);
    const joins =
      open !== undefined &&
      announced === undefined &&
      item.span.from - open.to <= STRETCH_GAP &&
      open.strangers <= STRETCH_STRANGERS;
    if (!joins) {
      drafts.push({
        values,
        numbers: 1,
        from: item.span.from,
        to: item.span.to,
        firstItem: at,
        lastItem: at,
        strangers: 0,
        announcedBy: announced,
        cueTo,
      });
      announced = undefined;
      cueTo = undefined;
      return;
    }
    open.values.push(...values);
    open.numbers++;
    open.to = item.span.to;
    open.lastItem = at;
    open.strangers = 0;
  });
  return drafts.map((draft) => finished(draft, items));
};

/** What the other party asked for in the pause before a number. */
const questionBefore = (
  item: ReadItem,
  open: Draft | undefined,
  asked: readonly HeardCue[],
): Cue | undefined => {
  const since = open?.to ?? item.span.from - QUESTION_MEMORY;
  if (open !== undefined && item.span.from - open.to < QUESTION_PAUSE) return undefined;
  return asked.findLast(
    ({ cue, span: said }) =>
      !leavesOpen(cue) &&
      said.to > since &&
      said.from >= since - TOUCHING &&
      said.to <= item.span.from + TOUCHING,
  )?.cue;
};

/** A lone cue word in the middle of a flow of digits is a digit misheard. */
const isNoise = (items: readonly ReadItem[], at: number, open: Draft | undefined): boolean => {
  const item = items[at];
  const next = items[at + 1];
  if (item === undefined || open === undefined || next?.kind !== 'digits') return false;
  if (item.words.to - item.words.from > 1 || item.span.from - open.to > TOUCHING) return false;
  return next.span.from - item.span.to <= (open.values.length >= FLOW ? GROUP_PAUSE : TOUCHING);
};

/** "forty six dollars", "nine a m": the number beside a unit is an amount, unless it ends a long run. */
const isMeasured = (items: readonly ReadItem[], at: number, open: Draft | undefined): boolean => {
  const next = items[at + 1];
  const item = items[at];
  if (next?.kind !== 'unit' || item === undefined || next.month !== undefined) return false;
  if (next.span.from - item.span.to > TOUCHING) return false;
  const touches = open !== undefined && item.span.from - open.to <= STRETCH_GAP;
  return !touches || open.values.length < 4;
};

const isStranger = (item: ReadItem): boolean =>
  item.kind === 'other' ||
  item.kind === 'letters' ||
  item.kind === 'address' ||
  item.kind === 'unknown' ||
  item.kind === 'unit' ||
  item.kind === 'digits';

const finished = (draft: Draft, items: readonly ReadItem[]): Stretch => {
  const first = items[draft.firstItem] as ReadItem;
  const last = items[draft.lastItem] as ReadItem;
  return {
    span: span(draft.from, draft.to),
    values: draft.values,
    numbers: draft.numbers,
    after: edgeBefore(items, draft.firstItem),
    before: edgeAfter(items, draft.lastItem),
    strangers: draft.strangers,
    announcedBy: draft.announcedBy,
    cueTo: draft.cueTo,
    firstWord: first.words.from,
    lastWord: last.words.to,
  };
};

/** How far back the mask may reach: to the word before, or through it where it may be a digit. */
const edgeBefore = (items: readonly ReadItem[], first: number): Ticks => {
  const own = items[first] as ReadItem;
  const item = items[first - 1];
  if (item === undefined) return 0 as Ticks;
  return own.span.from - item.span.to <= TOUCHING && mayBeDigit(item) ? item.span.from : item.span.to;
};

const edgeAfter = (items: readonly ReadItem[], last: number): Ticks => {
  const own = items[last] as ReadItem;
  const item = items[last + 1];
  if (item === undefined) return Number.MAX_SAFE_INTEGER as Ticks;
  return item.span.from - own.span.to <= TOUCHING && mayBeDigit(item) ? item.span.to : item.span.from;
};

/** Speech the recogniser could not place, or is not sure of, and that is no longer than a digit. */
const mayBeDigit = (item: ReadItem): boolean =>
  (item.kind === 'unknown' || item.confidence < UNSURE) && item.span.to - item.span.from <= SHORT_UNKNOWN;
