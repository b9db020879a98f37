/**
 * The text part of the benchmark: made-up dialogues of each family, judged on all cores, added up by condition.
 */
import { availableParallelism } from 'node:os';

import { circumstances, type Circumstances } from '../circumstances.js';
import { curvePoint, type CurvePoint } from './curve.js';
import { judgeAll, type Job, type Judged } from './crew.js';
import { FAMILIES, type Family } from './dialogue.js';
import { CAN_WANT, HAS_BIAS } from './drive.js';
import { MODES } from './mishearing.js';
import type { DialogueScore } from './score.js';
import { summarize, type Condition, type Summary } from './tally.js';

export interface TextRequest {
  /** Of `tune`; the other families have their share of that, see SHARES. */
  readonly dialogues: number;
  readonly seed: number;
  readonly werPercents: readonly number[];
  readonly families: readonly Family[];
  /** For the curve; none without a detector that takes one. */
  readonly biases: readonly number[];
  /** Nothing but the curve, which needs fewer dialogues: what else was measured stays. */
  readonly onlyCurve?: boolean;
  readonly command: string;
  /** How far it is. */
  readonly tell: (line: string) => void;
}

export interface TextRecord {
  /** Of each family, since they need not be measured together. */
  readonly circumstances: Readonly<Partial<Record<Family, Circumstances>>>;
  readonly summaries: readonly Summary[];
  readonly curve: readonly CurvePoint[];
  /** Whether secrets that are no cards were asked for. */
  readonly wantsOthers: boolean;
}

/** Ordinary calls are long, and other secrets many to a call. */
const SHARES: Readonly<Record<Family, number>> = {
  tune: 1,
  'held-back': 0.5,
  services: 0.5,
  sealed: 0.5,
  unseen: 0.5,
  fresh: 0.5,
  ordinary: 0.06,
  'other-secrets': 0.2,
};
/** Half of their calls hold a card, so both sides of the curve are known. */
const HAS_CARDS: ReadonlySet<Family> = new Set(
  FAMILIES.filter((family) => family !== 'ordinary' && family !== 'other-secrets'),
);
const JOB = 25;
const CURVE_WER = 10;
const TELL_EVERY_MS = 10_000;

/** A single dialogue is one of each family: that is how to play one again. */
export const countOf = (family: Family, dialogues: number): number => Math.ceil(dialogues * SHARES[family]);

export const measureText = async (request: TextRequest): Promise<TextRecord> => {
  const about = circumstances(request.command);
  const summaries: Summary[] = [];
  const measured = request.onlyCurve === true ? [] : request.families;
  for (const family of measured) {
    const judged = await judgeFamily(request, family, request.werPercents, undefined);
    summaries.push(...summariesOf(judged));
  }
  const curve: CurvePoint[] = [];
  if (!HAS_BIAS && request.biases.length > 0) request.tell('no curve: this detector has no bias to move');
  for (const bias of HAS_BIAS ? request.biases : []) {
    for (const family of request.families.filter((one) => HAS_CARDS.has(one))) {
      const judged = await judgeFamily(request, family, [CURVE_WER], bias);
      curve.push({ ...curvePoint(family, bias, CURVE_WER, scoresOf(judged)), command: request.command });
    }
  }
  return {
    circumstances: Object.fromEntries(measured.map((family) => [family, about])),
    summaries: summaries.toSorted((a, b) => orderOf(a.condition) - orderOf(b.condition)),
    curve,
    wantsOthers: CAN_WANT,
  };
};

/** Families measured before stay where they were not measured again. */
export const mergeText = (before: TextRecord | undefined, now: TextRecord): TextRecord => {
  if (before === undefined) return now;
  const isNew = (family: Family): boolean => now.circumstances[family] !== undefined;
  const isDrawn = (family: Family): boolean => now.curve.some((point) => point.family === family);
  const kept = before.summaries.filter(({ condition }) => !isNew(condition.family));
  return {
    circumstances: { ...before.circumstances, ...now.circumstances },
    summaries: [...kept, ...now.summaries].toSorted((a, b) => orderOf(a.condition) - orderOf(b.condition)),
    curve: [...before.curve.filter(({ family }) => !isNew(family) && !isDrawn(family)), ...now.curve],
    wantsOthers: isNew('other-secrets') ? now.wantsOthers : before.wantsOthers,
  };
};

const judgeFamily = (
  { dialogues, seed, tell }: TextRequest,
  family: Family,
  werPercents: readonly number[],
  bias: number | undefined,
): Promise<Judged[]> => {
  const all = countOf(family, dialogues);
  const jobs = Array.from({ length: Math.ceil(all / JOB) }, (_, i): Job => ({
    family,
    firstSeed: seed + i * JOB,
    count: Math.min(JOB, all - i * JOB),
    werPercents,
    options: bias === undefined ? {} : { bias },
  }));
  const startedMs = performance.now();
  let toldMs = startedMs;
  tell(`${family}: ${all} dialogues${bias === undefined ? '' : `, bias ${bias}`}`);
  return judgeAll(jobs, availableParallelism(), (done) => {
    if (performance.now() - toldMs < TELL_EVERY_MS) return;
    toldMs = performance.now();
    const leftMs = ((toldMs - startedMs) / done) * (all - done);
    tell(`  ${done} of ${all}, about ${Math.ceil(leftMs / 60_000)} min left`);
  });
};

const scoresOf = (judged: readonly Judged[]): DialogueScore[] => judged.map(({ score }) => score);

const summariesOf = (judged: readonly Judged[]): Summary[] => {
  const groups = new Map<string, { readonly condition: Condition; readonly scores: DialogueScore[] }>();
  for (const { condition, score } of judged) {
    for (const each of [condition, { ...condition, language: 'all', mode: 'all' as const }]) {
      const key = JSON.stringify(each);
      const known = groups.get(key);
      if (known === undefined) groups.set(key, { condition: each, scores: [score] });
      else known.scores.push(score);
    }
  }
  return [...groups.values()].map(({ condition, scores }) => summarize(condition, scores));
};

const LANGUAGES = ['en', 'de', 'all'];
const WAYS = [...MODES, 'all'];

const orderOf = ({ family, language, mode, werPercent }: Condition): number =>
  ((FAMILIES.indexOf(family) * 10 + LANGUAGES.indexOf(language)) * 10 + WAYS.indexOf(mode)) * 1_000 +
  werPercent;
