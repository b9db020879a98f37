/**
 * BICs (ISO 9362): eight characters or eleven, spelled out, after their cue.
 *
 *     C O B A | D E | F F | X X X          bank, country, place, branch: letters, the last five digits as well
 */
import { isValidBIC } from 'ibantools';

import { ANNOUNCED, gather, sizeOf } from './gather.js';
import { SCORES, type PhraseContext, type PhraseMatch, type PhraseRecogniser } from './phrase.js';
import type { ReadItem } from '../numbers/reader.js';

const LONGEST = 11;
const SHORTEST = 6;
/** Engines without letters write words: so many stand for a spelled code. */
const HEARD_AS_WORDS = 0.5;

const isPart = (item: ReadItem | undefined): boolean =>
  item !== undefined && (sizeOf(item) > 0 || (item.kind === 'unit' && item.letter !== undefined));

const charactersOf = (item: ReadItem | undefined): string => {
  if (item?.kind === 'digits') return item.digits.map(({ value }) => value).join('');
  if (item?.kind === 'unit') return item.letter ?? '';
  return item?.kind === 'letters' ? item.letters.map(({ value }) => value).join('') : '';
};

const find = (
  items: readonly ReadItem[],
  at: number,
  to: number,
  { cue }: PhraseContext,
): PhraseMatch | undefined => {
  if (cue === undefined) return undefined;
  const parts = gather(items, at, to, { ...ANNOUNCED, most: LONGEST }, (i) => isPart(items[i]));
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const text = parts
    .map((i) => charactersOf(items[i]))
    .join('')
    .toUpperCase();
  const strangers = last + 1 - first - parts.length;
  return { from: first, to: last + 1, score: scoreOf(text, strangers) };
};

const scoreOf = (text: string, strangers: number): number => {
  if (isValidBIC(text)) return SCORES.announcedValid;
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
