/**
 * What a language is to the detector: a table of what each word means for numbers and for payment talk.
 *
 * A new language is one file under `numbers/` plus one line in its registry.
 */

/** Phrases that make a number likely to come, and which. */
export const CUES = ['card', 'number', 'security-code', 'expiry', 'other-number'] as const;
/** `card`: payment cards; `number`: any number; `other-number`: phone, order, date ... that is no secret. */
export type Cue = (typeof CUES)[number];

export type Meaning =
  | { readonly kind: 'digit'; readonly value: number }
  /** 10 to 19, and German compounds such as zweiundvierzig (42): spoken as one word, read as two digits. */
  | { readonly kind: 'pair'; readonly value: number }
  /** 20, 30 ... 90: two digits, or one when a digit follows ("forty two"). */
  | { readonly kind: 'tens'; readonly value: number }
  | { readonly kind: 'hundred' }
  | { readonly kind: 'thousand' }
  /** A word with digits in it already: "4111", German "vierhundertzwölf" (412). */
  | { readonly kind: 'written'; readonly digits: string }
  | { readonly kind: 'repeat'; readonly times: number }
  /** Joins parts of one number: "and", "und". */
  | { readonly kind: 'joiner' }
  /** Says nothing and breaks nothing: uh, okay, moment. */
  | { readonly kind: 'filler' }
  | { readonly kind: 'correction' }
  | { readonly kind: 'cue'; readonly cue: Cue }
  /** Tells that the number beside it is an amount, a date, a time ...: dollars, percent, o'clock, April. */
  | { readonly kind: 'unit' }
  /** Speech the engine did not put into a word (`[unk]`). */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'other' };

export interface Language {
  /** BCP 47, primary subtag: `en`. */
  readonly tag: string;
  /** `word` is lower case. */
  meaningOf(word: string): Meaning;
}
