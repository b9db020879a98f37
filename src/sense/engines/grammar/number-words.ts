/** Whether a word says digits, as far as the languages are known here: how two recognisers are brought together. */
import { GERMAN } from './de.js';
import { ENGLISH } from './en.js';
import type { Vocabulary } from './vocabulary.js';

const numbersOf = ({ digits, otherDigits, numbers }: Vocabulary): readonly string[] => [
  ...digits,
  ...otherDigits,
  ...numbers,
];

const KNOWN: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(numbersOf(ENGLISH)),
  de: new Set(numbersOf(GERMAN)),
};

/** @param language a tag such as "en-GB" */
export const isNumberWord = (language: string): ((text: string) => boolean) => {
  const known = KNOWN[language.split('-')[0]?.toLowerCase() ?? ''] ?? new Set<string>();
  return (text) => /\d/.test(text) || text.split('-').some((part) => known.has(part));
};
