/**
 * What a language gives to made-up dialogues: small phrases, ways to say dates and amounts, and scenarios.
 */
import type { Language } from '#tacet/detect/language.js';
import type { Style } from '#tacet/detect/numbers/speak.js';
import type { Family } from './dialogue.js';
import type { Random } from './random.js';
import type { Scenario } from './template.js';
import type { DigitPiece } from './timeline.js';

/** Ways to say each; one is picked. */
export interface Phrases {
  readonly family: Family;
  readonly language: Language;
  /** The listener between groups of digits. */
  readonly backchannels: readonly string[];
  readonly fillers: readonly string[];
  /** The speaker looks for the card. */
  readonly waits: readonly string[];
  readonly corrections: readonly string[];
  /** Turns about nothing: they hold no number. Agent first, then caller. */
  readonly chat: readonly (readonly [agent: string, caller: string])[];
  /** Makes such turns up, in place of `chat`. */
  readonly talk?: (say: Sayer) => readonly [agent: string, caller: string];
  /** Somebody beside the speaker says something. */
  readonly thirdParty?: readonly string[];
  /** The listener asks whether a group of digits was right; `yes` is what the speaker says then. */
  readonly queries?: readonly string[];
  readonly yes?: readonly string[];
  readonly greetings: readonly string[];
  readonly farewells: readonly string[];
  readonly months: readonly string[];
  /** first, second ... up to the thirty-first. */
  readonly ordinal: (value: number) => string;
  /** Numbers that hold no secret, as words; a slot of this name says one of them. */
  readonly sayings: Readonly<Record<string, (say: Sayer) => string>>;
  /** What passwords and addresses of e-mail are made of. */
  readonly secrets?: {
    readonly words: readonly string[];
    readonly names: readonly string[];
    readonly surnames: readonly string[];
    readonly hosts: readonly string[];
  };
  /** The agent greets where the caller begins, and the matter comes first: no talk before it. */
  readonly opensAtOnce?: true;
  /** Cards as most people have them, of 16 digits; one of 15 where a scenario says so. All kinds unless told. */
  readonly usualCards?: true;
  /** A way of its own to say digits, for about half of the numbers. */
  readonly said?: (digits: readonly number[], random: Random, language: Language) => readonly DigitPiece[];
  /** How long numbers are said, the commonest more often; each as often as the others unless told. */
  readonly styles?: readonly Style[];
  /** Telephone numbers set aside for fiction: each X is any digit. */
  readonly phones: readonly string[];
  readonly internationalPhones: readonly string[];
  /** Expiry dates: ways of parts. */
  readonly expiries: (month: number, year: number, say: Sayer) => readonly (readonly ExpiryPart[])[];
  /** Without a secret; a family may have none. */
  readonly innocent: readonly Scenario[];
  /** With at least one; a family may have none. */
  readonly payments: readonly Scenario[];
}

export interface ExpiryPart {
  readonly words: readonly string[];
  readonly digits: readonly number[];
  readonly isMonth?: true;
}

/** Numbers in words, for sayings. */
export interface Sayer {
  whole(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  /** As a number: forty two. */
  cardinal(value: number): string;
  /** Digit by digit: four two. */
  single(digits: readonly number[]): string;
  ordinal(value: number): string;
}
