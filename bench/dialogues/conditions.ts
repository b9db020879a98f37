/**
 * Which languages are heard in which way, and how one dialogue is put through one of them.
 */
import { otherRole, type LegRole } from '#tacet/core/ids.js';
import type { Finding } from '#tacet/core/finding.js';
import type { Judgement } from '#tacet/detect/detector.js';
import type { Language } from '#tacet/detect/language.js';
import { OTHER_ENTITIES, type Dialogue } from './dialogue.js';
import { drive, type DetectorOptions } from './drive.js';
import { mishear, type HeardWord, type Mode } from './mishearing.js';
import { foundByOracle } from './oracle.js';
import { Random } from './random.js';
import { resultsFor, type Result } from './recogniser.js';
import { scoreDialogue, type DialogueScore } from './score.js';

/** Only English has a number grammar. */
export const modesOf = (language: string): readonly Mode[] =>
  language === 'en' ? ['free', 'grammar'] : ['free'];

/** The same dialogue, language, mode and rate are always heard the same. */
export const hear = (
  dialogue: Dialogue,
  language: Language,
  mode: Mode,
  werPercent: number,
): {
  readonly heard: Readonly<Record<LegRole, readonly HeardWord[]>>;
  readonly results: readonly Result[];
} => {
  const random = new Random(dialogue.seed * 1_000 + werPercent * 10 + (mode === 'free' ? 0 : 1));
  const of = (leg: LegRole): { heard: readonly HeardWord[]; results: readonly Result[] } => {
    const spoken = dialogue.words.filter((word) => word.leg === leg);
    const heard = mishear(spoken, language, mode, werPercent / 100, random);
    return { heard, results: resultsFor(leg, spoken, heard, dialogue.durationMs, random) };
  };
  const caller = of('caller');
  const agent = of(otherRole('caller'));
  return {
    heard: { caller: caller.heard, agent: agent.heard },
    results: [...caller.results, ...agent.results],
  };
};

/** Secrets that are no cards are wanted where they are what is looked for. */
export const optionsFor = ({ family }: Dialogue): DetectorOptions =>
  family === 'other-secrets' ? { wanted: OTHER_ENTITIES } : {};

export const judge = (
  dialogue: Dialogue,
  language: Language,
  mode: Mode,
  werPercent: number,
  options: DetectorOptions = {},
  observe?: (finding: Finding) => void,
): DialogueScore => {
  const { results } = hear(dialogue, language, mode, werPercent);
  const all = { ...optionsFor(dialogue), ...options };
  const judged: Judgement[] = [];
  const outcome = drive(results, language, dialogue.durationMs, all, observe, (one) => judged.push(one));
  const score = scoreDialogue(dialogue, outcome);
  const oracle = foundByOracle(dialogue, judged);
  return { ...score, secrets: score.secrets.map((secret, i) => ({ ...secret, foundByOracle: oracle[i] })) };
};
