/**
 * The languages the detector reads. Adding one is a file beside this one and a line here; the tests of
 * reader.ts then run over it.
 */
import type { Language } from '../language.js';
import { german } from './de.js';
import { english } from './en.js';

export const LANGUAGES: readonly Language[] = [english, german];

/** By BCP 47 tag; a region is ignored (`en-GB` is `en`). */
export const languageOf = (tag: string): Language | undefined => {
  const primary = tag.toLowerCase().split('-', 1)[0];
  return LANGUAGES.find((language) => language.tag === primary);
};
