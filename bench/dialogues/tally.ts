/**
 * Adds up the scores of many dialogues heard under one condition.
 */
import { SECRET_ENTITIES, type LeadIn, type SecretEntity } from './dialogue.js';
import type { Mode } from './mishearing.js';
import { proportion, quantile, type Proportion } from './proportion.js';
import type { DialogueScore, SecretScore } from './score.js';

export interface Condition {
  readonly language: string;
  readonly mode: Mode;
  readonly werPercent: number;
}

export interface Recall {
  /** Secrets of which every digit was found. */
  readonly whole: Proportion;
  readonly digits: Proportion;
  /** Of the digits found. */
  readonly named: Proportion;
}

export interface FalseAlarms {
  readonly hours: number;
  readonly perHour: number;
  readonly maskedSecondsPerHour: number;
  readonly mutedLiveSecondsPerHour: number;
}

/** Digits of a card number heard by the other party at look-ahead 0. */
export interface LiveLeak {
  readonly count: number;
  readonly median: number;
  readonly p99: number;
}

export interface PaymentRow {
  readonly name: string;
  readonly dialogues: number;
  readonly recall: Readonly<Record<SecretEntity, Recall>>;
  readonly overLimit: Proportion;
}

export interface InnocentRow extends FalseAlarms {
  readonly name: string;
  readonly dialogues: number;
  readonly alarmed: Proportion;
}

export interface Summary {
  readonly condition: Condition;
  readonly dialogues: number;
  readonly recall: Readonly<Record<SecretEntity, Recall>>;
  readonly overLimit: Proportion;
  readonly alarms: FalseAlarms;
  readonly alarmed: Proportion;
  /** Masked outside secrets in calls that have some. */
  readonly maskedBesideSecondsPerCall: number;
  readonly live: Readonly<Record<'prompted' | 'unprompted' | 'readBack', LiveLeak>>;
  /** Found, but recorded before that. */
  readonly lateDigits: number;
  readonly longestWaitSeconds: number;
  readonly payments: readonly PaymentRow[];
  readonly styles: readonly PaymentRow[];
  readonly innocent: readonly InnocentRow[];
  /** Seeds: most digits missed, most masked without reason. */
  readonly worstMisses: readonly number[];
  readonly worstAlarms: readonly number[];
}

const MS_PER_HOUR = 3_600_000;
const WORST = 8;

export const summarize = (condition: Condition, scores: readonly DialogueScore[]): Summary => {
  const payments = scores.filter((score) => score.hasSecret);
  const innocent = scores.filter((score) => !score.hasSecret);
  const secrets = payments.flatMap((score) => score.secrets);
  return {
    condition,
    dialogues: scores.length,
    recall: recallByEntity(secrets),
    overLimit: overLimit(payments),
    alarms: falseAlarms(innocent),
    alarmed: alarmed(innocent),
    maskedBesideSecondsPerCall: total(payments, (score) => score.wronglyMaskedMs) / 1_000 / payments.length,
    live: {
      prompted: liveLeak(secrets, ['asked', 'announced']),
      unprompted: liveLeak(secrets, ['bare']),
      readBack: liveLeak(secrets, ['read-back']),
    },
    lateDigits: total(secrets, (secret) => secret.late),
    longestWaitSeconds: Math.max(0, ...scores.map((score) => score.longestWaitMs)) / 1_000,
    payments: paymentRows(payments, (score) => score.scenario),
    styles: paymentRows(payments, (score) => score.style),
    innocent: innocentRows(innocent),
    worstMisses: worst(payments, missedDigits),
    worstAlarms: worst(innocent, (score) => score.wronglyMaskedMs),
  };
};

const total = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);

const recallOf = (secrets: readonly SecretScore[]): Recall => {
  const found = total(secrets, (secret) => secret.found);
  return {
    whole: proportion(secrets.filter((secret) => secret.found === secret.digits).length, secrets.length),
    digits: proportion(
      found,
      total(secrets, (secret) => secret.digits),
    ),
    named: proportion(
      total(secrets, (secret) => secret.named),
      found,
    ),
  };
};

const recallByEntity = (secrets: readonly SecretScore[]): Record<SecretEntity, Recall> => {
  const [pan, cvv, expiry, month] = SECRET_ENTITIES.map((entity) =>
    recallOf(secrets.filter((secret) => secret.entity === entity)),
  ) as [Recall, Recall, Recall, Recall];
  return { pan, cvv, expiry, month };
};

const hasPan = (score: DialogueScore): boolean => score.secrets.some((secret) => secret.entity === 'pan');

const overLimit = (payments: readonly DialogueScore[]): Proportion => {
  const withPan = payments.filter(hasPan);
  return proportion(withPan.filter((score) => score.isOverLimit).length, withPan.length);
};

const alarmed = (innocent: readonly DialogueScore[]): Proportion =>
  proportion(innocent.filter((score) => score.falseAlarms > 0).length, innocent.length);

const falseAlarms = (innocent: readonly DialogueScore[]): FalseAlarms => {
  const hours = total(innocent, (score) => score.durationMs) / MS_PER_HOUR;
  return {
    hours,
    perHour: total(innocent, (score) => score.falseAlarms) / hours,
    maskedSecondsPerHour: total(innocent, (score) => score.wronglyMaskedMs) / 1_000 / hours,
    mutedLiveSecondsPerHour: total(innocent, (score) => score.wronglyMutedLiveMs) / 1_000 / hours,
  };
};

const liveLeak = (secrets: readonly SecretScore[], leadIns: readonly LeadIn[]): LiveLeak => {
  const leaked = secrets
    .filter((secret) => secret.entity === 'pan' && leadIns.includes(secret.leadIn))
    .map((secret) => secret.leakedLive);
  return { count: leaked.length, median: quantile(leaked, 0.5), p99: quantile(leaked, 0.99) };
};

const groups = <T>(
  items: readonly T[],
  nameOf: (item: T) => string | undefined,
): (readonly [string, T[]])[] => {
  const byName = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), item]);
  }
  return [...byName].toSorted(([a], [b]) => a.localeCompare(b));
};

const paymentRows = (
  payments: readonly DialogueScore[],
  nameOf: (score: DialogueScore) => string | undefined,
): PaymentRow[] =>
  groups(payments, nameOf).map(([name, scores]) => ({
    name,
    dialogues: scores.length,
    recall: recallByEntity(scores.flatMap((score) => score.secrets)),
    overLimit: overLimit(scores),
  }));

const innocentRows = (innocent: readonly DialogueScore[]): InnocentRow[] =>
  groups(innocent, (score) => score.scenario).map(([name, scores]) => ({
    name,
    dialogues: scores.length,
    alarmed: alarmed(scores),
    ...falseAlarms(scores),
  }));

const missedDigits = (score: DialogueScore): number =>
  total(score.secrets, (secret) => secret.digits - secret.found);

const worst = (scores: readonly DialogueScore[], badness: (score: DialogueScore) => number): number[] =>
  scores
    .filter((score) => badness(score) > 0)
    .toSorted((a, b) => badness(b) - badness(a))
    .slice(0, WORST)
    .map((score) => score.seed);
