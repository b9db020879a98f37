/**
 * A row of terms: the words of a hypothesis with a meaning for each word or fixed phrase.
 *
 *     one   moment   four   hundred
 *     [  filler  ]  [digit] [hundred]
 *
 * The grammar of numbers (counting.ts, reader.ts) walks terms by index; beyond either end is `other`.
 */
import type { Word } from '../../core/hearing.js';
import { hull, type Span } from '../../core/span.js';
import type { Language, Meaning, Phrase } from '../language.js';
import { AT_TOKEN, PLUS_TOKEN, tokensOf, UNHEARD_TOKEN, type Token } from './tokens.js';

export interface Placed {
  readonly span: Span;
  /** Indexes into the words read: half-open. Parts of one hyphenated word may lie in different items. */
  readonly words: { readonly from: number; readonly to: number };
  /** 0..1, the lowest of its words. */
  readonly confidence: number;
}

interface Term {
  readonly meaning: Meaning;
  /** Indexes of tokens: half-open. */
  readonly from: number;
  readonly to: number;
}

const DIGITS_ONLY = /^\d+$/;
const SIGN = /^[$€£¥%]$/;
/** example.com, co.uk: the end of an address. */
const DOTTED_NAME = /\p{L}\.\p{L}{2,}$/u;
/** Of a word: one letter alone is no word. */
const INITIAL = /^[a-z](?=\p{L})/u;
/** 4s, 0's: as engines write "fours". */
const WRITTEN_PLURAL = /^(\d)'?s$/;
const OTHER: Meaning = { kind: 'other' };

/** What means the same in every language. */
const plainMeaning = (token: string): Meaning | undefined => {
  if (DIGITS_ONLY.test(token)) return { kind: 'written', digits: token };
  const plural = WRITTEN_PLURAL.exec(token)?.[1];
  if (plural !== undefined) return { kind: 'plural', value: Number(plural) };
  if (SIGN.test(token)) return { kind: 'unit' };
  if (token === PLUS_TOKEN) return { kind: 'filler', mark: 'plus' };
  if (token === AT_TOKEN) return { kind: 'other', mark: 'at' };
  if (token.includes(AT_TOKEN)) return { kind: 'address' };
  if (DOTTED_NAME.test(token)) return { kind: 'other', mark: 'domain' };
  return token === UNHEARD_TOKEN ? { kind: 'unknown' } : undefined;
};

/** "let me read that back three seven eight two": the last word of a cue that goes on in digits is the first of them. */
const withoutFirstDigit = (
  { length, meaning }: Phrase,
  texts: readonly string[],
  at: number,
  language: Language,
): number => {
  const meaningAt = (index: number): Meaning => language.meaningOf(texts[index] ?? '');
  const last = meaningAt(at + length - 1);
  const isDigit = last.kind === 'digit' && last.weak !== true && last.value > 1;
  const goesOn = ['digit', 'pair', 'tens', 'repeat'].includes(meaningAt(at + length).kind);
  return meaning.kind === 'cue' && isDigit && goesOn ? length - 1 : length;
};

export class Terms {
  /** See Language. */
  readonly tensFirst: boolean;
  readonly #tokens: readonly Token[];
  readonly #terms: readonly Term[];

  constructor(words: readonly Word[], language: Language) {
    this.tensFirst = language.tensFirst;
    this.#tokens = tokensOf(words);
    const texts = this.#tokens.map((token) => token.text);
    const terms: Term[] = [];
    for (let at = 0; at < texts.length; at = terms.at(-1)?.to ?? at + 1) {
      const text = texts[at] ?? '';
      const phrase = language.phraseAt(texts, at);
      const meaning = phrase?.meaning ?? plainMeaning(text) ?? language.meaningOf(text);
      const length = phrase === undefined ? 1 : withoutFirstDigit(phrase, texts, at, language);
      terms.push({ meaning, from: at, to: at + length });
    }
    this.#terms = terms;
  }

  get length(): number {
    return this.#terms.length;
  }

  meaning(at: number): Meaning {
    return this.#terms[at]?.meaning ?? OTHER;
  }

  /** The first letter of a word of its own, a to z; undefined of phrases and of anything else. */
  initial(at: number): string | undefined {
    const term = this.#terms[at];
    if (term === undefined || term.to - term.from > 1) return undefined;
    return INITIAL.exec(this.#tokens[term.from]?.text ?? '')?.[0];
  }

  /** Where the terms `from` to before `to` were said; there must be at least one. */
  place(from: number, to: number): Placed {
    const tokens = this.#tokens.slice(this.#terms[from]?.from, this.#terms[to - 1]?.to);
    return {
      span: tokens.map((token) => token.span).reduce(hull),
      words: { from: tokens[0]?.word ?? 0, to: (tokens.at(-1)?.word ?? -1) + 1 },
      confidence: Math.min(...tokens.map((token) => token.confidence)),
    };
  }
}
