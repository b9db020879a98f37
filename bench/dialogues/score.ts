/**
 * Compares what the detector made of one dialogue with its labels.
 */
import { LEG_ROLES } from '#tacet/core/ids.js';
import { span, SpanSet, type Span } from '#tacet/core/span.js';
import { millisToTicks, ticksToMillis } from '#tacet/core/units.js';
import type { Dialogue, LeadIn, Secret, SecretDigit, SecretEntity } from './dialogue.js';
import type { LegOutcome, Outcome } from './drive.js';

export interface SecretScore {
  readonly entity: SecretEntity;
  readonly leadIn: LeadIn;
  readonly digits: number;
  /** Inside confirmed findings. */
  readonly found: number;
  /** Of those, under a finding that names the right entity. */
  readonly named: number;
  /** Of those found, recorded in the clear since the watermark had passed before. */
  readonly late: number;
  /** Heard by the other party at look-ahead 0. */
  readonly leakedLive: number;
}

export interface DialogueScore {
  readonly seed: number;
  readonly scenario: string;
  readonly style: string | undefined;
  readonly durationMs: number;
  readonly hasSecret: boolean;
  readonly secrets: readonly SecretScore[];
  /** More of a card number was left than may be kept. */
  readonly isOverLimit: boolean;
  /** Confirmed findings that touch no secret. */
  readonly falseAlarms: number;
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

export const scoreDialogue = (dialogue: Dialogue, outcome: Outcome): DialogueScore => {
  const { seed, scenario, style, durationMs, secrets } = dialogue;
  const confirmed = {
    caller: confirmedSpans(outcome.caller),
    agent: confirmedSpans(outcome.agent),
  };
  const alarms = LEG_ROLES.map((leg) => {
    const allowed = allowedSpans(secrets.filter((secret) => secret.leg === leg));
    return {
      count: outcome[leg].confirmed.filter((finding) => !allowed.overlapsAny(finding.span)).length,
      maskedMs: outsideMs(confirmed[leg], allowed),
      mutedMs: outsideMs(outcome[leg].live, allowed),
    };
  });
  return {
    seed,
    scenario,
    style,
    durationMs,
    hasSecret: secrets.length > 0,
    secrets: secrets.map((secret) => scoreSecret(secret, outcome[secret.leg], confirmed[secret.leg])),
    isOverLimit: isOverLimit(secrets, (secret, digit) => isMasked(digit, confirmed[secret.leg])),
    falseAlarms: alarms.reduce((sum, { count }) => sum + count, 0),
    wronglyMaskedMs: alarms.reduce((sum, { maskedMs }) => sum + maskedMs, 0),
    wronglyMutedLiveMs: alarms.reduce((sum, { mutedMs }) => sum + mutedMs, 0),
    longestWaitMs: Math.max(outcome.caller.longestWaitMs, outcome.agent.longestWaitMs),
  };
};

/** Whether more of a card number is left than its first six digits and four others. */
export const isOverLimit = (
  secrets: readonly Secret[],
  isHidden: (secret: Secret, digit: SecretDigit) => boolean,
): boolean => {
  const left = new Map<number, Set<number>>();
  for (const secret of secrets) {
    if (secret.entity !== 'pan') continue;
    const positions = left.get(secret.card) ?? new Set<number>();
    left.set(secret.card, positions);
    for (const digit of secret.digits) if (!isHidden(secret, digit)) positions.add(digit.position);
  }
  return [...left.values()].some(
    (positions) => [...positions].filter((position) => position >= KEPT_FIRST).length > KEPT_OTHERS,
  );
};

const scoreSecret = (
  { entity, leadIn, digits }: Secret,
  leg: LegOutcome,
  confirmed: SpanSet,
): SecretScore => {
  const found = digits.filter((digit) => isMasked(digit, confirmed));
  const right = confirmedSpans(leg, entity === 'month' ? 'expiry' : entity);
  return {
    entity,
    leadIn,
    digits: digits.length,
    found: found.length,
    named: found.filter((digit) => isMasked(digit, right)).length,
    late: found.filter((digit) => !isMasked(digit, leg.recorded)).length,
    leakedLive: digits.filter((digit) => !isMasked(digit, leg.live)).length,
  };
};

const confirmedSpans = ({ confirmed }: LegOutcome, entity?: string): SpanSet => {
  const spans = new SpanSet();
  for (const finding of confirmed)
    if (entity === undefined || finding.entity === entity) spans.add(finding.span);
  return spans;
};

const spanOfMs = (fromMs: number, toMs: number): Span => span(millisToTicks(fromMs), millisToTicks(toMs));

const isMasked = ({ fromMs, toMs }: SecretDigit, masked: SpanSet): boolean => {
  const place = spanOfMs(fromMs, toMs);
  const covered = masked.within(place).reduce((sum, part) => sum + (part.to - part.from), 0);
  return covered >= MASKED_SHARE * (place.to - place.from);
};

const allowedSpans = (secrets: readonly Secret[]): SpanSet => {
  const allowed = new SpanSet();
  for (const { digits } of secrets) {
    const [first, last] = [digits[0], digits.at(-1)];
    if (first !== undefined && last !== undefined) {
      allowed.add(spanOfMs(Math.max(0, first.fromMs - TOLERANCE_MS), last.toMs + TOLERANCE_MS));
    }
  }
  return allowed;
};

const outsideMs = (masked: SpanSet, allowed: SpanSet): number => {
  const inside = masked.spans.flatMap((part) => allowed.within(part));
  const insideTicks = inside.reduce((sum, part) => sum + (part.to - part.from), 0);
  return ticksToMillis(masked.length - insideTicks);
};
