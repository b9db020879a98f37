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
/** Further than that where digits are missing. */
const REACH_IF_SHORT = millisToTicks(1_200);
/** A longer word, or a longer stretch of unknown speech, is covered up to here. */
const LONGEST_DIGIT = millisToTicks(800);
/** Words taken for digits misheard, at each end of a stretch. */
const MOST_MISHEARD = 3;
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

/** Audio this close to the newest word may still belong to a mask that reaches back to it. */
export const MAX_REACH = millisToTicks(5_500);
/** What follows a stretch must be final this far before its mask can have an end. */
export const MAX_REACH_ON = millisToTicks(2_500);

/** @param light on the stretch itself, which may not be that on its run: what the last cue before it asked for */
export const maskOf = (stretch: Stretch, run: Run, light: Light): Span => {
  const { span: digits, after, before, cueTo } = stretch;
  const isPayment = inPayment(run.light) || run.light.expects !== undefined;
  const missing = missingDigits(stretch, run, light);
  const isWhole = missing === 0;

  const reachBefore = isPayment ? (isWhole ? REACH_IN_PAYMENT : REACH_IF_SHORT) : REACH;
  let from = Math.max(digits.from - reachBefore, Math.min(after, digits.from - REACH));
  if (isPayment && cueTo !== undefined && digits.from - cueTo <= REACH_TO_CUE) from = Math.min(from, cueTo);
  for (const { span: word } of misheard(stretch.wordsBefore, stretch, run, missing))
    from = Math.min(from, Math.max(word.from, word.to - LONGEST_DIGIT));

  const reachAfter = isPayment ? (isWhole ? REACH_IN_PAYMENT : REACH_IF_SHORT) : REACH;
  const isAsked = light.expects !== undefined && !isWhole;
  let to = isAsked
    ? digits.to + REACH_IF_SHORT
    : Math.min(digits.to + reachAfter, Math.max(before, digits.to + REACH));
  for (const { span: word } of misheard(stretch.wordsAfter, stretch, run, missing))
    to = Math.max(to, Math.min(word.to, word.from + LONGEST_DIGIT));
  to = Math.min(to, digits.to + MAX_REACH_ON);

  const isNoisy = run.evidence.isNoisy && (isPayment || run.evidence.digits >= PAN_LIKE);
  if (isNoisy) {
    from = Math.min(from, digits.from - noisyReach(NOISY_REACH_BACK, missing));
    to = Math.max(to, digits.to + noisyReach(NOISY_REACH_ON, missing));
  }

  // A cue misheard in the middle of a flow of digits parts nothing.
  const next = run.stretches[run.stretches.indexOf(stretch) + 1];
  const bridge = isNoisy ? NOISY_REACH_TO_CUE : MAX_REACH_ON;
  if (next !== undefined && next.span.from - digits.to <= bridge) to = Math.max(to, next.span.from);
  // What lies between a number cut short and what is asked next is the rest of it, unheard.
  const rest = isNoisy && missing > 0 && next === undefined ? run.rest?.stretches[0] : undefined;
  if (rest !== undefined && rest.span.from - digits.to <= NOISY_REACH_TO_CUE)
    to = Math.max(to, rest.span.from);
  let start = Math.max(0, from, digits.from - MAX_REACH);
  const { announcedTo } = light;
  if (isNoisy && isPayment && announcedTo !== undefined && digits.from - announcedTo <= NOISY_REACH_TO_CUE)
    start = Math.min(start, announcedTo);
  return span(start, Math.max(start, to));
};

/** The words at one end that may be digits misheard: as many as are missing, and the first if it is doubtful. */
const misheard = (
  words: readonly Neighbour[],
  { values }: Stretch,
  { evidence }: Run,
  missing: number,
): readonly Neighbour[] => {
  const isNumber = evidence.digits >= PAN_LIKE || values.length < evidence.digits;
  const doubtful = isNumber && words[0]?.isDoubtful === true ? 1 : 0;
  return words.slice(0, Math.min(Math.max(missing, doubtful), MOST_MISHEARD));
};

const noisyReach = (least: number, missing: number): number =>
  Math.min(least + missing * NOISY_REACH_A_DIGIT, MOST_NOISY_REACH);

/** How many digits more there should be. */
const missingDigits = ({ values }: Stretch, run: Run, light: Light): number => {
  const { digits } = run.evidence;
  if (light.expects !== undefined && values.length < EXPECTED_DIGITS[light.expects])
    return EXPECTED_DIGITS[light.expects] - values.length;
  const isAnnounced = run.light.payment === 2 || (run.light.payment === 1 && run.evidence.isNoisy);
  const isPanLike = digits >= PAN_LIKE || (isAnnounced && !run.light.afterPan);
  return isPanLike ? Math.max(0, EXPECTED_DIGITS.pan - digits) : 0;
};
