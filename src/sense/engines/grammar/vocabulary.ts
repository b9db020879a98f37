/** What a language's number grammar is made of, in words of the model that hears it. */

export interface Vocabulary {
  readonly digits: readonly string[];
  /** Further names of digits: "oh", "zwo". */
  readonly otherDigits: readonly string[];
  /** Numbers that stand alone. */
  readonly numbers: readonly string[];
  /** Extra weight for digits that are often missed. */
  readonly weights: readonly string[];
  readonly phrases: readonly string[];
}

export const list = (text: string): readonly string[] => text.split(',').map((phrase) => phrase.trim());
