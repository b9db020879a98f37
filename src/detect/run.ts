/**
 * A run: stretches near enough to be one number, and what speaks for a card number.
 *
 *     stretches   [4242 4242]   "okay"   [4242 4242]       "and the expiry date"   [0928]
 *     runs        [------------------------------- ]                               [----]
 *
 * Its digits are counted together and seen in one light (conversation.ts). Derived anew from each hypothesis.
 */
import type { Conversation, Light } from './conversation.js';
import { brandAt, isValidCard } from './entities/pan.js';
import { isEcho, type Spoken } from './echo.js';
import { confirms, isWhole, type Evidence } from './evidence.js';
import { evidenceOf } from './label.js';
import { announcesOther } from './language.js';
import type { NumberContext } from './number-kind.js';
import { FLOW_STRANGERS, WHOLE_OTHER_DIGITS, WHOLE_OTHER_GAP, type Flow, type Stretch } from './stretch.js';
import type { LegRole } from '../core/ids.js';
import { isPartOf, SHORTEST_REPEATED, type Repetition } from './repetition.js';
import { SecretDigits } from '../core/secret.js';
import { FOREVER, type Span } from '../core/span.js';
import { millisToTicks, ticksToMillis, type Ticks } from '../core/units.js';

export interface Run {
  readonly stretches: readonly Stretch[];
  readonly light: Light;
  /** The same without what the recogniser may still take back. */
  readonly firmLight: Light;
  readonly isFinal: boolean;
  readonly evidence: Evidence;
  /** Where its last digit ends, and the words that are no digits since. */
  readonly to: Ticks;
  readonly strangers: number;
  /** The next run, where both together may be one card number. */
  readonly rest: Run | undefined;
  /** The next run, where it may be the card number to which this short one belongs. */
  readonly next: Run | undefined;
}

export interface RunContext extends NumberContext {
  /** See needed() in evidence.ts. */
  readonly bias: number;
}

/** Two stretches with no longer pause between them may be one number. */
const RUN_GAP = millisToTicks(5_000);
const RUN_STRANGERS = 4;
/** The same after talk of a card; and where its number was asked for. */
const CARD_GAP = millisToTicks(8_000);
const CARD_STRANGERS = 5;
const DIGITS_A_SECOND = 0.5;
const NOISY_GAP = millisToTicks(6_000);
const NOISY_CARD_GAP = millisToTicks(8_000);
const NOISY_GAP_TO_QUESTION = millisToTicks(12_000);
/** The same where there is noise, which sounds like words. */
const NOISY_STRANGERS = 8;
const NOISY_CARD_STRANGERS = 12;
const PAYMENT_GAP = millisToTicks(15_000);
const PAYMENT_STRANGERS = 12;
/** A whole card number needs no waiting for more. */
const WHOLE_NUMBER_GAP = millisToTicks(2_500);
const WHOLE_NUMBER_DIGITS = 15;
const SHORTEST_CARD = 12;
const LONGEST_PAN = 19;
/** A card number of sixteen digits, its expiry date and code. */
const LONGEST_PAYMENT = 23;
/** What follows a card number is its expiry date and code, or the number once more. */
const LONGEST_AFTER_PAN = 7;
/** A month by name says as much as two digits. */
const MONTH_DIGITS = 2;
/** From here on a cue starts another number: the expiry date, the security code. */
const NEARLY_PAN = 11;
/** Fewer digits are no part of a card number that a cue misheard in its middle could part. */
const SHORTEST_PART = 6;
const SHORTEST_GROUP = 3;
/** Said in parts with long pauses, and nothing asked for it: a digit or two may be lost. */
const SHORTEST_IN_PARTS = 14;
const MOST_WORDS_IN_PARTS = 1;
const SCHEME = 'scheme' as const;
/** Half a card number where a card was only spoken of. */
const LONG_PART = 8;
/** Part of a card number perhaps: worth waiting for what is asked next. */
const PART_GAP = millisToTicks(16_000);
/** A number of at least so many digits answers what announced it. */
const ANSWER_DIGITS = 3;
/** Nearly a card number, whatever announced it: worth waiting for what is asked next. */
const LONG_OTHER = 12;
/** Longer ones may be card numbers that lost some digits. */
const LONGEST_OTHER = 12;
const OTHER_GAP = millisToTicks(12_000);

/** Of one number: each has a digit at least (LONGEST_PAYMENT). */
const MOST_PARTS = 23;
/** A security code, or an expiry date without its century, one of its digits too many perhaps. */
const CODE_DIGITS = [3, 5] as const;
/** What was asked for by its name, a digit lost or words misheard for some. */
const EXPECTED_DIGITS = [2, 8] as const;
/** Between it and the card number. */
const CODE_BEFORE_CARD = millisToTicks(10_000);

/** A pause longer than those between the groups of one number. */
const BREATH = millisToTicks(1_200);
/** Between a date and the card number after it. */
const SHORT_BREATH = millisToTicks(700);

/** A word, or a pause, between two digits. */
const APART = millisToTicks(400);
/** Of nearly all cards; shorter and longer ones are valid by chance too often. */
const USUAL_LENGTHS = [15, 16] as const;
/** The same with a digit too many. */
const USUAL_ENDS = [15, 16, 17] as const;

/** Numbers that were given in this call. */
export interface Given {
  readonly cards: Repetition;
  readonly others: Repetition;
  /** By the other party just now. */
  readonly spoken: Spoken;
}

/** How far apart the parts of one number may be. */
const reachOf = (light: Light, evidence: Evidence): { readonly gap: Ticks; readonly strangers: number } => {
  const { isNoisy } = evidence;
  if (isWhole(evidence)) return { gap: WHOLE_NUMBER_GAP, strangers: 1 };
  if (light.payment === 2 || light.afterPan) return { gap: PAYMENT_GAP, strangers: PAYMENT_STRANGERS };
  if (light.payment === 1)
    return { gap: CARD_GAP, strangers: isNoisy ? NOISY_CARD_STRANGERS : CARD_STRANGERS };
  return { gap: RUN_GAP, strangers: isNoisy ? NOISY_STRANGERS : RUN_STRANGERS };
};

export const inPayment = (light: Light): boolean => light.payment > 0 || light.afterPan;

/**
 * Puts the stretches of one leg together, in order, and tells the conversation of card numbers: each throws its
 * light on what comes after it.
 * @param finalWords how many of the words that the stretches index are final
 * @param answers where numbers of the other party end: what announced those is answered
 * @param given before
 */
export const runsOf = (
  leg: LegRole,
  stretches: readonly Stretch[],
  finalWords: number,
  conversation: Conversation,
  answers: readonly Ticks[],
  given: Given,
  context: RunContext,
): Run[] => {
  const seen = (parts: readonly Stretch[], answeredTo: Ticks): Run =>
    runOf(leg, parts, finalWords, conversation, answeredTo, context);
  const runs: Run[] = [];
  let answeredTo = 0 as Ticks;
  for (const stretch of stretches) {
    const open = runs.at(-1);
    if (open !== undefined && joins(leg, open, stretch, conversation)) {
      runs[runs.length - 1] = seen([...open.stretches, stretch], answeredTo);
      continue;
    }
    if (open !== undefined && isAnswer(open)) answeredTo = open.to;
    tell(leg, completed(runs.slice(-MOST_PARTS)).at(-1), conversation, context);
    const answered = answers.findLast((at) => at <= stretch.span.from) ?? answeredTo;
    if (answered > answeredTo) answeredTo = answered;
    runs.push(seen([stretch], answeredTo));
  }
  tell(leg, completed(runs.slice(-MOST_PARTS)).at(-1), conversation, context);
  return completed(withNext(runs, context)).map((run) => {
    const isKnown = isEcho(run, given.spoken) || isRepeated(run, runs, given.cards, context);
    const known = isKnown || run.evidence.isValid ? 0 : knownDigits(valuesOf(run), given.others);
    return { ...run, evidence: { ...run.evidence, isRepeated: isKnown, known } };
  });
};

/** "and the little number is 027 ... it is 4242 ...": a code or a date may come first, whatever it was called. */
const withNext = (runs: readonly Run[], context: RunContext): Run[] =>
  runs.map((run, at) => {
    const next = runs[at + 1];
    const { digits } = run.evidence;
    const [shortest, longest] = run.light.expects === undefined ? CODE_DIGITS : EXPECTED_DIGITS;
    if (next === undefined || digits < shortest || digits > longest || run.light.other) return run;
    if (next.light.other || (next.stretches[0]?.span.from ?? FOREVER) - run.to > CODE_BEFORE_CARD) return run;
    const isBeforeCard = isLikeCard(next) && confirms(next.light, next.evidence, context.bias);
    return { ...run, next, evidence: { ...run.evidence, isBeforeCard } };
  });

/** Whether it is (a part of) a card number of this call: one that was given before, or that the same leg gives anew. */
const isRepeated = (run: Run, runs: readonly Run[], cards: Repetition, { bias }: RunContext): boolean => {
  const values = valuesOf(run);
  if (values.length < SHORTEST_REPEATED) return false;
  if (cards.isKnown(values)) return true;
  return runs.some((other) => {
    if (other.to <= run.to || !isCard(other) || !confirms(other.light, other.evidence, bias)) return false;
    const digits = SecretDigits.of(valuesOf(other));
    const isPart = isPartOf(values, digits);
    digits.wipe();
    return isPart;
  });
};

/** How many of them were given before as the number of something else. */
const knownDigits = (values: readonly number[], others: Repetition): number =>
  others.isKnown(values) ? values.length : others.longestIn(values);

/** Digits of a whole run, in the clear. */
export const valuesOf = ({ stretches }: Run): readonly number[] => stretches.flatMap(({ values }) => values);

/** Whether it is a card number beyond doubt: it was talked of, or it is valid. */
export const isCard = (run: Run): boolean =>
  isLikeCard(run) && (inPayment(run.light) || run.evidence.isLuhnValid);

/** Whether it is as long as a card number and begins like one, or was talked of as one. */
const isLikeCard = ({ light, evidence }: Run): boolean =>
  evidence.digits >= SHORTEST_CARD && (inPayment(light) || evidence.beginning === SCHEME);

/** Whether it is believed to be a card number, or part of one. */
export const isBelievedCard = ({ light, evidence }: Run, { bias }: RunContext): boolean =>
  evidence.digits >= NEARLY_PAN && light.expects === undefined && confirms(light, evidence, bias);

/** Whether it was announced as the number of something else, and is no part of a card number that was called so. */
export const isOtherNumber = ({ light, evidence: { digits, beginning } }: Run): boolean =>
  isNamedOther(light) && beginning !== 'scheme' && digits >= SHORTEST_REPEATED && digits <= LONGEST_OTHER;

/** Whether a number is one that somebody was asked for. */
export const isAnswer = ({ evidence }: Run): boolean => evidence.digits >= ANSWER_DIGITS;

/**
 * "three seven eight ... let me get my glasses ... two eight two two": where one part of a number is lit by talk of a
 * card, so are the others; and where all of them together are as long as a card number and begin like one, they are
 * judged as one.
 */
const completed = (runs: readonly Run[]): Run[] =>
  groupsOf(runs).flatMap((group) => {
    if (group.length === 1) return group;
    const digits = digitsOf(group);
    const lit =
      group.find(({ light }) => inPayment(light)) ??
      (group.some(({ evidence }) => evidence.isNoisy) || isOneCard(group) ? group[0] : undefined);
    return group.map((run, at) => {
      const rest = group[at + 1];
      if (lit === undefined) return { ...run, rest };
      const { light, firmLight } = inPayment(run.light) ? run : lit;
      const whole = isOneCard(group) ? { digits, flow: digits, beginning: SCHEME } : { digits };
      return { ...run, light, firmLight, evidence: { ...run.evidence, ...whole }, rest };
    });
  });

/** The runs that may be parts of one number; a lone digit between two parts goes with them. */
const groupsOf = (runs: readonly Run[]): Run[][] => {
  const groups: Run[][] = [];
  let strays: Run[] = [];
  for (const run of runs) {
    const open = groups.at(-1);
    const last = open?.at(-1);
    if (open !== undefined && last !== undefined && isRest(run, [...open, ...strays], last)) {
      open.push(...strays, run);
      strays = [];
    } else if (last !== undefined && isStray(run, last)) strays.push(run);
    else {
      groups.push(...strays.map((stray) => [stray]), [run]);
      strays = [];
    }
  }
  return [...groups, ...strays.map((stray) => [stray])];
};

/** A digit or two by themselves: a word misheard while somebody looks for the rest of the number. */
const isStray = ({ evidence, light, stretches }: Run, before: Run): boolean =>
  evidence.digits < SHORTEST_GROUP &&
  before.evidence.digits >= SHORTEST_GROUP &&
  !evidence.isNoisy &&
  !light.other &&
  stretches[0]?.announcedBy === undefined;

/** Nobody asked for another number meanwhile, and it was not long: what comes is the next part of the same one. */
const isNextPart = ({ stretches: [first] }: Run, before: Run): boolean =>
  first !== undefined && !first.isNumbered && first.span.from - before.to <= CARD_GAP;

/** Together they are as long as most card numbers, begin like one, and hold nothing but digits: no list, no talk. */
const isOneCard = (group: readonly Run[]): boolean => {
  const digits = digitsOf(group);
  const words = group.reduce((sum, { evidence: { inner, joins } }) => sum + inner + joins, 0);
  return (
    group[0]?.evidence.beginning === SCHEME &&
    digits >= SHORTEST_IN_PARTS &&
    digits <= LONGEST_PAN &&
    words <= MOST_WORDS_IN_PARTS &&
    group.every((run, at) => at === 0 || isNextPart(run, group[at - 1] as Run))
  );
};

const digitsOf = (runs: readonly Run[]): number => runs.reduce((sum, run) => sum + run.evidence.digits, 0);

/** Whether a number that nothing parts but a pause from the one before may be the rest of it. */
const isRest = (run: Run, parts: readonly Run[], before: Run): boolean => {
  const { light, evidence, stretches } = run;
  const first = stretches[0];
  const digits = digitsOf(parts) + evidence.digits;
  if (evidence.isNoisy && before.evidence.isNoisy)
    return isNoisyRest(run, before) && (isAskedNext(first) || isDense(digits, parts, run.to));
  return (
    !isNamedOther(light) &&
    !light.afterPan &&
    !isNamedOther(before.light) &&
    !before.light.afterPan &&
    isPart(run) &&
    isPart(before) &&
    digits <= LONGEST_PAYMENT &&
    first !== undefined &&
    first.announcedBy === undefined &&
    first.span.from - before.to <= PART_GAP
  );
};

/** Of what was asked for, a digit is a part: "yes, it is three five, hold on ..." */
const isPart = ({ evidence, light }: Run): boolean =>
  evidence.digits >= SHORTEST_GROUP || (light.payment === 2 && light.isFresh);

const isNamedOther = ({ other, isOtherNamed }: Light): boolean => other && isOtherNamed;

/** The question after a card number. */
const isAskedNext = (stretch: Stretch | undefined): boolean =>
  stretch?.announcedBy === 'expiry' || stretch?.announcedBy === 'security-code';

/** Talk in noise has a digit here and there; a number has many, though a quarter is lost. */
const isDense = (digits: number, parts: readonly Run[], to: Ticks): boolean =>
  digits >= (DIGITS_A_SECOND * ticksToMillis(to - (parts[0]?.stretches[0]?.span.from ?? to))) / 1_000;

/** In noise a number falls into parts of any length, and cues are heard in it. */
const isNoisyRest = ({ light, stretches }: Run, before: Run): boolean => {
  const gap = (stretches[0]?.span.from ?? FOREVER) - before.to;
  if (light.other || before.light.other || light.afterPan || before.light.afterPan) return false;
  if (isAskedNext(stretches[0])) return gap <= NOISY_GAP_TO_QUESTION;
  return gap <= (inPayment(light) || inPayment(before.light) ? NOISY_CARD_GAP : NOISY_GAP);
};

/** Whether nothing can be added to the run any more, given silence or words that are final up to `finalTo`. */
export const isComplete = (run: Run, finalTo: Ticks): boolean =>
  [run, run.rest, run.next].every((part) => part === undefined || isQuiet(part, finalTo));

const isQuiet = ({ light, evidence, strangers, to }: Run, finalTo: Ticks): boolean => {
  const quiet = finalTo - to;
  const isShort = light.afterPan && evidence.digits <= LONGEST_AFTER_PAN;
  if (isWhole(evidence) || isShort) return quiet > WHOLE_NUMBER_GAP;
  const isAsked = light.payment === 2 || light.afterPan;
  if (!isAsked && !light.other && evidence.digits >= SHORTEST_GROUP) return quiet > PART_GAP;
  if (light.other && evidence.digits >= LONG_OTHER && !evidence.isPhone) return quiet > OTHER_GAP;
  const reach = reachOf(light, evidence);
  if (evidence.isNoisy && quiet <= NOISY_GAP_TO_QUESTION) return false;
  return quiet > reach.gap || (strangers > reach.strangers && quiet > WHOLE_NUMBER_GAP);
};

const runOf = (
  leg: LegRole,
  stretches: readonly Stretch[],
  finalWords: number,
  conversation: Conversation,
  answeredTo: Ticks,
  context: RunContext,
): Run => {
  const first = stretches[0] as Stretch;
  const last = stretches.at(-1) as Stretch;
  const light = conversation.lightOn(first.span.from, last.span.to, { leg, answeredTo });
  const heard = evidenceOf(
    stretches.flatMap((stretch) => stretch.values),
    context,
  );
  return {
    stretches,
    light,
    firmLight: conversation.lightOn(first.span.from, last.span.to, {
      leg,
      answeredTo,
      onlyFinal: true,
    }),
    isFinal: last.lastWord <= finalWords,
    evidence: {
      ...heard,
      digits: heard.digits + MONTH_DIGITS * stretches.filter(({ month }) => month !== undefined).length,
      inner: stretches.reduce((sum, s) => sum + s.inner + (s === last ? 0 : s.strangers), 0),
      joins: stretches.reduce((sum, s) => sum + s.joins, 0),
      numbers: stretches.reduce((sum, s) => sum + s.numbers, 0),
      pairs: stretches.reduce((sum, s) => sum + s.pairs, 0),
      ...longestFlow(stretches),
      ...(!light.other && holdsCard(stretches) ? CARD_BEHIND : { isTooLong: isTooLong(stretches) }),
      isLone: stretches.length === 1 && isLone(first),
      isNoisy: stretches.some((s) => s.isNoisy),
    },
    to: last.span.to,
    strangers: last.strangers,
    rest: undefined,
    next: undefined,
  };
};

/** More digits in one breath than any card number has, and none begins there, nor after another breath. */
const isTooLong = (stretches: readonly Stretch[]): boolean => {
  const values = stretches.flatMap((stretch) => stretch.values);
  if (values.length <= LONGEST_PAN) return false;
  const places = stretches.flatMap((stretch) => stretch.places);
  const starts = places.flatMap((place, at) => {
    const before = places[at - 1];
    return before === undefined || place.from - before.to >= BREATH ? [at] : [];
  });
  const longest = Math.max(...starts.map((start, at) => (starts[at + 1] ?? values.length) - start));
  if (longest <= LONGEST_PAN) return false;
  const digits = SecretDigits.of(values);
  const begins = starts.some((start) => values.length - start >= SHORTEST_CARD && mayBegin(digits, start));
  digits.wipe();
  return !begins && !endsInCard(values, places);
};

/** "zero eight two eight, it says here four zero zero zero ...": a date, then a card number. */
const endsInCard = (values: readonly number[], places: readonly Span[]): boolean =>
  USUAL_ENDS.some((length) => {
    const start = values.length - length;
    const [before, first] = [places[start - 1], places[start]];
    if (before === undefined || first === undefined || first.from - before.to < SHORT_BREATH) return false;
    const digits = SecretDigits.of(values.slice(start));
    const begins = mayBegin(digits, 0);
    digits.wipe();
    return begins;
  });

const CARD_BEHIND = { beginning: SCHEME, isLuhnValid: true, isValid: true, isTooLong: false } as const;

/** "eight nine oh nine, so altogether four two four two ...": a valid card number that ends what other digits began. */
const holdsCard = (stretches: readonly Stretch[]): boolean => {
  const values = stretches.flatMap((stretch) => stretch.values);
  const places = stretches.flatMap((stretch) => stretch.places);
  return USUAL_LENGTHS.some((length) => {
    const start = values.length - length;
    const [before, first] = [places[start - 1], places[start]];
    if (before === undefined || first === undefined || first.from - before.to < APART) return false;
    const digits = SecretDigits.of(values.slice(start));
    const isCard = isValidCard(digits);
    digits.wipe();
    return isCard;
  });
};

/** As the number of a scheme does, or would but for a first digit that is one too many. */
const mayBegin = (digits: SecretDigits, at: number): boolean =>
  brandAt(digits, at) !== undefined || brandAt(digits, at + 1) !== undefined;

/** Digits of the longest flow, which may go on from one stretch to the next, and the words between them. */
const longestFlow = (
  stretches: readonly Stretch[],
): { readonly flow: number; readonly flowWords: number } => {
  let longest: Flow = NO_FLOW;
  let open: Flow = NO_FLOW;
  for (const { flows, strangers } of stretches) {
    flows.forEach(({ digits, words }, at) => {
      open = at === 0 ? { digits: open.digits + digits, words: open.words + words } : { digits, words };
      if (open.digits > longest.digits) longest = open;
    });
    open = strangers > FLOW_STRANGERS ? NO_FLOW : { ...open, words: open.words + strangers };
  }
  return { flow: longest.digits, flowWords: longest.words };
};

const NO_FLOW: Flow = { digits: 0, words: 0 };

/** Nothing but its number is said in this turn. */
const isLone = ({ isOpening, numbers, wordsAfter }: Stretch): boolean =>
  isOpening && numbers === 1 && wordsAfter.length === 0;

const joins = (leg: LegRole, run: Run, stretch: Stretch, conversation: Conversation): boolean => {
  const { digits } = run.evidence;
  const light = conversation.lightOn(stretch.span.from, stretch.span.to, { leg });
  const isPayment = inPayment(light);
  // The other number that was announced may have ended unheard.
  if (run.light.other && light.unheard !== undefined) return false;
  if (isAnother(run, stretch, light)) return false;
  // A phone number, a pause, and then a number that nobody announced.
  const pause = stretch.span.from - run.to;
  if (run.light.other && digits >= WHOLE_OTHER_DIGITS && pause > WHOLE_OTHER_GAP) return false;
  if (stretch.isNumbered && !isPayment) return false;
  // Another number's name in the middle of a card number that was asked for is a word misheard.
  const reach = reachOf(light.other ? run.light : light, run.evidence);
  return pause <= reach.gap && run.strangers <= reach.strangers;
};

/** Whether what announced a stretch parts it from the run before. */
const isAnother = (run: Run, stretch: Stretch, light: Light): boolean => {
  const cue = stretch.announcedBy;
  const { digits } = run.evidence;
  if (cue === undefined) return false;
  // What is asked for after a card number says that it was one: in noise, where it counts, the number is kept apart.
  if (run.evidence.isNoisy && isAskedNext(stretch)) return true;
  if (!light.other) {
    const isPart = inPayment(run.light) && digits >= SHORTEST_PART && digits < NEARLY_PAN;
    return !isPart || announcesOther(run.stretches[0]?.announcedBy);
  }
  // "phone" in the middle of a card number that was asked for is a word misheard; after it, it is another number.
  const sum = digits + stretch.values.length;
  const enough = run.light.payment === 2 ? ANSWER_DIGITS : LONG_PART;
  const isIncomplete = inPayment(run.light) && digits >= enough && sum <= LONGEST_PAN;
  return !isIncomplete || digits >= WHOLE_NUMBER_DIGITS;
};

/** A card number, or what was asked for after it, keeps the payment going. */
const tell = (leg: LegRole, run: Run | undefined, conversation: Conversation, { bias }: RunContext): void => {
  if (run === undefined) return;
  const { light, evidence, to, isFinal } = run;
  if (!confirms(light, evidence, bias)) return;
  const isPan = evidence.digits >= NEARLY_PAN;
  if (!isPan && !(light.afterPan && light.expects !== undefined)) return;
  const isValid = evidence.beginning === 'scheme' && evidence.isLuhnValid;
  const isDoubtful = isPan ? light.payment === 0 && !isValid : light.isPanDoubtful;
  conversation.paid(leg, to, { isDoubtful, isFinal });
};
