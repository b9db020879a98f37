/**
 * Names what a confirmed run of digits is. A label never decides whether it is masked.
 */
import type { Light } from './conversation.js';
import { brandOf } from './entities/pan.js';
import { passesLuhn } from './entities/luhn.js';
import { recognise } from './entities/registry.js';
import type { Evidence } from './evidence.js';
import type { Entity } from '../core/finding.js';
import { SecretDigits } from '../core/secret.js';

/** The shortest run that is called a card number on length alone, one digit having been dropped. */
const NEARLY_PAN = 11;
/** The same where a card was being talked about. */
const PAN_IN_PAYMENT = 8;
const SHORTEST_PAN = 12;
const LONGEST_PAN = 19;
/** Below this a recogniser's label is a guess. */
const PLAUSIBLE = 0.25;

/** What the digits of a whole run say for themselves. */
export const evidenceOf = (values: readonly number[]): Evidence => {
  const digits = SecretDigits.of(values);
  const evidence = {
    digits: values.length,
    hasCardPrefix: brandOf(digits) !== undefined,
    isLuhnValid: values.length >= SHORTEST_PAN && values.length <= LONGEST_PAN && passesLuhn(digits),
  };
  digits.wipe();
  return evidence;
};

/** The entity of one stretch in a run, in the light of the conversation. */
export const entityOf = (
  values: readonly number[],
  run: Evidence,
  light: Light,
  currentYear: number,
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
    month: undefined,
    currentYear,
    cardBefore: light.afterPan ? 'unknown' : undefined,
  });
  digits.wipe();
  if (match !== undefined && match.score >= PLAUSIBLE) return match.entity;
  return light.expects ?? 'digits';
};
