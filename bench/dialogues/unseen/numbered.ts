/**
 * Scenarios of one text, an empty line between them: they have numbers, not names, so that no report says what they are.
 */
import { scenario, type Scenario } from '../template.js';

/** @param first the number of the first one, from 1 */
export const numbered = (prefix: string, first: number, text: string): readonly Scenario[] =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map((turns, i) => scenario(`${prefix}${String(first + i).padStart(2, '0')}`, turns));
