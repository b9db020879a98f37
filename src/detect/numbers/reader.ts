/**
 * Reads words into spoken digits: where "four hundred and twelve" becomes 4 1 2, each with its place in time.
 *
 *     words -> tokens (tokens.ts) -> terms (terms.ts) -> numbers (counting.ts), letters (spelling.ts) -> items
 *
 * Pure: the same words give the same items, so a partial hypothesis is simply read again. It decides nothing
 * about secrecy and drops nothing; every word ends up in an item. Items hold digits in the clear, so they
 * stay where words stay, inside the speech worker.
 */
import type { Word } from '../../core/hearing.js';
import { hull, type Span } from '../../core/span.js';
import type { Cue, Language, Mark } from '../language.js';
import { belowHundredAt, countedAt, isScale } from './counting.js';
import { resolveSpelling, spellingAt } from './spelling.js';
import { Terms, type Placed } from './terms.js';
import { evenPart } from './tokens.js';

/** "double triple four": nobody repeats further; without a bound a few words make millions of digits. */
const MOST_REPEATED = 64;

export interface SpokenDigit {
  /** 0..9. */
  readonly value: number;
  readonly span: Span;
}

export interface SpokenLetter {
  /** a..z, lower case. */
  readonly value: string;
  readonly span: Span;
}

export type ReadItem =
  /** One spoken number. `weak`: every word of it might be no digit at all (to, oh). */
  | (Placed & {
      readonly kind: 'digits';
      readonly digits: readonly SpokenDigit[];
      readonly weak: boolean;
      /** It was counted in thousands ("two thousand and twelve"), as no card number is. */
      readonly isThousands: boolean;
    })
  /** One word of spelling: d, Dora, "d as in david", "double s". */
  | (Placed & { readonly kind: 'letters'; readonly letters: readonly SpokenLetter[] })
  /** An e-mail address in one word. */
  | (Placed & { readonly kind: 'address' })
  /** `isVague`: half of a phrase that stands alone: "code", "date"; `isNamed`: one word that names the number itself. */
  | (Placed & {
      readonly kind: 'cue';
      readonly cue: Cue;
      readonly isVague: boolean;
      readonly isNamed?: true;
      /** A code of whatever it names: "customer verification". */
      readonly isCode?: true;
    })
  /** `month` 1..12 where it is one; `ordinal` where it is a rank; `letter` where it is one in an alphabet too. */
  | (Placed & {
      readonly kind: 'unit';
      readonly month: number | undefined;
      readonly ordinal?: number;
      readonly letter?: string;
      /** It stands before its number: "comes to". */
      readonly leads?: true;
      /** "month", "year". */
      readonly ofDate?: true;
    })
  /** `denies`: it tells what was wrong. */
  | (Placed & { readonly kind: 'correction'; readonly denies?: true })
  /** `mark`: a sign of an address, a phone number or a date; `ordinal` 1..9. */
  | (Placed & {
      readonly kind: 'filler' | 'unknown' | 'other';
      readonly mark?: Mark;
      readonly ordinal?: number;
      /** It joins two things: "and". */
      readonly joins?: true;
      /** How a word of its own begins, a to z: people spell with words that no alphabet lists ("dog", "Kaiser"). */
      readonly initial?: string;
    });

/** The digits of one number, before they have a place. */
interface Numeral {
  readonly values: readonly number[];
  /** The term after it. */
  readonly next: number;
  readonly weak: boolean;
  readonly isThousands?: boolean;
}

/** Reads `words`, in order and of one leg. */
export const readDigits = (words: readonly Word[], language: Language): ReadItem[] => {
  const terms = new Terms(words, language);
  const items: ReadItem[] = [];
  for (let at = 0; at < terms.length;) {
    const rank = rankAt(terms, at);
    const spelling = rank === undefined ? spellingAt(terms, at) : undefined;
    const numeral = rank === undefined && spelling === undefined ? numeralAt(terms, at) : undefined;
    if (rank !== undefined) {
      items.push({ kind: 'unit', month: undefined, ordinal: rank.value, ...terms.place(at, rank.next) });
    } else if (spelling !== undefined) {
      items.push(spelling.item);
    } else if (numeral !== undefined) {
      items.push(digitsItem(terms, at, numeral));
    } else {
      addPlain(terms, at, items);
    }
    at = rank?.next ?? spelling?.next ?? numeral?.next ?? at + 1;
  }
  return resolveWeak(resolveSpelling(items));
};

/** "twenty third", "23rd", "zehnten", and the term after it. A lone "first" is no unit: it may count nothing. */
const rankAt = (terms: Terms, at: number): { readonly value: number; readonly next: number } | undefined => {
  const meaning = terms.meaning(at);
  if (meaning.kind === 'ordinal')
    return meaning.value >= 10 ? { value: meaning.value, next: at + 1 } : undefined;
  const after = terms.meaning(at + 1);
  const joins = meaning.kind === 'tens' && after.kind === 'ordinal' && after.value < 10;
  return joins ? { value: meaning.value + after.value, next: at + 2 } : undefined;
};

const numeralAt = (terms: Terms, at: number): Numeral | undefined => {
  const meaning = terms.meaning(at);
  if (meaning.kind === 'repeat') return repeatedAt(terms, at, meaning.times);
  if (meaning.kind === 'plural') return { values: [meaning.value], next: at + 1, weak: true };
  const plural = terms.meaning(at + 1);
  if (meaning.kind === 'digit' && meaning.weak !== true && meaning.value > 1 && plural.kind === 'plural') {
    return { values: Array<number>(meaning.value).fill(plural.value), next: at + 2, weak: false };
  }

  const counted = countedAt(terms, at);
  if (counted === undefined)
    return meaning.kind === 'written' ? writtenNumeral(meaning.digits, at) : undefined;
  const lone = counted.next === at + 1;
  const weak = lone && (isScale(meaning) || (meaning.kind === 'digit' && meaning.weak === true));
  const isThousands = saysThousands(terms, at, counted.next);
  return { values: digitsOf(counted.value), next: counted.next, weak, isThousands };
};

/** "sixteen hundred" does not. */
const saysThousands = (terms: Terms, from: number, to: number): boolean => {
  for (let at = from; at < to; at++) {
    const meaning = terms.meaning(at);
    if (meaning.kind === 'thousand' || (meaning.kind === 'cardinal' && meaning.value >= 1_000)) return true;
  }
  return false;
};

/** "double four", "zweimal die zwölf", "double triple oh"; fillers may come between. */
const repeatedAt = (terms: Terms, at: number, times: number): Numeral | undefined => {
  let from = at + 1;
  while (terms.meaning(from).kind === 'filler') from++;
  const inner = terms.meaning(from);
  const once = inner.kind === 'repeat' ? repeatedAt(terms, from, inner.times) : repeatableAt(terms, from);
  if (once === undefined || once.values.length * times > MOST_REPEATED) return undefined;
  const values = Array.from({ length: times }, () => once.values).flat();
  return { values, next: once.next, weak: false };
};

const repeatableAt = (terms: Terms, at: number): Numeral | undefined => {
  const meaning = terms.meaning(at);
  if (meaning.kind === 'plural') return { values: [meaning.value], next: at + 1, weak: false };
  if (meaning.kind === 'written')
    return meaning.digits.length > 2 ? undefined : writtenNumeral(meaning.digits, at);
  const found = belowHundredAt(terms, at, true);
  return found && { values: digitsOf(found.value), next: found.next, weak: false };
};

const writtenNumeral = (digits: string, at: number): Numeral => ({
  values: Array.from(digits, Number),
  next: at + 1,
  weak: false,
});

const digitsOf = (value: number): readonly number[] => Array.from(String(value), Number);

const digitsItem = (
  terms: Terms,
  from: number,
  { values, next, weak, isThousands = false }: Numeral,
): ReadItem => {
  const place = terms.place(from, next);
  const wordEach = next - from === values.length;
  const digits = values.map((value, i) => ({
    value,
    // As many words as digits ("forty two"): each where its word is, which pauses between words respect.
    span: wordEach ? terms.place(from + i, from + i + 1).span : evenPart(place.span, i, values.length),
  }));
  return { kind: 'digits', digits, weak, isThousands, ...place };
};

/** Adds a term that is no number; a generic cue joins the cue before it ("order number"). */
const addPlain = (terms: Terms, at: number, items: ReadItem[]): void => {
  const meaning = terms.meaning(at);
  const place = terms.place(at, at + 1);
  const before = items.at(-1);
  if (meaning.kind === 'cue' && meaning.generic === true && before?.kind === 'cue') {
    items[items.length - 1] = {
      kind: 'cue',
      cue: before.cue,
      isVague: false,
      ...(meaning.cue === 'security-code' || before.isCode === true ? { isCode: true } : {}),
      span: hull(before.span, place.span),
      words: { from: before.words.from, to: place.words.to },
      confidence: Math.min(before.confidence, place.confidence),
    };
    return;
  }
  switch (meaning.kind) {
    case 'cue':
      items.push({
        kind: 'cue',
        cue: meaning.cue,
        isVague: meaning.generic === true,
        ...(meaning.named === true ? { isNamed: true } : {}),
        ...place,
      });
      return;
    case 'unit':
      items.push({
        kind: 'unit',
        month: meaning.month,
        ...letterOf(meaning.letter),
        ...(meaning.leads === true ? { leads: true } : {}),
        ...(meaning.ofDate === true ? { ofDate: true } : {}),
        ...place,
      });
      return;
    case 'joiner':
      items.push({ kind: 'filler', joins: true, ...place });
      return;
    case 'filler':
      items.push({ kind: 'filler', ...(meaning.mark && { mark: meaning.mark }), ...place });
      return;
    case 'other':
      items.push({
        kind: 'other',
        ...(meaning.mark && { mark: meaning.mark }),
        ...initialOf(terms.initial(at)),
        ...place,
      });
      return;
    case 'correction':
      items.push({ kind: 'correction', ...(meaning.denies && { denies: true as const }), ...place });
      return;
    case 'unknown':
    case 'address':
      items.push({ kind: meaning.kind, ...place });
      return;
    case 'ordinal':
      items.push({ kind: 'other', ordinal: meaning.value, ...place });
      return;
    case 'digit':
    case 'plural':
    case 'pair':
    case 'tens':
    case 'cardinal':
    case 'hundred':
    case 'thousand':
    case 'written':
    case 'repeat':
    case 'letters':
      items.push({ kind: 'other', ...place });
  }
};

const initialOf = (initial: string | undefined): { readonly initial?: string } =>
  initial === undefined ? {} : { initial };

const letterOf = (letter: string | undefined): { readonly letter?: string } =>
  letter === undefined ? {} : { letter };

/** A weak number stays only in an unbroken row of numbers that has a plain one; else it is a common word. */
const resolveWeak = (items: readonly ReadItem[]): ReadItem[] => {
  const isPlain = (item: ReadItem | undefined): boolean => item?.kind === 'digits' && !item.weak;
  let plainInRow = false;
  return items.map((item, at) => {
    if (item.kind !== 'digits') {
      plainInRow = false;
      return item;
    }
    plainInRow ||= isPlain(items.slice(at).find((later) => later.kind !== 'digits' || !later.weak));
    if (plainInRow) return item;
    const { span, words, confidence } = item;
    return { kind: 'other', span, words, confidence };
  });
};
