/**
 * Passwords, memorable words and answers to security questions: whatever is said after the prompt, until the
 * speaker pauses.
 *
 *     my password is | tiger | seven | blue   (pause)        thank you
 *     [ cue         ] [                     ]
 *
 * What a word means is not known here, so all of it counts; "yes" and "one moment" alone do not. The party that
 * asks must say that the word comes next ("the password is"), or every question would mask what follows it.
 */
import { SCORES, type PhraseContext, type PhraseMatch, type PhraseRecogniser } from './phrase.js';
import type { ReadItem } from '../numbers/reader.js';
import { millisToTicks } from '../../core/units.js';

/** The end of the answer, once something was said. */
const PAUSE = millisToTicks(1_500);
/** A pause after a word or two ("it is ... tiger") does not end it yet. */
const PAUSE_AT_FIRST = millisToTicks(4_000);
const FIRST_WORDS = 2;
/** "Let me think ... tiger" */
const FIRST_WORDS_OF_AN_ANSWER = 4;
const LONGEST = millisToTicks(12_000);

const counts = (item: ReadItem): boolean => item.kind !== 'filler' && item.kind !== 'correction';

const find = (
  items: readonly ReadItem[],
  at: number,
  to: number,
  { cue, isPrompted, isStatement }: PhraseContext,
): PhraseMatch | undefined => {
  if (cue === undefined || !(isPrompted || isStatement)) return undefined;
  let from = at;
  while (from < to && items[from]?.kind === 'filler') from++;
  const first = items[from];
  if (first === undefined || from >= to) return undefined;
  const firstWords = isPrompted ? FIRST_WORDS_OF_AN_ANSWER : FIRST_WORDS;
  let end = from;
  let words = 0;
  for (let i = from; i < to; i++) {
    const item = items[i];
    const before = items[i - 1];
    if (item === undefined) break;
    const pause = i === from || before === undefined ? 0 : item.span.from - before.span.to;
    if (pause > (words <= firstWords ? PAUSE_AT_FIRST : PAUSE)) break;
    if (item.span.from - first.span.from > LONGEST) break;
    if (counts(item)) {
      words++;
      end = i + 1;
    }
  }
  return words === 0 ? undefined : { from, to: end, score: SCORES.announced };
};

export const passwordPhrase: PhraseRecogniser = {
  entity: 'password',
  cues: ['password'],
  isFoundUnannounced: false,
  mayRepeat: false,
  find,
};
