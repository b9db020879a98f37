/**
 * How far a mask reaches beyond the digits that were recognised.
 *
 *     heard     okay  with  five fifty five ...  nineteen thirty  [unk]       (a digit at each end misheard)
 *     mask           [-----------------------------------------------]
 *
 * It reaches into the pauses around its digits, at most to the words beside them. In a payment also back to the cue
 * that announced them; and where digits are missing, over as many of the words beside them: those are digits
 * misheard, perhaps. It never covers a cue, nor a word further from the digits than the digits missing, but in noise.
 */
import type { Light } from './conversation.js';
import { inPayment, type Run } from './run.js';
import type { Neighbour, Stretch } from './stretch.js';
import { span, type Span } from '../core/span.js';
import { millisToTicks } from '../core/units.js';

const REACH = millisToTicks(260);
const REACH_IN_PAYMENT = millisToTicks(700);
/** Digits follow the cue that announced them at least this soon; what is between may be digits unheard. */
const REACH_TO_CUE = millisToTicks(4_000);
/** Further than that where digits are missing, as far as nobody is heard to say a word. */
const REACH_IF_SHORT = millisToTicks(2_400);
/** What was asked for and is cut short goes on for so long, whatever is heard. */
const REACH_IF_ASKED = millisToTicks(1_200);
/** The same of a card number that was asked for: a digit heard as a cue ("back", "date") is no end of it. */
const REACH_A_DIGIT = millisToTicks(700);
const NEARLY_PAN = 11;
/** A number that is long enough and not valid has been misheard: a digit may be lost, and another one too many. */
const LOST_IF_INVALID = 1;
/** Words between two parts of a number that are more than the digits missing are talk. */
const MORE_WORDS = 2;
/** A longer word, or a longer stretch of unknown speech, is covered up to here. */
const LONGEST_DIGIT = millisToTicks(800);
/** Words that may be digits lie this close to them; or so far, turn by turn. */
const GROUP_GAP = millisToTicks(1_500);
const TURN_GAP = millisToTicks(4_000);
/** Words taken for digits misheard, at each end of a stretch. */
const MOST_MISHEARD = 5;
/** Lengths that are expected: what most cards have (ISO/IEC 7812-1 allows 12 to 19). */
const EXPECTED_DIGITS = { pan: 16, cvv: 3, expiry: 4 } as const;
/** The shortest run that is worth completing when nobody talked about a card. */
const PAN_LIKE = 8;

/**
 * In noise digits at either end are lost and words are made up, so in a payment it reaches over everything: this far,
 * and further for each digit that is missing.
 */
const NOISY_REACH_BACK = millisToTicks(1_500);
const NOISY_REACH_ON = millisToTicks(3_000);
const NOISY_REACH_A_DIGIT = millisToTicks(700);
const MOST_NOISY_REACH = millisToTicks(4_000);
/** Digits that were asked for may be lost until the first is heard. */
export const NOISY_REACH_TO_CUE = millisToTicks(10_000);

/** Nothing is further from a stretch in its mask, but the next part of the same number. */
export const FARTHEST_ON = millisToTicks(6_000);

/** Audio this close to the newest word may still belong to a mask that reaches back to it. */
export const MAX_REACH = millisToTicks(5_500);
/** What follows a stretch must be final this far before its mask can have an end. */
export const MAX_REACH_ON = millisToTicks(2_500);

/** @param light on the stretch itself, which may not be that on its run: what the last cue before it asked for */
export const maskOf = (stretch: Stretch, run: Run, light: Light): Span => {
  const { span: digits, cueTo } = stretch;
  const isPayment = inPayment(run.light) || run.light.expects !== undefined;
  const missing = missingDigits(stretch, run, light);
  const reach = reachOf(isPayment, missing);

  const ends: Ends = { missing, reach, isExpected: light.expects !== undefined };
  let from = reachBack(stretch, run, ends);
  if (isPayment && cueTo !== undefined && digits.from - cueTo <= REACH_TO_CUE) from = Math.min(from, cueTo);
  let to = light.expects !== undefined && missing > 0 ? digits.to + REACH_IF_ASKED : digits.to;
  if (isCutShort(stretch, run, missing))
    to = Math.max(to, digits.to + Math.min(MAX_REACH_ON, missing * REACH_A_DIGIT));
  to = Math.max(to, reachOn(stretch, run, ends));

  const isNoisy = run.evidence.isNoisy && (isPayment || run.evidence.digits >= PAN_LIKE);
  if (isNoisy) {
    from = Math.min(from, digits.from - noisyReach(NOISY_REACH_BACK, missing));
    to = Math.max(to, digits.to + noisyReach(NOISY_REACH_ON, missing));
  }
  to = Math.max(to, reachToNext(stretch, run, missing, isNoisy));
  let start = Math.max(0, from, digits.from - MAX_REACH);
  const { announcedTo } = light;
  if (isNoisy && isPayment && announcedTo !== undefined && digits.from - announcedTo <= NOISY_REACH_TO_CUE)
    start = Math.min(start, announcedTo);
  return span(start, Math.max(start, to));
};

const reachOf = (isPayment: boolean, missing: number): number => {
  if (missing > 0) return REACH_IF_SHORT;
  return isPayment ? REACH_IN_PAYMENT : REACH;
};

/** The end of a card number that was asked for, with a few digits unheard: what is said at once may be those. */
const isCutShort = (stretch: Stretch, { stretches, light, evidence }: Run, missing: number): boolean =>
  missing > 0 && light.payment === 2 && evidence.digits >= NEARLY_PAN && stretch === stretches.at(-1);

/** Over words that may be digits misheard, and on into the silence before them. */
const reachBack = (stretch: Stretch, run: Run, ends: Ends): number => {
  const { reach } = ends;
  const { span: digits, wordsBefore, edgeBefore, after } = stretch;
  const words = misheard(wordsBefore, stretch, run, ends);
  const last = words.at(-1)?.span;
  if (last === undefined) return Math.max(digits.from - reach, Math.min(after, digits.from - REACH));
  const isLong = last.to - last.from > LONGEST_DIGIT;
  const beyond = wordsBefore[words.length]?.span.to ?? edgeBefore;
  const from = isLong ? last.to - LONGEST_DIGIT : Math.max(last.from - reach, Math.min(beyond, last.from));
  return Math.min(from, digits.from - REACH);
};

const reachOn = (stretch: Stretch, run: Run, ends: Ends): number => {
  const { reach } = ends;
  const { span: digits, wordsAfter, edgeAfter, before } = stretch;
  const words = misheard(wordsAfter, stretch, run, ends);
  const last = words.at(-1)?.span;
  const far = digits.to + (last === undefined ? MAX_REACH_ON : FARTHEST_ON);
  if (last === undefined) return Math.min(digits.to + reach, Math.max(before, digits.to + REACH), far);
  const isLong = last.to - last.from > LONGEST_DIGIT;
  const beyond = wordsAfter[words.length]?.span.from ?? edgeAfter;
  const to = isLong ? last.from + LONGEST_DIGIT : Math.min(last.to + reach, Math.max(beyond, last.to));
  return Math.min(Math.max(to, digits.to + REACH), far);
};

/** How far a mask goes on towards the next part of the same number: what lies between may be the digits missing. */
const reachToNext = (stretch: Stretch, run: Run, missing: number, isNoisy: boolean): number => {
  const { span: digits, strangers } = stretch;
  const next = run.stretches[run.stretches.indexOf(stretch) + 1];
  if (next === undefined) {
    // What lies between a number cut short and what is asked next is the rest of it, unheard.
    const rest = isNoisy && missing > 0 ? run.rest?.stretches[0] : undefined;
    return rest !== undefined && rest.span.from - digits.to <= NOISY_REACH_TO_CUE
      ? rest.span.from
      : digits.to;
  }
  const gap = next.span.from - digits.to;
  // A cue misheard in the middle of a flow of digits parts nothing.
  if (gap <= (isNoisy ? NOISY_REACH_TO_CUE : MAX_REACH_ON)) return next.span.from;
  return missing > 0 && strangers <= missing + MORE_WORDS ? next.span.from : digits.to;
};

/** What is known of both ends of a stretch. */
interface Ends {
  /** Digits, over the whole run. */
  readonly missing: number;
  readonly reach: number;
  /** A date or a code was asked for. */
  readonly isExpected: boolean;
}

/**
 * The words at one end that may be digits misheard: as many as are missing, and the first if it is doubtful; of a date
 * the second, too: "end of [unk] twenty nine" is a month that the recogniser has no word for.
 */
const misheard = (
  words: readonly Neighbour[],
  { span: digits, values }: Stretch,
  { evidence, light }: Run,
  { missing, isExpected }: Ends,
): readonly Neighbour[] => {
  const isNumber = isExpected || evidence.digits >= PAN_LIKE || values.length < evidence.digits;
  const beside = words.slice(0, isExpected ? 2 : 1).findIndex(({ isDoubtful }) => isDoubtful);
  const doubtful = isNumber ? beside + 1 : 0;
  const most = Math.min(Math.max(missing, doubtful), MOST_MISHEARD);
  // Groups come turn by turn where the number was asked for.
  const gap = missing > 1 && (light.payment === 2 || light.afterPan) ? TURN_GAP : GROUP_GAP;
  const far = words.findIndex((word, at) => distance(word.span, words[at - 1]?.span ?? digits) > gap);
  return words.slice(0, far === -1 ? most : Math.min(most, far));
};

const distance = (a: Span, b: Span): number => Math.max(a.from - b.to, b.from - a.to);

const noisyReach = (least: number, missing: number): number =>
  Math.min(least + missing * NOISY_REACH_A_DIGIT, MOST_NOISY_REACH);

/** How many digits more there should be; a number that is long enough and not valid may have lost one as well. */
const missingDigits = ({ values }: Stretch, run: Run, light: Light): number => {
  const { digits } = run.evidence;
  if (light.expects !== undefined && values.length < EXPECTED_DIGITS[light.expects])
    return EXPECTED_DIGITS[light.expects] - values.length;
  const isAnnounced = run.light.payment === 2 || (run.light.payment === 1 && run.evidence.isNoisy);
  const isPanLike = digits >= PAN_LIKE || (isAnnounced && !run.light.afterPan);
  if (!isPanLike || run.evidence.isValid) return 0;
  return Math.max(LOST_IF_INVALID, EXPECTED_DIGITS.pan - digits);
};
