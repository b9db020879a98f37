/**
 * What a language is to the detector: what each word means for numbers and for payment talk, and how the
 * language speaks numbers (for tests and made-up dialogues).
 *
 * A new language is one file under `numbers/` plus one line in its registry. `numbers/reader.ts` turns
 * meanings into digits; a language never does so itself.
 */

/** Phrases that make a number likely to come, and which. */
export const CUES = [
  'card',
  'number',
  'security-code',
  'expiry',
  'pin',
  'bank-account',
  'iban',
  'bic',
  'sort-code',
  'tax-id',
  'ssn',
  'birth-date',
  'password',
  'one-time-code',
  'phone',
  'email',
  'other-number',
] as const;
/** `card`: payment cards; `number`: any number; `other-number`: order, date, meter ... that is no secret. */
export type Cue = (typeof CUES)[number];

/**
 * What a cue says about cards: that the digits belong to one, that they do not, or nothing. `other` makes the
 * detector easier on digits, so it is for what is announced by name alone; what may be spoken of beside a card
 * ("card or IBAN", "the account number on the card", the code that a payment asks for) says nothing.
 */
const ABOUT_CARDS: Readonly<Record<Cue, 'payment' | 'other' | 'any'>> = {
  card: 'payment',
  number: 'any',
  'security-code': 'payment',
  expiry: 'payment',
  pin: 'payment',
  'bank-account': 'any',
  iban: 'any',
  bic: 'any',
  'sort-code': 'other',
  'tax-id': 'other',
  ssn: 'other',
  'birth-date': 'other',
  password: 'any',
  'one-time-code': 'any',
  phone: 'other',
  email: 'any',
  'other-number': 'other',
};

/** Whether the cue announces something that is no card. */
export const announcesOther = (cue: Cue | undefined): boolean =>
  cue !== undefined && ABOUT_CARDS[cue] === 'other';

/** Whether the cue announces a card's number, code or date. */
export const isPaymentCue = (cue: Cue): boolean => ABOUT_CARDS[cue] === 'payment';

/** Whether the cue leaves open what its number is. */
export const leavesOpen = (cue: Cue | undefined): boolean => cue !== undefined && ABOUT_CARDS[cue] === 'any';

/** What joins the parts of e-mail addresses, phone numbers and dates; `domain`: how an address ends (com, gmx). */
export type Mark = 'at' | 'dot' | 'dash' | 'underscore' | 'plus' | 'slash' | 'times' | 'domain';

export type Meaning =
  /**
   * `weak`: also a common word or an exclamation (to, for, oh, eine): a digit only beside other digits.
   * `like`: between a letter and a word it explains the letter: "d for delta".
   */
  | { readonly kind: 'digit'; readonly value: number; readonly weak?: true; readonly like?: true }
  /**
   * Letters said one by one, by name (d, zett) or by alphabet (delta, Dora), in lower case. `weak`: also a
   * common word; a letter only beside other letters, where the words of an alphabet bear each other out.
   */
  | { readonly kind: 'letters'; readonly value: string; readonly weak?: 'word' | 'alphabet' }
  /** An e-mail address in one word, as some engines write it. */
  | { readonly kind: 'address' }
  /** "fours", after a count: "three fours" is 4 4 4. */
  | { readonly kind: 'plural'; readonly value: number }
  /** 10 to 19, and German compounds such as zweiundvierzig (42): spoken as one word, read as two digits. */
  | { readonly kind: 'pair'; readonly value: number }
  /** 20, 30 ... 90: two digits, or one when a digit follows ("forty two") in a language that says tens first. */
  | { readonly kind: 'tens'; readonly value: number }
  /** A number from 100 on in one word: "vierhundertzwölf"; a round one takes on what follows. */
  | { readonly kind: 'cardinal'; readonly value: number }
  | { readonly kind: 'hundred' }
  | { readonly kind: 'thousand' }
  /** A word with digits in it already: "4111"; one with leading zeros keeps them. */
  | { readonly kind: 'written'; readonly digits: string }
  | { readonly kind: 'repeat'; readonly times: number }
  /** first, 23rd, dreiundzwanzigsten: a date or a rank, no digits. */
  | { readonly kind: 'ordinal'; readonly value: number }
  /** Joins parts of one number: "and", "und". */
  | { readonly kind: 'joiner' }
  /** Says nothing and breaks nothing: uh, okay, moment. */
  | { readonly kind: 'filler'; readonly mark?: Mark; readonly like?: true }
  /** `denies`: what follows is what was wrong (not, nicht), not what is right. */
  | { readonly kind: 'correction'; readonly denies?: true }
  /**
   * `generic`: takes on the kind of the cue just before it ("order number", "zip code", "expiry date"). `named`: the
   * word alone names the number itself ("Kartennummer").
   */
  | {
      readonly kind: 'cue';
      readonly cue: Cue;
      readonly generic?: true;
      readonly named?: true;
    }
  /**
   * Tells that the number beside it is an amount, a date, a time ...: dollars, percent, o'clock, April (4).
   * `letter`: what it is among spelled letters (november, kilo, a m). `leads`: it stands before its number (total).
   * `ofDate`: it names a part of a date, which may stand before its number: "month ten, year twenty six".
   */
  | {
      readonly kind: 'unit';
      readonly month?: number;
      readonly letter?: string;
      readonly leads?: true;
      readonly ofDate?: true;
    }
  /** Speech the engine did not put into a word (`[unk]`). */
  | { readonly kind: 'unknown' }
  /** `like`: explains the letter before it by the word behind it (as in, wie). */
  | { readonly kind: 'other'; readonly mark?: Mark; readonly like?: true };

/** A fixed phrase of several words that means one thing: "one moment", "c v v". */
export interface Phrase {
  /** In words. */
  readonly length: number;
  readonly meaning: Meaning;
}

/** How a language says numbers; every form reads back (`numbers/speak.ts`). */
export interface Speech {
  /** Ways to say one digit, the plain one first: zero, oh. The plain one is never weak. */
  digit(value: number): readonly [string, ...string[]];
  /** Ways to say one letter a to z; alphabets stand beside others of their kind. Never a word for a digit. */
  letter(value: string): readonly [string, ...string[]];
  /** 0 to 9999 as a number; `joined` is with "and" where the speaker has the choice. */
  cardinal(value: number, joined: boolean): readonly string[];
  /** Ways to say that the next digit comes `times` times; empty where there is none. */
  repeat(times: number): readonly (readonly string[])[];
}

export interface Language {
  /** BCP 47, primary subtag: `en`. */
  readonly tag: string;
  /** Whether 42 is said "forty two" (tens first) or "zwei und vierzig". */
  readonly tensFirst: boolean;
  /** Every listed word in its own spelling: what a recogniser's grammar may be made of. */
  readonly vocabulary: readonly string[];
  readonly speech: Speech;
  /** `word` is a token of `numbers/tokens.ts`: lower case, no punctuation. */
  readonly meaningOf: (word: string) => Meaning;
  /** The longest phrase of two or more words that starts at `at`. */
  readonly phraseAt: (words: readonly string[], at: number) => Phrase | undefined;
}
