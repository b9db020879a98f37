/**
 * The phrases Vosk is held to, one table a language (grammar/), and what its words stand for.
 *
 * Vosk estimates a bigram model from them, so they are the tuning knob: what follows what, and how often. The
 * digits appear in walks that use every pair of digits once, so that no order of digits is likelier than
 * another; `[unk]` takes up the speech around them; payment phrases let the detector hear what a number is for,
 * and draw speech away from the digits.
 *
 * A language that the model does not speak has no walks: its many words for a digit are single phrases, beside
 * so many `[unk]` that other speech falls there.
 */
import { DIGIT_SOUNDS, PAIR_SOUNDS, WORD_SOUNDS } from './grammar/de-by-ear.js';
import { GERMAN } from './grammar/de.js';
import { ENGLISH } from './grammar/en.js';
import type { Vocabulary } from './grammar/vocabulary.js';
import { SpokenWords, UNKNOWN } from './spoken-words.js';

export const GRAMMAR_LANGUAGES = ['en', 'de'] as const;
export type GrammarLanguage = (typeof GRAMMAR_LANGUAGES)[number];

/** `by-ear`: the model speaks English only. */
export const PRONUNCIATIONS = ['native', 'by-ear'] as const;
export type Pronunciation = (typeof PRONUNCIATIONS)[number];

export interface Grammar {
  readonly phrases: readonly string[];
  /** Undefined where the words are the language's own. */
  readonly spoken: SpokenWords | undefined;
}

const UNKNOWN_RUN = 40;
/**
 * How much room other speech has: chosen between few digits lost (less) and little other speech taken for
 * digits (more); beyond 300 digits were lost on clean calls.
 */
const UNKNOWNS_BY_EAR = 300;
const DIGIT_WEIGHT_BY_EAR = 2;

const VOCABULARIES: Readonly<Record<GrammarLanguage, Vocabulary>> = { en: ENGLISH, de: GERMAN };

/** The grammar for a model that speaks the language. */
export const grammarFor = (language: GrammarLanguage): readonly string[] => {
  const { digits, otherDigits, numbers, weights, phrases } = VOCABULARIES[language];
  return [
    pairWalk(digits, 0),
    pairWalk(digits, 3),
    pairWalk([...digits, ...otherDigits], 0),
    Array<string>(UNKNOWN_RUN).fill(UNKNOWN).join(' '),
    ...numbers,
    ...digits.map((digit) => `${UNKNOWN} ${digit}`),
    ...weights,
    ...phrases,
  ];
};

/** Digits and other speech only: for an ear that is to differ from the one that hears calls. */
export const digitGrammarFor = (language: GrammarLanguage): readonly string[] => {
  const { digits, otherDigits } = VOCABULARIES[language];
  return [
    pairWalk(digits, 0),
    pairWalk(digits, 3),
    pairWalk([...digits, ...otherDigits], 0),
    Array<string>(UNKNOWN_RUN).fill(UNKNOWN).join(' '),
    ...digits.map((digit) => `${UNKNOWN} ${digit}`),
  ];
};

/** English is native to the English model, so only German is heard by ear. */
export const openGrammar = (language: GrammarLanguage, pronunciation: Pronunciation): Grammar =>
  language === 'de' && pronunciation === 'by-ear'
    ? germanByEar()
    : { phrases: grammarFor(language), spoken: undefined };

const germanByEar = (): Grammar => {
  const digits = Object.values(DIGIT_SOUNDS).flat();
  const words = Object.values(WORD_SOUNDS).flat();
  // Each word of a pair once or twice, not with every partner: that would make cues likelier than digits.
  const pairs = PAIR_SOUNDS.flatMap(([, first, second]) =>
    Array.from({ length: Math.max(first.length, second.length) }, (_, i) =>
      [first[i % first.length], second[i % second.length]].join(' '),
    ),
  );
  const unknowns = Array<string>(UNKNOWNS_BY_EAR).fill(UNKNOWN);
  const weighted = Array<readonly string[]>(DIGIT_WEIGHT_BY_EAR).fill(digits).flat();
  return {
    phrases: [...weighted, ...words, ...pairs, ...unknowns],
    spoken: new SpokenWords([DIGIT_SOUNDS, WORD_SOUNDS], PAIR_SOUNDS),
  };
};

/**
 * A closed walk over the complete digraph of the words (loops included) that takes each edge once: every word
 * follows every word exactly once. Hierholzer's algorithm; `start` turns the walk, so two walks differ.
 */
export const pairWalk = (words: readonly string[], start: number): string => {
  const taken = words.map(() => 0);
  const stack = [start % words.length];
  const walk: string[] = [];
  for (let at = stack.at(-1); at !== undefined; at = stack.at(-1)) {
    const edges = taken[at] ?? words.length;
    if (edges < words.length) {
      taken[at] = edges + 1;
      stack.push((at + edges + start) % words.length);
    } else {
      walk.push(words[at] ?? '');
      stack.pop();
    }
  }
  return walk.reverse().join(' ');
};
