/**
 * Words of any engine, brought into one shape: the only place that lower-cases and strips punctuation.
 *
 * An engine may write "Forty-two", "c.v.v.", "4111-1111," or "$42.99". A token is lower case, without
 * punctuation, and either a word or plain digits. One word may give several tokens, which share its time
 * evenly; a token never joins words.
 */
import type { Word } from '../../core/hearing.js';
import { span, type Span } from '../../core/span.js';

export interface Token {
  readonly text: string;
  readonly span: Span;
  /** 0..1, of the word it came from. */
  readonly confidence: number;
  /** Index of the word it came from. */
  readonly word: number;
}

/** What engines mostly give: nothing to be done. */
const PLAIN = /^(?:[a-z]+|\d+)$/;
const UNHEARD = /^[[<(]unk[\])>]$/;
/** The token for speech the engine did not put into a word. */
export const UNHEARD_TOKEN = '[unk]';
export const AT_TOKEN = '@';
export const PLUS_TOKEN = '+';
const CURRENCY = /[$€£¥%]/;
/** 4111-1111, 4,111, 12/27, 42.99, 10:15: digits only, with separators inside. */
const SEPARATED_DIGITS = /^\d[\d.,:/'-]*$/;
/** c.v.v and a.m: single letters with dots. */
const DOTTED_LETTERS = /^\p{L}(?:\.\p{L})+$/u;
/** No.4, Nr.12, tel.0171: an abbreviation with digits behind it. */
const ABBREVIATION_THEN_DIGITS = /^(\p{L}+)\.(\d+)$/u;
/** 10am, 3pm, 50km: digits with letters behind them. */
const DIGITS_THEN_LETTERS = /^(\d+)(\p{L}{2,})$/u;
/** de89, and a whole IBAN in one word: the commonest countries, so that no other name loses its digits' meaning. */
const IBAN_START = /^(?:de|gb|at|ch|fr|nl|be|it|es|ie|lu|pl|dk|se|cz)\d\d[a-z\d]*$/;
/** A whole BIC in one word: of a few countries, with a digit or the XXX of a head office, as no word has them. */
const BIC =
  /^[a-z]{4}(?:de|gb|at|ch|fr|nl|be|it|es|ie|lu|pl|dk|se|cz|us)(?=[a-z]*\d|[a-z]{2}xxx$)[a-z\d]{2}(?:[a-z\d]{3})?$/;
const LETTERS_OR_DIGITS = /\d+|[a-z]/g;
/** +4917..., and an address in one word. */
const DIALLED = /^\+\d[\d.,:/'-]*$/;
const ADDRESS = /^[\p{L}\p{Nd}._%+-]+@[\p{L}\p{Nd}-]+(?:\.[\p{L}\p{Nd}-]+)+$/u;
const ORDINAL_ENDING = /^(?:st|nd|rd|th)$/;
const EDGES = /^[^\p{L}\p{Nd}]+|[^\p{L}\p{Nd}]+$/gu;
const BETWEEN_WORDS = /[^\p{L}\p{Nd}'.]+/u;

const partsOf = (text: string): readonly string[] => {
  if (PLAIN.test(text)) return [text];
  const plain = text.normalize('NFKC').toLowerCase().replaceAll('’', "'").trim();
  if (UNHEARD.test(plain)) return [UNHEARD_TOKEN];
  if (plain === AT_TOKEN || plain === PLUS_TOKEN) return [plain];
  if (DIALLED.test(plain)) return [PLUS_TOKEN, plain.replace(/\D/g, '')];
  const sign = CURRENCY.exec(plain)?.[0];
  const bare = plain.replace(EDGES, '');
  if (ADDRESS.test(bare)) return [bare];
  const parts = SEPARATED_DIGITS.test(bare)
    ? [bare.replace(/\D/g, '')]
    : bare.split(BETWEEN_WORDS).flatMap((part) => partOf(part.replace(EDGES, '')));
  return sign === undefined ? parts : [...parts, sign];
};

const partOf = (part: string): readonly string[] => {
  if (part === '') return [];
  const abbreviated = ABBREVIATION_THEN_DIGITS.exec(part);
  if (abbreviated !== null) return abbreviated.slice(1);
  if (DOTTED_LETTERS.test(part)) return [part.replaceAll('.', '')];
  if (IBAN_START.test(part) || BIC.test(part)) return part.match(LETTERS_OR_DIGITS) ?? [part];
  const mixed = DIGITS_THEN_LETTERS.exec(part);
  const [, digits, letters] = mixed ?? [];
  if (digits === undefined || letters === undefined || ORDINAL_ENDING.test(letters)) return [part];
  return [digits, letters];
};

/** The `index`-th of `count` even parts of a span. */
export const evenPart = (whole: Span, index: number, count: number): Span => {
  const length = whole.to - whole.from;
  return span(
    whole.from + Math.round((length * index) / count),
    whole.from + Math.round((length * (index + 1)) / count),
  );
};

export const tokensOf = (words: readonly Word[]): Token[] =>
  words.flatMap(({ text, span: whole, confidence }, word) =>
    partsOf(text).map((part, i, parts) => ({
      text: part,
      span: evenPart(whole, i, parts.length),
      confidence,
      word,
    })),
  );
