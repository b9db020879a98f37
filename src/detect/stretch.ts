/**
 * Finds where digits stand close together in what one leg has said.
 *
 *     words     my card number is  four two four two   uh   four two ...    okay and it expires   may twenty nine
 *     stretch                      [----------------------------------]                           [-------------]
 *
 * A stretch is masked from its first to its last digit, whatever is between them: that is where digits the
 * recogniser dropped lie. Amounts, times and dates are left out (measures.ts), but for dates that may be those of
 * a card's expiry.
 */
import type { HeardCue } from './conversation.js';
import { announcesOther, leavesOpen, type Cue } from './language.js';
import { measuresOf, type Measure } from './measures.js';
import type { ReadItem } from './numbers/reader.js';
import { span, type Span } from '../core/span.js';
import { millisToTicks, type Ticks } from '../core/units.js';

export interface Stretch {
  /** First digit's start to last digit's end; from the month where it was named. */
  readonly span: Span;
  /** Spoken digits, in the clear: stays in the speech worker. */
  readonly values: readonly number[];
  /** Where each of them was said. */
  readonly places: readonly Span[];
  /** Separate numbers: "forty two" is one. */
  readonly numbers: number;
  /** Those of two digits. */
  readonly pairs: number;
  /** 1..12 where a month was named just before the digits or after them. */
  readonly month: number | undefined;
  /** The words around it, nearest first, with no long silence between: digits misheard, perhaps. */
  readonly wordsBefore: readonly Neighbour[];
  readonly wordsAfter: readonly Neighbour[];
  /** Where what comes before the first of those ends, and what comes after the last of them starts. */
  readonly edgeBefore: Ticks;
  readonly edgeAfter: Ticks;
  /** Where the words around it end and start; they bound how far a mask may reach into the pause. */
  readonly after: Ticks;
  readonly before: Ticks;
  /** Digits with no more than a word between them, in order: a number read out is one such flow, a list is many. */
  readonly flows: readonly Flow[];
  /** Words between its digits that are no digits. */
  readonly inner: number;
  /** "and" between its digits: things are being listed. */
  readonly joins: number;
  /** Words that are no digits since the last digit. */
  readonly strangers: number;
  /** Nothing but fillers was said since a pause before it. */
  readonly isOpening: boolean;
  /** Somebody said "number" since the digits before it. */
  readonly isNumbered: boolean;
  /** The last cue since the stretch before, by either party: it says what this one is. */
  readonly announcedBy: Cue | undefined;
  /** That cue was the other party's. */
  readonly isAsked: boolean;
  /** Noise was nearly as loud as the voice. */
  readonly isNoisy: boolean;
  /** Where the last cue since the digits before it ended, if that cue spoke of a payment. */
  readonly cueTo: Ticks | undefined;
  /** Index of the first word. */
  readonly firstWord: number;
  readonly lastWord: number;
}

export interface Flow {
  readonly digits: number;
  /** Words between them that are no digits. */
  readonly words: number;
}

/** A word beside a stretch. */
export interface Neighbour {
  readonly span: Span;
  /** The recogniser has no word for it, or is not sure. */
  readonly isDoubtful: boolean;
}

export interface Surroundings {
  /** Cues of the other party: a question between two numbers parts them. */
  readonly asked: readonly HeardCue[];
  /** Whether a date said here may be the expiry date of a card. */
  readonly mayExpire: (at: Ticks) => boolean;
  /** Whether a card number has just been asked for: what is said here is that number, in thousands or not. */
  readonly isAsked: (at: Ticks) => boolean;
  /** Whether noise was nearly as loud as the voice there. */
  readonly isNoisy: (place: Span) => boolean;
}

const NEVER = Number.MAX_SAFE_INTEGER as Ticks;
const ALONE: Surroundings = {
  asked: [],
  mayExpire: () => false,
  isAsked: () => false,
  isNoisy: () => false,
};

/** Pauses and words that a stretch bridges. */
const STRETCH_GAP = millisToTicks(4_000);
const STRETCH_STRANGERS = 3;
/** A number that was announced as another and is as long as a phone number needs no waiting for more. */
export const WHOLE_OTHER_DIGITS = 7;
export const WHOLE_OTHER_GAP = millisToTicks(2_000);
/** Noise sounds like words. */
const NOISY_STRANGERS = 6;
const TOUCHING = millisToTicks(300);
/** Words within a number that is read out: a digit misheard, a filler that is none. */
export const FLOW_STRANGERS = 1;
/** So many digits are a flow, with pauses between groups. */
const FLOW = 4;
const GROUP_PAUSE = millisToTicks(1_200);
/** An answer follows its question after a pause, and not after this long. */
const QUESTION_PAUSE = millisToTicks(800);
const QUESTION_MEMORY = millisToTicks(10_000);
/** A number of fewer digits goes on when the other party says no more than a word. */
const SHORTEST_CARD = 12;
/** Silence before the first word of a turn. */
const TURN_PAUSE = millisToTicks(700);
/** A month and the year after it. */
const MONTH_GAP = millisToTicks(1_000);
const EXPIRY_MONTH_GAP = millisToTicks(4_000);
/** Where the month is looked for, by items. */
const NEAR = [-1, -2, 1] as const;
const MONTHS = 12;
const NEAR_EXPIRY = [-1, -2, -3, -4, -5, -6, 1, 2] as const;
/** Words further away are no part of a number. */
const NEIGHBOUR_GAP = millisToTicks(4_000);
/** A word by itself. */
const ALONE_GAP = millisToTicks(1_500);
const MOST_NEIGHBOURS = 6;
/** Below this a word may be another. */
const UNSURE = 0.8;

interface Draft {
  values: number[];
  places: Span[];
  numbers: number;
  pairs: number;
  month: number | undefined;
  from: Ticks;
  to: Ticks;
  firstItem: number;
  lastItem: number;
  flows: Flow[];
  inner: number;
  joins: number;
  openJoins: number;
  strangers: number;
  isNumbered: boolean;
  announcedBy: Cue | undefined;
  isAsked: boolean;
  cueTo: Ticks | undefined;
}

/** The stretches in one leg's items, in order. */
export const stretchesOf = (items: readonly ReadItem[], around = ALONE): Stretch[] => {
  const { asked, mayExpire, isNoisy } = around;
  const measures = measuresOf(items);
  const drafts: Draft[] = [];
  let announced: Cue | undefined;
  let cueTo: Ticks | undefined;
  let numbered = false;
  items.forEach((item, at) => {
    const open = drafts.at(-1);
    if (item.kind === 'cue') {
      if (!isNoise(items, at, open)) {
        if (leavesOpen(item.cue)) numbered = numbered || item.confidence >= UNSURE;
        else announced = item.cue;
      }
      cueTo = announcesOther(item.cue) ? undefined : item.span.to;
    }
    if (item.kind !== 'digits' || !counts(measures.get(at), item, around)) {
      if (open !== undefined && isStranger(item)) open.strangers++;
      if (open !== undefined && item.kind === 'filler' && item.joins === true) open.openJoins++;
      return;
    }
    const month = monthBeside(items, at, mayExpire(item.span.from));
    const question = announced === undefined ? questionBefore(item, open, asked) : undefined;
    announced ??= question;
    numbered ||= isNumberAsked(item, open, asked);
    const joins =
      open !== undefined &&
      announced === undefined &&
      !numbered &&
      item.span.from - open.to <= (isWholeOther(open) ? WHOLE_OTHER_GAP : STRETCH_GAP) &&
      open.strangers <= (isNoisy(span(open.from, item.span.to)) ? NOISY_STRANGERS : STRETCH_STRANGERS);
    if (joins) extend(open, item, at, month?.value);
    else {
      drafts.push({
        values: item.digits.map((digit) => digit.value),
        places: item.digits.map((digit) => digit.span),
        numbers: 1,
        pairs: isPair(item) ? 1 : 0,
        month: month?.value,
        from: Math.min(item.span.from, month?.span.from ?? item.span.from) as Ticks,
        to: Math.max(item.span.to, month?.span.to ?? item.span.to) as Ticks,
        firstItem: month === undefined ? at : Math.min(at, month.at),
        lastItem: month === undefined ? at : Math.max(at, month.at),
        flows: [{ digits: item.digits.length, words: 0 }],
        inner: 0,
        joins: 0,
        openJoins: 0,
        strangers: 0,
        isNumbered: numbered,
        announcedBy: announced,
        isAsked: question !== undefined,
        cueTo,
      });
    }
    announced = undefined;
    cueTo = undefined;
    numbered = false;
  });
  return drafts.map((draft) => finished(draft, items, isNoisy));
};

const isPair = ({ digits }: Extract<ReadItem, { kind: 'digits' }>): boolean => digits.length === 2;

const isWholeOther = ({ announcedBy, values }: Draft): boolean =>
  announcesOther(announcedBy) && values.length >= WHOLE_OTHER_DIGITS;

const extend = (
  open: Draft,
  item: Extract<ReadItem, { kind: 'digits' }>,
  at: number,
  month: number | undefined,
): void => {
  open.values.push(...item.digits.map((digit) => digit.value));
  open.places.push(...item.digits.map((digit) => digit.span));
  open.numbers++;
  open.pairs += isPair(item) ? 1 : 0;
  open.month ??= month;
  open.to = item.span.to;
  open.lastItem = at;
  const flow = open.strangers + open.openJoins <= FLOW_STRANGERS ? open.flows.pop() : undefined;
  const { digits, words } = flow ?? { digits: 0, words: -open.strangers };
  open.flows.push({ digits: digits + item.digits.length, words: words + open.strangers });
  open.inner += open.strangers;
  open.joins += open.openJoins;
  open.openJoins = 0;
  open.strangers = 0;
};

const counts = (
  measure: Measure | undefined,
  { span: at }: ReadItem,
  { mayExpire, isAsked }: Surroundings,
): boolean => {
  switch (measure) {
    case undefined:
      return true;
    case 'amount':
      return false;
    case 'date':
      return mayExpire(at.from);
    case 'thousands':
      return isAsked(at.from);
  }
};

/**
 * A month by name next to a number, a filler between them or none; where it may be an expiry date, a few words
 * ("march, let me see, of twenty nine").
 */
const monthBeside = (
  items: readonly ReadItem[],
  at: number,
  mayExpire: boolean,
): { readonly value: number; readonly span: Span; readonly at: number } | undefined => {
  const own = items[at] as ReadItem;
  for (const index of mayExpire ? NEAR_EXPIRY : NEAR) {
    const item = items[index + at];
    const value = monthOf(item) ?? (mayExpire && index < 0 ? monthByRank(item) : undefined);
    if (item === undefined || value === undefined) continue;
    const gap = index < 0 ? own.span.from - item.span.to : item.span.from - own.span.to;
    const between = items.slice(Math.min(at, at + index) + 1, Math.max(at, at + index));
    const isBeside = between.every((one) => one.kind === 'filler' || (mayExpire && isOfDate(one)));
    if (isBeside && gap <= (mayExpire ? EXPIRY_MONTH_GAP : MONTH_GAP))
      return { value, span: item.span, at: index + at };
  }
  return undefined;
};

const monthOf = (item: ReadItem | undefined): number | undefined =>
  item?.kind === 'unit' ? item.month : undefined;

/** "the ninth of twenty nine" */
const monthByRank = (item: ReadItem | undefined): number | undefined => {
  const rank = item?.kind === 'unit' || item?.kind === 'other' ? item.ordinal : undefined;
  return rank !== undefined && rank <= MONTHS ? rank : undefined;
};

/** Words between a month and its year: "september and the year is twenty nine". */
const isOfDate = (item: ReadItem): boolean =>
  item.kind === 'other' || item.kind === 'unknown' || (item.kind === 'unit' && item.ofDate === true);

/** What the other party asked for in the pause before a number. */
const questionBefore = (
  item: ReadItem,
  open: Draft | undefined,
  asked: readonly HeardCue[],
): Cue | undefined => {
  const since = open?.to ?? item.span.from - QUESTION_MEMORY;
  if (open !== undefined && item.span.from - open.to < QUESTION_PAUSE) return undefined;
  return asked.findLast(
    ({ cue, isLone, span: said }) =>
      !leavesOpen(cue) &&
      !(isLone === true && cue !== 'card' && isUnfinished(open)) &&
      said.to > since &&
      said.from >= since - TOUCHING &&
      said.to <= item.span.from + TOUCHING,
  )?.cue;
};

/** Part of a number perhaps: what the other party says in one word is a "go on", whatever it is heard as. */
const isUnfinished = (open: Draft | undefined): boolean =>
  open !== undefined && open.values.length >= FLOW && open.values.length < SHORTEST_CARD;

/** "and the best number for you": what is asked for in the pause before a number, whatever it is. */
const isNumberAsked = (item: ReadItem, open: Draft | undefined, asked: readonly HeardCue[]): boolean =>
  open !== undefined &&
  item.span.from - open.to >= QUESTION_PAUSE &&
  asked.some(
    ({ cue, announces, span: said }) =>
      cue === 'number' &&
      !announces &&
      said.from >= open.to - TOUCHING &&
      said.to <= item.span.from + TOUCHING,
  );

/** A lone cue word in the middle of a flow of digits is a digit misheard. */
const isNoise = (items: readonly ReadItem[], at: number, open: Draft | undefined): boolean => {
  const item = items[at];
  const next = items[at + 1];
  if (item === undefined || open === undefined || next?.kind !== 'digits') return false;
  if (item.words.to - item.words.from > 1 || item.span.from - open.to > pauseBefore(item, open)) return false;
  return next.span.from - item.span.to <= (open.values.length >= FLOW ? GROUP_PAUSE : TOUCHING);
};

/** "zero ... date ... four": a word that says nothing by itself may be a digit of a number that is read out slowly. */
const pauseBefore = (item: ReadItem, open: Draft): Ticks =>
  item.kind === 'cue' && item.isVague && isUnfinished(open) ? GROUP_PAUSE : TOUCHING;

const isStranger = (item: ReadItem): boolean =>
  item.kind === 'other' ||
  item.kind === 'letters' ||
  item.kind === 'address' ||
  item.kind === 'unknown' ||
  item.kind === 'unit' ||
  item.kind === 'digits';

const finished = (draft: Draft, items: readonly ReadItem[], isNoisy: Surroundings['isNoisy']): Stretch => {
  const first = items[draft.firstItem] as ReadItem;
  const last = items[draft.lastItem] as ReadItem;
  const wordsBefore = neighbours(items, draft.firstItem, -1);
  const wordsAfter = neighbours(items, draft.lastItem, 1);
  return {
    span: span(draft.from, draft.to),
    values: draft.values,
    places: draft.places,
    numbers: draft.numbers,
    pairs: draft.pairs,
    month: draft.month,
    wordsBefore,
    wordsAfter,
    edgeBefore: items[draft.firstItem - wordsBefore.length - 1]?.span.to ?? (0 as Ticks),
    edgeAfter: items[draft.lastItem + wordsAfter.length + 1]?.span.from ?? NEVER,
    after: items[draft.firstItem - 1]?.span.to ?? (0 as Ticks),
    before: items[draft.lastItem + 1]?.span.from ?? NEVER,
    flows: draft.flows,
    inner: draft.inner,
    joins: draft.joins,
    strangers: draft.strangers,
    isOpening: isOpening(items, draft.firstItem),
    isNumbered: draft.isNumbered,
    announcedBy: draft.announcedBy,
    isAsked: draft.isAsked,
    isNoisy: isNoisy(span(draft.from, draft.to)),
    cueTo: draft.cueTo,
    firstWord: first.words.from,
    lastWord: last.words.to,
  };
};

/** The words beside an item that may be digits misheard: any but those that say what a number is. */
const neighbours = (items: readonly ReadItem[], from: number, step: 1 | -1): Neighbour[] => {
  const found: Neighbour[] = [];
  let edge = (items[from] as ReadItem).span;
  for (let at = from + step; found.length < MOST_NEIGHBOURS; at += step) {
    const item = items[at];
    if (item === undefined || item.kind === 'digits' || (item.kind === 'cue' && !isLoneCue(items, at, step)))
      break;
    const gap = step === 1 ? item.span.from - edge.to : edge.from - item.span.to;
    if (gap > NEIGHBOUR_GAP) break;
    found.push({ span: item.span, isDoubtful: item.kind === 'unknown' || item.confidence < UNSURE });
    edge = item.span;
  }
  return found;
};

/** One word after digits that announces nothing: a digit misheard, perhaps. */
const isLoneCue = (items: readonly ReadItem[], at: number, step: 1 | -1): boolean => {
  const item = items[at];
  const next = items[at + 1];
  if (step === -1 || item === undefined || item.words.to - item.words.from > 1) return false;
  return next === undefined || next.span.from - item.span.to > ALONE_GAP;
};

const isOpening = (items: readonly ReadItem[], first: number): boolean => {
  let edge = (items[first] as ReadItem).span.from;
  for (let at = first - 1; at >= 0; at--) {
    const item = items[at] as ReadItem;
    if (edge - item.span.to >= TURN_PAUSE) return true;
    if (item.kind !== 'filler') return false;
    edge = item.span.from;
  }
  return true;
};
