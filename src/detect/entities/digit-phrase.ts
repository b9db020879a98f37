/**
 * Makes a phrase recogniser of one that judges digits: gathers the digits that follow its cue and asks it.
 *
 *     my | account | number | is | one two three four | okay | five six seven eight
 *          [ cue           ]      [ gathered                                      ]
 *
 * More digits than there can be, in one go, are two numbers, whose second cue was not heard or taken for a misheard
 * digit: "sort code one two ... six account one two ...". They count as announced.
 *
 * Letters count as parts where the number may hold one ("twelve ... M ... zero one"), but are not judged.
 */
import type { EntityRecogniser } from './entity.js';
import { ANNOUNCED, gather, isMeasured, sizeOf, UNANNOUNCED } from './gather.js';
import { CONFIRMS, type PhraseRecogniser } from './phrase.js';
import { SecretDigits } from '../../core/secret.js';
import type { Entity } from '../../core/finding.js';
import type { Cue } from '../language.js';
import { settledDigits } from '../numbers/corrections.js';
import type { ReadItem } from '../numbers/reader.js';

export interface DigitPhrase {
  readonly entity: Entity;
  /** The first names it; others may announce something else as well. */
  readonly cues: readonly [Cue, ...Cue[]];
  /** More than that belongs to something else, unless it follows at once. */
  readonly most: number;
  readonly isFoundUnannounced: boolean;
  readonly mayHoldLetters: boolean;
  readonly match: EntityRecogniser['match'];
}

export const ofDigits = (phrase: DigitPhrase): PhraseRecogniser => ({
  entity: phrase.entity,
  cues: phrase.cues,
  isFoundUnannounced: phrase.isFoundUnannounced,
  mayRepeat: true,
  find: (items, at, to, { cue, language, currentYear }) => {
    const reach = { ...(cue === undefined ? UNANNOUNCED : ANNOUNCED), most: phrase.most };
    for (let from = at; from < to;) {
      const parts = gather(items, from, to, reach, (i) => isPart(items, i, phrase.mayHoldLetters));
      const first = parts[0];
      const last = parts.at(-1);
      if (first === undefined || last === undefined) return undefined;
      const digits = SecretDigits.of(digitsBetween(items, first, last));
      const match = phrase.match(digits, {
        cue,
        month: undefined,
        currentYear,
        cardBefore: undefined,
        language,
        isInternational: hasPlusBefore(items, first),
      });
      const least = cue === phrase.cues[0] && digits.length > phrase.most ? CONFIRMS : 0;
      digits.wipe();
      const score = Math.max(least, match?.score ?? 0);
      if (score > 0) return { from: first, to: last + 1, score };
      from = last + 1;
    }
    return undefined;
  },
});

const isPart = (items: readonly ReadItem[], at: number, mayHoldLetters: boolean): boolean => {
  const item = items[at];
  if (item === undefined || sizeOf(item) === 0 || isMeasured(items, at)) return false;
  return item.kind === 'digits' || mayHoldLetters;
};

const digitsBetween = (items: readonly ReadItem[], first: number, last: number): number[] => {
  const meant = items.slice(first, last + 1).filter((_, i) => !isMeasured(items, first + i));
  return settledDigits(meant).map(({ value }) => value);
};

const hasPlusBefore = (items: readonly ReadItem[], at: number): boolean => {
  const before = items[at - 1];
  return before?.kind === 'filler' && before.mark === 'plus';
};
