/**
 * BICs (ISO 9362): eight characters or eleven, spelled out, after their cue.
 *
 *     C O B A | D E | F F | X X X          bank, country, place, branch: letters, the last five digits as well
 *     cat orange boy apple | dog easy ...  words for letters: where what they begin with is a BIC
 */
import { isValidBIC } from 'ibantools';

import { ANNOUNCED, gather, sizeOf } from './gather.js';
import { SCORES, type PhraseContext, type PhraseMatch, type PhraseRecogniser } from './phrase.js';
import {
  charactersOf,
  flowsOn,
  readAsSpelled,
  unheardAfter,
  unheardBefore,
  UNHEARD_WEIGHT,
} from './spelled.js';
import type { ReadItem } from '../numbers/reader.js';

const LENGTHS = [11, 8] as const;
const [LONGEST] = LENGTHS;
const SHORTEST = 6;
/** Engines without letters write words: so many stand for a spelled code. */
const HEARD_AS_WORDS = 0.5;
/** Words of a character that were not recognised: "x as in xylophone". */
const UNHEARD_WORDS = 3 * LONGEST;

const isPart = (item: ReadItem | undefined): boolean =>
  item !== undefined && (sizeOf(item) > 0 || (item.kind === 'unit' && item.letter !== undefined));

const textOf = (items: readonly ReadItem[], parts: readonly number[]): string =>
  parts.map((i) => charactersOf(items[i])).join('');

/** A valid BIC of characters and words said in one go, which is over before `to`; the longest first. */
const spelledIn = (items: readonly ReadItem[], at: number, to: number): PhraseMatch | undefined => {
  for (const length of LENGTHS) {
    for (let from = at; from < to; from++) {
      const end = endOfLength(items, from, to, length);
      if (end === undefined) continue;
      const text = items.slice(from, end).map(readAsSpelled).join('');
      if (isValidBIC(text)) return { from, to: end, score: SCORES.announced };
    }
  }
  return undefined;
};

/** The item after `length` characters from `from` on, where each item has one and nothing is said at once after them. */
const endOfLength = (
  items: readonly ReadItem[],
  from: number,
  to: number,
  length: number,
): number | undefined => {
  let size = 0;
  let end = from;
  while (end < to && size < length && (end === from || flowsOn(items, end))) {
    const characters = readAsSpelled(items[end]).length;
    if (characters === 0) return undefined;
    size += characters;
    end++;
  }
  const isOver = end >= to || !flowsOn(items, end) || readAsSpelled(items[end]) === '';
  return size === length && isOver ? end : undefined;
};

/** So many words that were not recognised, said in one go, are spelled. */
const unheardIn = (items: readonly ReadItem[], at: number, to: number): PhraseMatch | undefined => {
  const from = items.findIndex((item, i) => i >= at && i < to && item.kind === 'unknown');
  if (from === -1) return undefined;
  const end = unheardAfter(items, from + 1, to, UNHEARD_WORDS);
  return end - from >= SHORTEST ? { from, to: end, score: HEARD_AS_WORDS } : undefined;
};

const find = (
  items: readonly ReadItem[],
  at: number,
  to: number,
  { cue, isPrompted, isStatement }: PhraseContext,
): PhraseMatch | undefined => {
  if (cue === undefined) return undefined;
  const limits = { ...ANNOUNCED, most: LONGEST, unheard: UNHEARD_WEIGHT };
  const parts = gather(items, at, to, limits, (i) => isPart(items[i]));
  const [first] = parts;
  const last = parts.at(-1);
  const text = textOf(items, parts).toUpperCase();
  if (first !== undefined && last !== undefined && isValidBIC(text)) {
    return { from: first, to: last + 1, score: SCORES.announcedValid };
  }
  const isNext = isPrompted || isStatement;
  const spelled = isNext ? spelledIn(items, at, to) : undefined;
  if (spelled !== undefined) {
    // What was heard as characters may reach further: one was heard twice.
    const isOfIt = first !== undefined && last !== undefined && first < spelled.to && last >= spelled.from;
    return isOfIt
      ? { ...spelled, from: Math.min(first, spelled.from), to: Math.max(last + 1, spelled.to) }
      : spelled;
  }
  if (first === undefined || last === undefined) return isNext ? unheardIn(items, at, to) : undefined;
  const from = unheardBefore(items, first, at, UNHEARD_WORDS);
  const end = unheardAfter(items, last + 1, to, UNHEARD_WORDS);
  return { from, to: end, score: scoreOf(text, end - from - parts.length) };
};

const scoreOf = (text: string, strangers: number): number => {
  if (text.length >= SHORTEST) return SCORES.announced;
  return text.length + strangers >= SHORTEST ? HEARD_AS_WORDS : SCORES.begun;
};

export const bicPhrase: PhraseRecogniser = {
  entity: 'bic',
  cues: ['bic'],
  isFoundUnannounced: false,
  mayRepeat: true,
  find,
};
