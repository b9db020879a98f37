/**
 * Compares what the detector made of one dialogue with its labels.
 */
import type { Finding } from '#tacet/core/finding.js';
import { LEG_ROLES, type LegRole } from '#tacet/core/ids.js';
import { span, SpanSet, type Span } from '#tacet/core/span.js';
import { millisToTicks, ticksToMillis } from '#tacet/core/units.js';
import {
  isOfCard,
  type Dialogue,
  type Family,
  type LeadIn,
  type Secret,
  type SecretDigit,
  type SecretEntity,
} from './dialogue.js';
import type { LegOutcome, Outcome } from './drive.js';

export interface SecretScore {
  readonly entity: SecretEntity;
  readonly leadIn: LeadIn;
  readonly digits: number;
  /** Masked in the recording. */
  readonly found: number;
  /** What is left of it may be kept: of a card number its first six digits and last four. */
  readonly isWithinLimit: boolean;
  /** Of those found, under a confirmed finding that names the right entity. */
  readonly named: number;
  /** Recorded in the clear, and confirmed after the watermark had passed. */
  readonly late: number;
  /** Heard by the other party at look-ahead 0. */
  readonly leakedLive: number;
  /** What the oracle would have masked (oracle.ts); undefined of what is no card's, or where nobody asked it. */
  readonly foundByOracle?: number | undefined;
}

export interface DialogueScore {
  readonly family: Family;
  readonly seed: number;
  readonly scenario: string;
  readonly style: string | undefined;
  readonly durationMs: number;
  readonly numberWords: number;
  readonly hasCard: boolean;
  readonly secrets: readonly SecretScore[];
  /** More of a card number was left than may be kept. */
  readonly isOverLimit: boolean;
  /** Confirmed findings of payment data that touch nothing of a payment card. */
  readonly cardAlarms: number;
  /** Speech masked in the recording that is no secret. */
  readonly wronglyMaskedMs: number;
  readonly wronglyMutedLiveMs: number;
  readonly longestWaitMs: number;
}

/** A digit counts as masked from this share of its time on: what is left of it tells nothing. */
const MASKED_SHARE = 0.75;
/** Masks may reach this far beyond a secret and are still right. */
const TOLERANCE_MS = 250;
/** PCI DSS v4, 3.4.1 and its FAQ on truncation: the first six digits and any four others may be kept. */
const KEPT_FIRST = 6;
const KEPT_OTHERS = 4;
/** What the detector calls the data of payment cards; `digits` are a run not told apart. */
const ALARMS: ReadonlySet<string> = new Set(['pan', 'cvv', 'expiry', 'digits']);

export const scoreDialogue = (dialogue: Dialogue, outcome: Outcome): DialogueScore => {
  const { family, seed, scenario, style, durationMs, secrets, words } = dialogue;
  const cardSecrets = secrets.filter(({ entity }) => isOfCard(entity));
  const legs = LEG_ROLES.map((leg) => {
    const allowed = allowedSpans(dialogue, leg, secrets);
    const innocent = words
      .filter((word) => word.leg === leg)
      .map(({ fromMs, toMs }) => spanOfMs(fromMs, toMs))
      .filter((place) => !allowed.overlapsAny(place));
    return {
      alarms: falseAlarms(dialogue, leg, outcome[leg]).length,
      maskedMs: maskedMs(innocent, outcome[leg].recorded),
      mutedMs: maskedMs(innocent, outcome[leg].live),
    };
  });
  return {
    family,
    seed,
    scenario,
    style,
    durationMs,
    numberWords: words.filter(({ isNumber }) => isNumber).length,
    hasCard: cardSecrets.length > 0,
    secrets: secrets.map((secret) => scoreSecret(secret, outcome[secret.leg])),
    isOverLimit: isOverLimit(secrets, (secret, digit) => isHidden(digit, outcome[secret.leg].recorded)),
    cardAlarms: legs.reduce((sum, { alarms }) => sum + alarms, 0),
    wronglyMaskedMs: legs.reduce((sum, leg) => sum + leg.maskedMs, 0),
    wronglyMutedLiveMs: legs.reduce((sum, leg) => sum + leg.mutedMs, 0),
    longestWaitMs: Math.max(outcome.caller.longestWaitMs, outcome.agent.longestWaitMs),
  };
};

/** Confirmed findings of payment data that touch nothing of a payment card. */
export const falseAlarms = (
  dialogue: Dialogue,
  leg: LegRole,
  { confirmed }: LegOutcome,
): readonly Finding[] => {
  const ofCard = allowedSpans(
    dialogue,
    leg,
    dialogue.secrets.filter(({ entity }) => isOfCard(entity)),
  );
  return confirmed.filter(({ entity, span: place }) => ALARMS.has(entity) && !ofCard.overlapsAny(place));
};

/** Whether more of a card number is left than its first six digits and four others, wherever it was said. */
export const isOverLimit = (
  secrets: readonly Secret[],
  isGone: (secret: Secret, digit: SecretDigit) => boolean,
): boolean => {
  const left = new Map<number, Set<number>>();
  for (const secret of secrets) {
    if (secret.entity !== 'pan') continue;
    const positions = left.get(secret.card) ?? new Set<number>();
    left.set(secret.card, positions);
    for (const digit of secret.digits) if (!isGone(secret, digit)) positions.add(digit.position);
  }
  return [...left.values()].some(
    (positions) => [...positions].filter((position) => position >= KEPT_FIRST).length > KEPT_OTHERS,
  );
};

const scoreSecret = ({ entity, leadIn, digits, length }: Secret, leg: LegOutcome): SecretScore => {
  const isFound = (digit: SecretDigit): boolean => isHidden(digit, leg.recorded);
  const found = digits.filter(isFound);
  const left = digits.filter((digit) => !isFound(digit));
  const confirmed = confirmedSpans(leg);
  const right = confirmedSpans(leg, entity === 'month' ? 'expiry' : entity);
  return {
    entity,
    leadIn,
    digits: digits.length,
    found: found.length,
    isWithinLimit:
      entity === 'pan'
        ? left.every(({ position }) => position < KEPT_FIRST || position >= length - KEPT_OTHERS)
        : left.length === 0,
    named: found.filter((digit) => isHidden(digit, right)).length,
    late: left.filter((digit) => isHidden(digit, confirmed)).length,
    leakedLive: digits.filter((digit) => !isHidden(digit, leg.live)).length,
  };
};

const confirmedSpans = ({ confirmed }: LegOutcome, entity?: string): SpanSet => {
  const spans = new SpanSet();
  for (const finding of confirmed)
    if (entity === undefined || finding.entity === entity) spans.add(finding.span);
  return spans;
};

const spanOfMs = (fromMs: number, toMs: number): Span => span(millisToTicks(fromMs), millisToTicks(toMs));

export const isHidden = ({ fromMs, toMs }: SecretDigit, masked: SpanSet): boolean => {
  const place = spanOfMs(fromMs, toMs);
  return masked.lengthWithin(place) >= MASKED_SHARE * (place.to - place.from);
};

const allowedSpans = ({ tolerated }: Dialogue, leg: LegRole, secrets: readonly Secret[]): SpanSet => {
  const allowed = new SpanSet();
  const add = (fromMs: number, toMs: number): void =>
    allowed.add(spanOfMs(Math.max(0, fromMs - TOLERANCE_MS), toMs + TOLERANCE_MS));
  for (const secret of secrets) {
    const [first, last] = [secret.digits[0], secret.digits.at(-1)];
    if (secret.leg === leg && first !== undefined && last !== undefined) add(first.fromMs, last.toMs);
  }
  for (const place of tolerated) if (place.leg === leg) add(place.fromMs, place.toMs);
  return allowed;
};

const maskedMs = (words: readonly Span[], masked: SpanSet): number =>
  ticksToMillis(words.reduce((sum, word) => sum + masked.lengthWithin(word), 0));
