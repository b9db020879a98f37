/**
 * What a phrase recogniser is: it looks for one kind of secret in what a leg has said, words, letters and
 * digits alike. For secrets that are no run of digits, and, by ofDigits (digit-phrase.ts), for those that are.
 *
 *     items    my | iban | is | d | e | eight | nine | ...        a window: from the cue to the next cue
 *     match                    [----------------------]
 *
 * Pure, as entity recognisers are; a misheard word breaks every checksum, so a cue and a plausible length are
 * enough, and the checksum only raises the score.
 */
import type { Entity } from '../../core/finding.js';
import type { Cue } from '../language.js';
import type { ReadItem } from '../numbers/reader.js';

/** From this score on a match is enough to mask what cannot be taken back later: recording and transcript. */
export const CONFIRMS = 0.5;

/** Scores that every secret but the card shares. */
export const SCORES = {
  /** Announced, and checksum, range or form are right. */
  announcedValid: 1,
  /** Announced, and about as long as it should be. */
  announced: 0.8,
  /** Announced, and its first part: enough for the live gate to close. */
  begun: 0.3,
} as const;

export interface PhraseContext {
  /** BCP 47, primary subtag. */
  readonly language: string;
  /** Four digits. */
  readonly currentYear: number;
  /** What announced it; undefined where nothing did. */
  readonly cue: Cue | undefined;
  /** The other party asked for it. */
  readonly isPrompted: boolean;
  /** The cue says that the secret comes next ("password is"), and not just its name. */
  readonly isStatement: boolean;
}

export interface PhraseMatch {
  /** Indexes into the items: half-open, first to last part of the secret. */
  readonly from: number;
  readonly to: number;
  /** 0..1; CONFIRMS and more confirms. */
  readonly score: number;
}

export interface PhraseRecogniser {
  readonly entity: Entity;
  /** Cues that announce it. */
  readonly cues: readonly Cue[];
  /** Whether its form alone can give it away. */
  readonly isFoundUnannounced: boolean;
  /** Whether it may be said again, in part or whole, until something else is announced. */
  readonly mayRepeat: boolean;
  /** The first match in the items from `at` to before `to`. */
  readonly find: (
    items: readonly ReadItem[],
    at: number,
    to: number,
    context: PhraseContext,
  ) => PhraseMatch | undefined;
}
