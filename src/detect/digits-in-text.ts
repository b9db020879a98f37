/**
 * How many digits a written text may hold, in figures of any script or in words of any language that the detector reads:
 * for texts that people type and that are kept.
 *
 *     "code is four five six"  3       "Karte 4111"  4       "one more card"  1
 */
import { LANGUAGES } from './numbers/registry.js';
import { readDigits } from './numbers/reader.js';
import { span } from '../core/span.js';

const FIGURE = /\p{N}/gu;
const SPACE = /[\s,;:/|_-]+/u;

export const digitsInText = (text: string): number => {
  const words = text
    .normalize('NFKC')
    .split(SPACE)
    .filter((word) => word !== '')
    .map((word, i) => ({ text: word, span: span(i, i + 1), confidence: 1 }));
  const spoken = LANGUAGES.map((language) =>
    readDigits(words, language).reduce(
      (sum, item) => sum + (item.kind === 'digits' ? item.digits.length : 0),
      0,
    ),
  );
  return Math.max((text.match(FIGURE) ?? []).length, ...spoken);
};
