/**
 * What a recogniser makes of each word: most often the word, at a given rate something else, nothing, or more.
 *
 *     free       a recogniser of all words: four -> for, five -> nine, mine -> nine
 *     grammar    one held to numbers and payment talk (sense/engines/vosk-grammar.ts): other words are [unk],
 *                and an error makes [unk] of a digit or a digit of [unk]
 */
import { grammarFor } from '#tacet/sense/engines/vosk-grammar.js';
import type { Language } from '#tacet/detect/language.js';
import type { SpokenWord } from './dialogue.js';
import { anyDigit, commonWord, homophone, misheardNumber } from './number-words.js';
import type { Random } from './random.js';

export const MODES = ['free', 'grammar'] as const;
export type Mode = (typeof MODES)[number];

export interface HeardWord {
  readonly text: string;
  /** What the first partial results say in its place. */
  readonly early: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly confidence: number;
  /** How long after its end a partial result first shows it. */
  readonly lagMs: number;
}

const UNKNOWN = '[unk]';
const VOCABULARY = new Set(grammarFor('en').flatMap((phrase) => phrase.split(' ')));
const WORDS = [...VOCABULARY].filter((word) => word !== UNKNOWN);

/** Shares of errors: the rest are substitutions. */
const DELETED = 0.25;
const INSERTED = 0.15;
const JITTER_MS = 30;
const LAG_MS = [-30, 300] as const;
/** A partial result shows another word first, even where the final one will be right. */
const UNSTABLE = 0.04;
/** Neighbouring unknown words are often heard as one. */
const MERGED = 0.4;
const MERGED_GAP_MS = 150;

/** @param errorRate share of words with an error, 0 to 1 */
export const mishear = (
  words: readonly SpokenWord[],
  language: Language,
  mode: Mode,
  errorRate: number,
  random: Random,
): HeardWord[] => {
  const heard: HeardWord[] = [];
  for (const word of words) {
    for (const text of textsFor(word, language, mode, errorRate, random))
      add(heard, word, text, mode, random);
    const last = heard.at(-1);
    if (last !== undefined && random.chance(UNSTABLE + errorRate / 2)) {
      heard[heard.length - 1] = { ...last, early: wrong(word, language, mode, random) };
    }
  }
  return spread(heard);
};

const textsFor = (
  word: SpokenWord,
  language: Language,
  mode: Mode,
  errorRate: number,
  random: Random,
): readonly string[] => {
  const right = mode === 'grammar' && !VOCABULARY.has(word.text) ? UNKNOWN : word.text;
  if (!random.chance(errorRate)) return [right];
  const kind = random.next();
  if (kind < DELETED) return [];
  if (kind < DELETED + INSERTED)
    return [right, word.isNumber ? anyDigit(language, random) : filling(language, mode, random)];
  return [wrong(word, language, mode, random)];
};

const filling = (language: Language, mode: Mode, random: Random): string =>
  mode === 'grammar' ? UNKNOWN : commonWord(language, random);

const wrong = (word: SpokenWord, language: Language, mode: Mode, random: Random): string => {
  const choice = random.next();
  if (word.isNumber) {
    if (choice < 0.6) return misheardNumber(word.text, language, random);
    if (mode === 'free' && choice < 0.9)
      return homophone(word.text, language, random) ?? commonWord(language, random);
    if (mode === 'free') return commonWord(language, random);
    return choice < 0.9 ? UNKNOWN : random.pick(WORDS);
  }
  if (mode === 'free') return choice < 0.15 ? anyDigit(language, random) : commonWord(language, random);
  if (VOCABULARY.has(word.text) && choice < 0.7) return UNKNOWN;
  return choice < 0.85 ? anyDigit(language, random) : random.pick(WORDS);
};

const add = (heard: HeardWord[], word: SpokenWord, text: string, mode: Mode, random: Random): void => {
  const last = heard.at(-1);
  const isSure = text === word.text;
  const fromMs = word.fromMs + random.between(-JITTER_MS, JITTER_MS);
  const toMs = word.toMs + random.between(-JITTER_MS, JITTER_MS);
  const joins =
    mode === 'grammar' && text === UNKNOWN && last?.text === UNKNOWN && fromMs - last.toMs < MERGED_GAP_MS;
  if (joins && random.chance(MERGED)) {
    heard[heard.length - 1] = { ...last, toMs: Math.max(last.toMs, toMs) };
    return;
  }
  heard.push({
    text,
    early: text,
    fromMs: Math.max(0, fromMs),
    toMs: Math.max(toMs, fromMs + 1),
    confidence: isSure ? random.between(0.75, 1) : random.between(0.35, 0.95),
    lagMs: random.between(...LAG_MS),
  });
};

/** Words of one leg do not overlap: an inserted one takes half of the place of the word before it. */
const spread = (heard: readonly HeardWord[]): HeardWord[] => {
  const placed: HeardWord[] = [];
  for (const word of heard) {
    const last = placed.at(-1);
    if (last !== undefined && word.fromMs < last.toMs) {
      const isInserted = Math.abs(word.fromMs - last.fromMs) < 2 * JITTER_MS + 1;
      const cutMs = isInserted ? (last.fromMs + last.toMs) / 2 : (word.fromMs + last.toMs) / 2;
      placed[placed.length - 1] = { ...last, toMs: cutMs };
      placed.push({ ...word, fromMs: cutMs, toMs: Math.max(word.toMs, cutMs + 1) });
    } else placed.push(word);
  }
  return placed;
};
