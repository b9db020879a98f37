/**
 * Names what a confirmed run of digits is. A label never decides whether it is masked.
 */
import type { Light } from './conversation.js';
import { brandAt, brandOf, isValidCard } from './entities/pan.js';
import { passesLuhn } from '../core/luhn.js';
import { isDate } from './entities/expiry.js';
import { recognise } from './entities/registry.js';
import type { Beginning, Evidence } from './evidence.js';
import { numberKind, type NumberContext } from './number-kind.js';
import type { Stretch } from './stretch.js';
import type { Entity } from '../core/finding.js';
import { SecretDigits } from '../core/secret.js';

/** The shortest run that is called a card number on length alone, one digit having been dropped. */
const NEARLY_PAN = 11;
/** The same where a card was being talked about. */
const PAN_IN_PAYMENT = 8;
/** Major industry identifiers under which payment cards are issued (ISO/IEC 7812-1). */
const FIRST_INDUSTRY = 2;
const LAST_INDUSTRY = 6;
const SHORTEST_PAN = 12;
const LONGEST_PAN = 19;
const LIKELY_PHONE = 0.5;
const SHORTEST_TO_TELL = 11;
/** ITU-T E.164, and the 00 before it. */
const LONGEST_TO_TELL = 17;
/** With its country's code; longer ones are to be sure ones. */
const LONGEST_PHONE = 13;
/** Below this a recogniser's label is a guess. */
const PLAUSIBLE = 0.25;

/** What lies in the digits themselves. */
export type Heard = Omit<
  Evidence,
  | 'inner'
  | 'joins'
  | 'numbers'
  | 'pairs'
  | 'isNoisy'
  | 'isRepeated'
  | 'known'
  | 'isLone'
  | 'flow'
  | 'flowWords'
>;

/** What the digits of a whole run say for themselves. */
export const evidenceOf = (values: readonly number[], context: NumberContext): Heard => {
  const digits = SecretDigits.of(values);
  const evidence: Heard = {
    digits: values.length,
    beginning: beginningOf(digits),
    startsLate: brandOf(digits) === undefined && brandAt(digits, 1) !== undefined,
    isDate: isDate(digits, context.currentYear),
    isPhone: isPhone(digits, context),
    isValid: isValidCard(digits),
    isLuhnValid: values.length >= SHORTEST_PAN && values.length <= LONGEST_PAN && passesLuhn(digits),
  };
  digits.wipe();
  return evidence;
};

/** Whether they are a telephone number as a whole. */
const isPhone = (digits: SecretDigits, context: NumberContext): boolean => {
  // Numbering plans are slow to look up, and matter only where a card number could be.
  if (digits.length < SHORTEST_TO_TELL || digits.length > LONGEST_TO_TELL) return false;
  const { kind, score } = numberKind(digits, context);
  return kind === 'phone' && (score >= LIKELY_PHONE || (score > 0 && digits.length <= LONGEST_PHONE));
};

const beginningOf = (digits: SecretDigits): Beginning => {
  if (brandOf(digits) !== undefined) return 'scheme';
  const first = digits.length === 0 ? 0 : digits.at(0);
  return first >= FIRST_INDUSTRY && first <= LAST_INDUSTRY ? 'card-like' : 'other';
};

/** The entity of one stretch in a run, in the light of the conversation. */
export const entityOf = (
  { values, month }: Stretch,
  run: Evidence,
  light: Light,
  { currentYear, language }: NumberContext,
): Entity => {
  const isPayment = light.payment > 0 && !light.afterPan && light.expects === undefined;
  if (
    (run.digits >= NEARLY_PAN && light.expects === undefined) ||
    (isPayment && run.digits >= PAN_IN_PAYMENT)
  )
    return 'pan';
  const digits = SecretDigits.of(values);
  const cue = light.expects === 'cvv' ? 'security-code' : light.expects;
  const match = recognise(digits, {
    cue,
    month,
    currentYear,
    language,
    cardBefore: light.afterPan ? 'unknown' : undefined,
  });
  digits.wipe();
  if (match !== undefined && match.score >= PLAUSIBLE) return match.entity;
  return light.expects ?? 'digits';
};
