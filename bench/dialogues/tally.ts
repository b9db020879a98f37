/**
 * Adds up the scores of many dialogues heard under one condition: plain data, as it lies in detect.json.
 */
import { bootstrap, rateInterval } from '../detect/bootstrap.js';
import type { Interval } from '../detect/statistics.js';
import { quantile } from '../statistics.js';
import { LEAD_INS, SECRET_ENTITIES, type Family, type LeadIn, type SecretEntity } from './dialogue.js';
import type { Mode } from './mishearing.js';
import { digitProportion, proportion, type Proportion } from './proportion.js';
import type { DialogueScore, SecretScore } from './score.js';

export interface Condition {
  readonly family: Family;
  /** `all`, both: every language and recogniser together. */
  readonly language: string;
  readonly mode: Mode | 'all';
  readonly werPercent: number;
}

export interface Recall {
  /** Secrets of which every digit is masked in the recording. */
  readonly whole: Proportion;
  /** Secrets of which no more is left than may be kept. */
  readonly withinLimit: Proportion;
  readonly digits: Proportion;
  /** Of the digits found, those under the right name. */
  readonly named: Proportion;
  /** What the oracle would have masked whole (oracle.ts); not of secrets that are no cards. */
  readonly oracle?: Proportion;
}

export interface Rate extends Interval {
  readonly total: number;
  readonly perHour: number;
}

/** Of calls without a card. */
export interface Innocence {
  readonly hours: number;
  readonly alarms: Rate;
  /** Calls with an alarm. */
  readonly alarmed: Proportion;
  readonly maskedSeconds: Rate;
  readonly mutedLiveSeconds: Rate;
}

/** Digits of a card number heard by the other party at look-ahead 0. */
export interface LiveLeak {
  readonly count: number;
  readonly median: number;
  readonly p90: number;
  readonly p99: number;
  readonly medianInterval: Interval | null;
  readonly p99Interval: Interval | null;
}

export interface ScenarioRow {
  readonly name: string;
  readonly dialogues: number;
  readonly hours: number;
  readonly alarms: number;
  /** For each entity: how many of how many were found whole. */
  readonly whole: Readonly<Partial<Record<SecretEntity, readonly [hits: number, of: number]>>>;
}

export interface Summary {
  readonly condition: Condition;
  readonly dialogues: number;
  readonly hours: number;
  readonly numberWordsPerMinute: number;
  readonly recall: Readonly<Partial<Record<SecretEntity, Recall>>>;
  readonly overLimit: Proportion;
  readonly innocence: Innocence;
  /** Of calls with a card: speech masked beside its data. */
  readonly besideSeconds: Rate;
  readonly besideLiveSeconds: Rate;
  readonly live: Readonly<Partial<Record<LeadIn, LiveLeak>>>;
  /** Confirmed, but recorded before that. */
  readonly lateDigits: number;
  readonly longestWaitSeconds: number;
  readonly scenarios: readonly ScenarioRow[];
  readonly styles: readonly ScenarioRow[];
  /** Seeds: most digits missed, most masked without reason. */
  readonly worstMisses: readonly number[];
  readonly worstAlarms: readonly number[];
}

const MS_PER_HOUR = 3_600_000;
const WORST = 8;
const RESAMPLES = 300;

export const summarize = (condition: Condition, scores: readonly DialogueScore[]): Summary => {
  const cards = scores.filter((score) => score.hasCard);
  const innocent = scores.filter((score) => !score.hasCard);
  const hours = hoursOf(scores);
  return {
    condition,
    dialogues: scores.length,
    hours,
    numberWordsPerMinute: total(scores, (score) => score.numberWords) / (60 * hours),
    recall: recallByEntity(scores),
    overLimit: overLimit(cards),
    innocence: {
      hours: hoursOf(innocent),
      alarms: rate(innocent, (score) => score.cardAlarms),
      alarmed: proportion(innocent.filter((score) => score.cardAlarms > 0).length, innocent.length),
      maskedSeconds: rate(innocent, (score) => score.wronglyMaskedMs / 1_000),
      mutedLiveSeconds: rate(innocent, (score) => score.wronglyMutedLiveMs / 1_000),
    },
    besideSeconds: rate(cards, (score) => score.wronglyMaskedMs / 1_000),
    besideLiveSeconds: rate(cards, (score) => score.wronglyMutedLiveMs / 1_000),
    live: leaksByLeadIn(scores),
    lateDigits: total(scores, ({ secrets }) => total(secrets, (secret) => secret.late)),
    longestWaitSeconds: Math.max(0, ...scores.map((score) => score.longestWaitMs)) / 1_000,
    scenarios: rows(scores, (score) => score.scenario),
    styles: rows(cards, (score) => score.style),
    worstMisses: worst(scores, missedDigits),
    worstAlarms: worst(innocent, (score) => score.cardAlarms * 1e9 + score.wronglyMaskedMs),
  };
};

const total = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);

const hoursOf = (scores: readonly DialogueScore[]): number =>
  total(scores, (score) => score.durationMs) / MS_PER_HOUR;

/** For each hour of calls; the interval is over calls, each once however many ways it was heard in. */
export const rate = (scores: readonly DialogueScore[], of: (score: DialogueScore) => number): Rate => {
  const calls = new Map<number, [events: number, hours: number]>();
  for (const score of scores) {
    const call = calls.get(score.seed) ?? [0, 0];
    calls.set(score.seed, [call[0] + of(score), call[1] + score.durationMs / MS_PER_HOUR]);
  }
  const sum = total(scores, of);
  const hours = hoursOf(scores);
  return {
    total: sum,
    perHour: hours === 0 ? 0 : sum / hours,
    ...(rateInterval([...calls.values()], RESAMPLES) ?? { low: 0, high: 0 }),
  };
};

const isOf =
  (entity: SecretEntity) =>
  (secret: SecretScore): boolean =>
    secret.entity === entity;

const recallOf = (scores: readonly DialogueScore[], entity: SecretEntity): Recall => {
  const own = scores.map(({ secrets }) => secrets.filter(isOf(entity)));
  const all = own.flat();
  const found = total(all, (secret) => secret.found);
  const told = all.filter(({ foundByOracle }) => foundByOracle !== undefined);
  return {
    whole: proportion(all.filter(isWhole).length, all.length),
    withinLimit: proportion(all.filter((secret) => secret.isWithinLimit).length, all.length),
    digits: digitProportion(
      own.map((secrets) => [
        total(secrets, (secret) => secret.found),
        total(secrets, (secret) => secret.digits),
      ]),
    ),
    named: proportion(
      total(all, (secret) => secret.named),
      found,
    ),
    ...(told.length === 0
      ? {}
      : {
          oracle: proportion(
            told.filter(({ foundByOracle, digits }) => foundByOracle === digits).length,
            told.length,
          ),
        }),
  };
};

const isWhole = ({ found, digits }: SecretScore): boolean => found === digits;

const entitiesOf = (scores: readonly DialogueScore[]): SecretEntity[] => {
  const present = new Set(scores.flatMap(({ secrets }) => secrets.map(({ entity }) => entity)));
  return SECRET_ENTITIES.filter((entity) => present.has(entity));
};

const recallByEntity = (scores: readonly DialogueScore[]): Partial<Record<SecretEntity, Recall>> =>
  Object.fromEntries(entitiesOf(scores).map((entity) => [entity, recallOf(scores, entity)]));

const overLimit = (cards: readonly DialogueScore[]): Proportion => {
  const withPan = cards.filter(({ secrets }) => secrets.some(isOf('pan')));
  return proportion(withPan.filter((score) => score.isOverLimit).length, withPan.length);
};

const leaksByLeadIn = (scores: readonly DialogueScore[]): Partial<Record<LeadIn, LiveLeak>> => {
  const pans = scores.flatMap(({ secrets }) => secrets.filter(isOf('pan')));
  return Object.fromEntries(
    LEAD_INS.flatMap((leadIn) => {
      const leaked = pans.filter((secret) => secret.leadIn === leadIn).map((secret) => secret.leakedLive);
      return leaked.length === 0 ? [] : [[leadIn, leakOf(leaked)]];
    }),
  );
};

const leakOf = (leaked: readonly number[]): LiveLeak => {
  const intervalOf = (share: number): Interval | null =>
    bootstrap(leaked, (sample) => quantile(sample, share), RESAMPLES) ?? null;
  return {
    count: leaked.length,
    median: quantile(leaked, 0.5),
    p90: quantile(leaked, 0.9),
    p99: quantile(leaked, 0.99),
    medianInterval: intervalOf(0.5),
    p99Interval: intervalOf(0.99),
  };
};

const rows = (
  scores: readonly DialogueScore[],
  nameOf: (score: DialogueScore) => string | undefined,
): ScenarioRow[] => {
  const byName = new Map<string, DialogueScore[]>();
  for (const score of scores) {
    const name = nameOf(score);
    if (name === undefined) continue;
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [score]);
    else known.push(score);
  }
  return [...byName]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, own]) => ({
      name,
      dialogues: own.length,
      hours: hoursOf(own),
      alarms: total(
        own.filter((score) => !score.hasCard),
        (score) => score.cardAlarms,
      ),
      whole: Object.fromEntries(
        entitiesOf(own).map((entity) => {
          const all = own.flatMap(({ secrets }) => secrets.filter(isOf(entity)));
          return [entity, [all.filter(isWhole).length, all.length]];
        }),
      ),
    }));
};

const missedDigits = (score: DialogueScore): number =>
  total(score.secrets, (secret) => secret.digits - secret.found);

const worst = (scores: readonly DialogueScore[], badness: (score: DialogueScore) => number): number[] =>
  scores
    .filter((score) => badness(score) > 0)
    .toSorted((a, b) => badness(b) - badness(a))
    .slice(0, WORST)
    .map((score) => score.seed);
