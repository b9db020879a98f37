/**
 * How many digits make a secret: the whole decision, as one table.
 *
 * A recogniser mishears about one digit in fifteen and drops some, so nothing here asks for a valid number.
 * Luhn and BIN only let a run count that would otherwise pass for another kind of number.
 */
import type { Light } from './conversation.js';
import { millisToTicks } from '../core/units.js';

/** How a number begins. */
export type Beginning = 'scheme' | 'card-like' | 'other';

export interface Evidence {
  /** Digits of the run so far, over all its stretches. */
  readonly digits: number;
  /** Words between its digits that are none: digits misheard, perhaps, or talk that happens to hold numbers. */
  readonly inner: number;
  /** "and" between its digits: things are being listed. */
  readonly joins: number;
  /** Separate numbers: "forty two" is one. */
  readonly numbers: number;
  /** Those of two digits: numbers below a hundred, or a card number said in pairs. */
  readonly pairs: number;
  readonly beginning: Beginning;
  /** It begins like none, but for its first digit it would: one too many is heard more often than one too few. */
  readonly startsLate?: boolean;
  readonly isLuhnValid: boolean;
  /** A known scheme's, of a length that it has, and Luhn fits. */
  readonly isValid: boolean;
  /** All of them are a month and a year near this one. */
  readonly isDate?: boolean;
  /** As a whole they are a telephone number, which with its country's code may begin like a card. */
  readonly isPhone: boolean;
  /** Those with no more than a word between them. */
  readonly flow?: number;
  /** The words between those. */
  readonly flowWords?: number;
  /** A turn of nothing else. */
  readonly isLone?: boolean;
  /** They are, or are part of, a card number that was given. */
  readonly isRepeated?: boolean;
  /** So many of them are the number of something else that was given before by its name. */
  readonly known?: number;
  /** Longer than any card number, and nowhere after a pause does one begin in it. */
  readonly isTooLong?: boolean;
  /** As long as a security code or a date, and a card number comes next. */
  readonly isBeforeCard?: boolean;
  /** Noise was nearly as loud as the voice: digits are lost in it, and words are made up. */
  readonly isNoisy: boolean;
}

/** No light falls on it: a card number of 16 digits, some of them lost. */
const UNPROMPTED: Readonly<Record<Beginning, number>> = {
  /** As the number of a known scheme: as long as the shortest card number. */
  scheme: 12,
  /** As a payment card does (ISO/IEC 7812-1, major industry identifiers 2 to 6). */
  'card-like': 13,
  /** As none does: its first digit was lost or misheard. */
  other: 14,
};
/** The same where it would not begin like one without its first digit, either. */
const UNPROMPTED_UNLIKE_A_CARD = 15;
const UNPROMPTED_PHONE = 15;
/** No card number begins like this one, and it is a telephone number as a whole: a card spoken of before says nothing. */
const CARD_MENTIONED_PHONE = 13;
/** The same where noise has drowned a quarter of it. */
const UNPROMPTED_IN_NOISE: Readonly<Record<Beginning, number>> = { scheme: 11, 'card-like': 11, other: 11 };
/** Numbers below a hundred are many things; seven of them are nearly a card number said in pairs. */
const UNPROMPTED_IN_PAIRS = 14;
const PAIRS_SHARE = 0.7;
/** No run has so many digits. */
const NEVER = 1_000;
/** It was announced as a phone, order or other number; those are long, too. */
const ANNOUNCED_AS_OTHER = 20;
const ANNOUNCED_AS_OTHER_BUT_VALID = 13;
/** It begins as the number of a scheme, and is as long as most card numbers. */
const ANNOUNCED_AS_OTHER_BUT_LIKE_A_CARD = 16;
/** So many more where such a thing was spoken of. */
const MORE_IF_OTHER = 2;
/** What is asked for next says that the number before was a card's, whatever it was heard to be called. */
const OTHER_BUT_ASKED_NEXT = 12;
/** A card number is called a number: "the code on your voucher" is that of a card only if it looks like one. */
const CALLED_A_CODE = 16;
const CALLED_A_CODE_LIKE_A_CARD = 13;
/** Of most cards. */
const WHOLE = 16;
/** A card was talked about, and its number was not asked for: dates, times and amounts are shorter. */
const CARD_MENTIONED = 7;
/** The card was mentioned just before the digits. */
const CARD_JUST_MENTIONED = 6;
/** The same of what does not begin like a scheme. */
const CARD_MENTIONED_AT_LEAST = 8;
/** A card that was mentioned afterwards says nothing of fewer. */
const LONG_AFTERTHOUGHT = 9;
/** Passports expire, too; their numbers are shorter. */
const ASKED_NEXT_AT_LEAST = 11;
/** The same where noise has drowned a quarter of them. */
const CARD_MENTIONED_IN_NOISE = 5;
const CARD_ANNOUNCED = 4;
/** Its number was asked for just before: what comes is the answer. */
const CARD_JUST_ANNOUNCED = 3;
/**
 * What was asked for: of its digits one may be misheard. After a card number any digit is the answer: of a month and a
 * year said as numbers or by name, a recogniser that knows neither hears one. "The date" may be another's.
 */
const EXPECTED_AFTER_PAN = 1;
const VAGUE_DATE_AFTER_PAN = 2;
const EXPECTED_IN_PAYMENT = { cvv: 2, expiry: 3 } as const;
/** Longer runs are none of them, said twice or not. */
const LONGEST_EXPECTED = { cvv: 8, expiry: 8 } as const;
/** "the date on it", "the code". */
const VAGUELY_EXPECTED = 3;
/** Four are the last of a card number more often than a code: an American Express card's is asked for by its name. */
const LONGEST_VAGUELY_EXPECTED = { cvv: 3, expiry: 6 } as const;
const AFTER_PAN = 2;
/** The last digit of it may come by itself. */
const LAST_DIGIT = millisToTicks(8_000);
/** It may have been no card number at all. */
const AFTER_DOUBTFUL_PAN = 3;
const CVV_DIGITS = [3, 4] as const;
/** An expiry date that was asked for by its name before the card number: half of it. */
const DATE_BEFORE_CARD = 2;
/** With a digit lost; the longest card number, whose digits alone count. */
const SHORTEST_DICTATED = 15;
const LONGEST_DICTATED = 19;
/** At most one word in so many digits is taken for a digit misheard. */
const DIGITS_PER_INNER = 4;
/** A number that is valid as it was heard was not made up by talk, if it has so many digits to a word. */
const DIGITS_PER_WORD_IN_VALID = 2;
/** Where there is noise, so many more are no talk. */
const DIGITS_PER_INNER_IN_NOISE = 2;

/** Below this the table is about the answer to a question: no bias moves it. */
const SHORTEST_BIASED = 5;
/** Any beside what nobody has heard may be a part of it; some time after it, the answer to it. */
const UNHEARD = { beside: 1, after: 2 } as const;
/** A month and a year, said just after a card number: its expiry date, whatever it was called. */
const DATE_AFTER_PAN = 4;
const JUST_AFTER_PAN = millisToTicks(15_000);
/** Any that repeat a card number: what else was announced does not matter. */
const REPEATED = 1;

/** A line of the table. */
export type Rule =
  | 'repeated'
  | 'unheard'
  | 'other-but-valid'
  | 'other-but-asked-next'
  | 'other-but-date-after-pan'
  | 'other-but-code-after-pan'
  | 'other-named'
  | 'other-spoken-of'
  | 'code-of-something'
  | 'expected-after-pan'
  | 'expected-in-payment'
  | 'vaguely-expected'
  | 'after-pan'
  | 'card-mentioned'
  | 'card-announced'
  | 'code-out-of-the-blue'
  | 'before-card'
  | 'unprompted';

export interface Ruling {
  readonly rule: Rule;
  /** Digits that confirm the run. */
  readonly needed: number;
}

/**
 * Digits that confirm the run.
 * @param bias so many more than the table says, where nobody asked
 */
export const needed = (light: Light, evidence: Evidence, bias = 0): number => {
  const { needed: digits } = ruling(light, evidence);
  return digits < SHORTEST_BIASED ? digits : Math.max(SHORTEST_BIASED, digits + bias);
};

/** The line of the table that decides. */
export const ruling = (light: Light, evidence: Evidence): Ruling => {
  if (evidence.isRepeated === true) return { rule: 'repeated', needed: REPEATED };
  if (light.other) {
    if (evidence.isLuhnValid && evidence.beginning === 'scheme')
      return { rule: 'other-but-valid', needed: ANNOUNCED_AS_OTHER_BUT_VALID };
    if (light.isAskedNext === true && !evidence.isPhone && evidence.digits >= OTHER_BUT_ASKED_NEXT)
      return { rule: 'other-but-asked-next', needed: OTHER_BUT_ASKED_NEXT };
    if (evidence.isDate === true && light.sincePan !== undefined && light.sincePan <= JUST_AFTER_PAN)
      return { rule: 'other-but-date-after-pan', needed: DATE_AFTER_PAN };
    if (isCodeAfterPan(light, evidence)) return { rule: 'other-but-code-after-pan', needed: CVV_DIGITS[0] };
    const isLikeCard = evidence.beginning === 'scheme' && evidence.digits <= LONGEST_DICTATED;
    const asOther = isLikeCard ? ANNOUNCED_AS_OTHER_BUT_LIKE_A_CARD : ANNOUNCED_AS_OTHER;
    return light.isOtherNamed
      ? { rule: 'other-named', needed: asOther }
      : { rule: 'other-spoken-of', needed: unprompted(evidence) + MORE_IF_OTHER };
  }
  if (light.unheard !== undefined) return { rule: 'unheard', needed: UNHEARD[light.unheard] };
  const isTalk = light.payment > 0 && !isMereAfterthought(light, evidence);
  const isOfCard = isTalk || light.hadPan || light.afterPan;
  const isCode = light.expects === 'cvv' && !light.isExplicit && !isOfCard;
  if (isCode && evidence.isBeforeCard !== true) {
    if (evidence.beginning !== 'scheme') return { rule: 'code-of-something', needed: CALLED_A_CODE };
    const least = evidence.isValid ? 0 : CALLED_A_CODE_LIKE_A_CARD;
    return { rule: 'code-of-something', needed: Math.max(least, unprompted(evidence)) };
  }
  const inPayment = isTalk || light.afterPan;
  if (evidence.isBeforeCard === true && light.expects !== undefined && light.isExplicit && !light.afterPan)
    return { rule: 'before-card', needed: DATE_BEFORE_CARD };
  const expected = expectedIn(light, evidence, inPayment);
  if (expected !== undefined) return expected;
  if (inPayment) {
    const after = afterPan(light, evidence);
    const talk = afterTalk(light, evidence);
    if (after <= talk) return { rule: 'after-pan', needed: after };
    return { rule: light.payment === 2 ? 'card-announced' : 'card-mentioned', needed: talk };
  }
  // A security code asked for out of the blue has its own length; longer runs are judged as such.
  if (light.expects === 'cvv' && light.isExplicit && evidence.digits <= CVV_DIGITS[1])
    return { rule: 'code-out-of-the-blue', needed: CVV_DIGITS[0] };
  if (evidence.isBeforeCard === true) return { rule: 'before-card', needed: CVV_DIGITS[0] };
  return { rule: 'unprompted', needed: unprompted(evidence) };
};

/** "the customer verification number": as long as a security code, just after a card number; zip codes are longer. */
const isCodeAfterPan = ({ isOtherCode, sincePan }: Light, { digits }: Evidence): boolean =>
  isOtherCode === true &&
  sincePan !== undefined &&
  sincePan <= JUST_AFTER_PAN &&
  CVV_DIGITS.some((length) => length === digits);

/** A card was mentioned after a few digits that nobody had asked for. */
const isMereAfterthought = (
  { isAfterthought, isDateNext, expects, isExplicit }: Light,
  { digits }: Evidence,
): boolean =>
  isAfterthought === true &&
  digits < (isDateNext === true ? ASKED_NEXT_AT_LEAST : LONG_AFTERTHOUGHT) &&
  (expects === undefined || !isExplicit || digits > LONGEST_EXPECTED[expects]);

/** A security code or an expiry date, where one was asked for. */
const expectedIn = (light: Light, { digits }: Evidence, inPayment: boolean): Ruling | undefined => {
  const { expects } = light;
  if (expects === undefined || digits > LONGEST_EXPECTED[expects]) return undefined;
  if (light.afterPan || (light.hadPan && light.isExplicit))
    return {
      rule: 'expected-after-pan',
      needed: expects === 'expiry' && !light.isExplicit ? VAGUE_DATE_AFTER_PAN : EXPECTED_AFTER_PAN,
    };
  if (!inPayment) return undefined;
  if (light.isExplicit) return { rule: 'expected-in-payment', needed: EXPECTED_IN_PAYMENT[expects] };
  if (digits > LONGEST_VAGUELY_EXPECTED[expects]) return undefined;
  return { rule: 'vaguely-expected', needed: VAGUELY_EXPECTED };
};

const afterPan = (light: Light, { isLone = false }: Evidence): number => {
  if (!light.afterPan) return Infinity;
  // "and the last one?" "... seven"
  if (isLone && (light.sincePan ?? Infinity) <= LAST_DIGIT) return 1;
  return light.isPanDoubtful ? AFTER_DOUBTFUL_PAN : AFTER_PAN;
};

/** After talk of a card, or the question for its number. */
const afterTalk = ({ payment, isFresh }: Light, { isNoisy, beginning, isPhone }: Evidence): number => {
  switch (payment) {
    case 0:
      return Infinity;
    case 1:
      if (isNoisy) return CARD_MENTIONED_IN_NOISE;
      if (isPhone && beginning === 'other' && !isFresh) return CARD_MENTIONED_PHONE;
      if (beginning !== 'scheme') return CARD_MENTIONED_AT_LEAST;
      return isFresh ? CARD_JUST_MENTIONED : CARD_MENTIONED;
    case 2:
      return isFresh ? CARD_JUST_ANNOUNCED : CARD_ANNOUNCED;
  }
};

const unprompted = (evidence: Evidence): number => {
  const { isPhone, beginning, startsLate = false, numbers, pairs, isNoisy } = evidence;
  const usual = isPhone ? UNPROMPTED_PHONE : (isNoisy ? UNPROMPTED_IN_NOISE : UNPROMPTED)[beginning];
  if (isNoisy) return usual;
  if (evidence.isTooLong === true) return NEVER;
  if (beginning === 'other' && !startsLate) return UNPROMPTED_UNLIKE_A_CARD;
  const isInPairs = pairs >= numbers * PAIRS_SHARE;
  return isInPairs ? Math.max(usual, UNPROMPTED_IN_PAIRS) : usual;
};

/**
 * Digits heard, and some of the words between them that may be more. Where nobody asked for a card number,
 * more words than that are talk.
 */
export const weighed = (light: Light, evidence: Evidence): number =>
  Math.max(0, weightOf(light, evidence) - (isAsked(light) ? 0 : (evidence.known ?? 0)));

const weightOf = (light: Light, evidence: Evidence): number => {
  const { digits, flow = digits, inner, flowWords = inner, joins, isNoisy } = evidence;
  if (evidence.isValid && !light.isOtherNamed && inner <= digits / DIGITS_PER_WORD_IN_VALID) return digits;
  const most = Math.floor(digits / DIGITS_PER_INNER);
  // What was announced as another number has words of its own between its parts.
  const mayBeMisheard = (!isNoisy && inner <= most && !light.isOtherNamed) || isAsked(light);
  const misheard = mayBeMisheard ? Math.min(inner, most) : 0;
  const noise = isNoisy ? Math.floor(digits / DIGITS_PER_INNER_IN_NOISE) : most;
  const talk = isAsked(light) ? 0 : Math.max(0, inner - noise) + (isNoisy ? 0 : joins);
  const weight = Math.max(0, digits + misheard - talk);
  // A list of numbers is no card number, however many digits they have.
  const isTalk = light.payment > 0 && light.isAfterthought !== true;
  const isList = !isTalk && !isAsked(light) && !isNoisy;
  if (!isList) return Math.max(weight, flow);
  const listed = Math.min(weight, flow + Math.min(misheard, flowWords));
  return isDictated(evidence) ? Math.max(listed, Math.min(digits, LONGEST_DICTATED) - inner) : listed;
};

/** "four two four two, then it goes five eight five two": as long as a card number, begins like one, and no list. */
const isDictated = ({ beginning, digits, joins }: Evidence): boolean =>
  beginning === 'scheme' && joins === 0 && digits >= SHORTEST_DICTATED;

const isAsked = (light: Light): boolean =>
  light.payment === 2 || light.afterPan || light.isAskedNext === true;

/** Nothing of a card number is missing: as long as most are, or valid as it is. */
export const isWhole = ({ digits, isValid }: Evidence): boolean => digits >= WHOLE || isValid;

/** 0..1: 1 and more confirms. */
export const score = (light: Light, evidence: Evidence, bias = 0): number =>
  Math.min(1, weighed(light, evidence) / needed(light, evidence, bias));

export const confirms = (light: Light, evidence: Evidence, bias = 0): boolean =>
  score(light, evidence, bias) >= 1;

/** Digits at which the live gate closes, before anything is confirmed. */
export const suspicious = (light: Light, isOpening: boolean): number => {
  if (light.other) return light.isOtherNamed ? 7 : 4;
  if (light.payment > 0 || light.afterPan || light.expects !== undefined) return 1;
  return isOpening ? 1 : 2;
};
