/**
 * A bound: what a detector could mask that is told when somebody gives card data, but sees only the recogniser's words.
 *
 *     giving    [ four two four two     four two  ... four two ]         known to the oracle: that it goes on, and whose
 *     heard       for  two four two     [unk] two ... four who
 *     masked        [---------------------------------------]           first to last number heard in it, and REACH around
 *
 * It raises no false alarm. What it misses is lost in the words: a giving of which no digit was heard, or digits misheard
 * at its ends, beyond any mask. What the detector misses beside that, it has misjudged.
 */
import { span, SpanSet } from '#tacet/core/span.js';
import { millisToTicks } from '#tacet/core/units.js';
import type { Judgement } from '#tacet/detect/detector.js';
import { isOfCard, type Dialogue, type Secret } from './dialogue.js';
import { isHidden } from './score.js';

/** As masks of a payment reach into a pause (src/detect/mask.ts). */
export const ORACLE_REACH_MS = 700;

/** The digits of each secret that the oracle masks, in the order of the secrets; undefined of what is no card's. */
export const foundByOracle = (
  { secrets }: Dialogue,
  judged: readonly Judgement[],
): readonly (number | undefined)[] =>
  secrets.map((secret) =>
    isOfCard(secret.entity)
      ? secret.digits.filter((digit) => isHidden(digit, maskOf(secret, judged))).length
      : undefined,
  );

const maskOf = ({ leg, digits }: Secret, judged: readonly Judgement[]): SpanSet => {
  const masked = new SpanSet();
  const from = millisToTicks(digits[0]?.fromMs ?? 0);
  const to = millisToTicks(digits.at(-1)?.toMs ?? 0);
  const heard = judged.filter((one) => one.leg === leg && one.digits.from < to && one.digits.to > from);
  if (heard.length === 0) return masked;
  const reach = millisToTicks(ORACLE_REACH_MS);
  const first = Math.min(...heard.map((one) => Math.min(one.mask.from, one.digits.from - reach)));
  const last = Math.max(...heard.map((one) => Math.max(one.mask.to, one.digits.to + reach)));
  masked.add(span(Math.max(0, first), last));
  return masked;
};
