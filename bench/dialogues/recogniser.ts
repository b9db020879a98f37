/**
 * A recogniser made up for text: the words of one leg as partial and final results over time.
 *
 *     audio     [four two four two]          [okay]          0.8 s of silence end an utterance, or 10 to 30 s
 *     partial      ^   ^   ^   ^                ^            every 240 ms; may be revised until the final result
 *     final                          ^             ^
 */
import type { Hypothesis, Word } from '#tacet/core/hearing.js';
import type { LegRole } from '#tacet/core/ids.js';
import { span } from '#tacet/core/span.js';
import { millisToTicks } from '#tacet/core/units.js';
import { PartialWords } from '#tacet/sense/engines/partial-words.js';
import type { SpokenWord } from './dialogue.js';
import type { HeardWord } from './mishearing.js';
import type { Random } from './random.js';

export interface Result {
  readonly leg: LegRole;
  readonly atMs: number;
  readonly hypothesis: Hypothesis;
}

const PARTIAL_EVERY_MS = 240;
const ENDPOINT_MS = 800;
const LONGEST_MS = [10_000, 30_000] as const;
/** An utterance that is too long ends between words, if one comes to an end in this time. */
const CUT_PATIENCE_MS = 2_000;
/** The speech tap sends no audio after 1.5 s of silence, and tells of silence up to 300 ms ago. */
const SKIP_AFTER_MS = 1_500;
const SILENCE_LEAD_MS = 300;
/** How long the early text of a word is shown. */
const EARLY_MS = 480;

/** All results for one leg, in time order; the last is a final one at the end of the call. */
export const resultsFor = (
  leg: LegRole,
  spoken: readonly SpokenWord[],
  heard: readonly HeardWord[],
  durationMs: number,
  random: Random,
): Result[] => {
  const results: Result[] = [];
  const partial = new PartialWords(millisToTicks(0));
  let done = 0;
  let fromMs = 0;
  let longestMs = random.between(...LONGEST_MS);
  const emit = (atMs: number, hypothesis: Hypothesis): number => results.push({ leg, atMs, hypothesis });
  const finish = (atMs: number): void => {
    const at = millisToTicks(atMs);
    const ended = heard.slice(done).filter((word) => word.toMs <= atMs);
    done += ended.length;
    emit(atMs, { kind: 'final', words: ended.map(wordOf), heardTo: at, finalTo: at });
    partial.restart(at);
    fromMs = atMs;
    longestMs = random.between(...LONGEST_MS);
  };

  const since = sinceOf(spoken);
  const firstMs = leg === 'caller' ? PARTIAL_EVERY_MS : PARTIAL_EVERY_MS * 1.5;
  for (let atMs = firstMs; atMs < durationMs; atMs += PARTIAL_EVERY_MS) {
    const { first, last } = since(fromMs, atMs);
    const quietMs = atMs - (last?.toMs ?? fromMs);
    // A word that is heard to end after an utterance was cut belongs to the next, however little of it is left.
    const isOpen = first !== undefined || (heard[done]?.fromMs ?? Infinity) < atMs;
    if (!isOpen && quietMs >= SKIP_AFTER_MS - ENDPOINT_MS) {
      const to = millisToTicks(atMs - SILENCE_LEAD_MS);
      emit(atMs, { kind: 'final', words: [], heardTo: to, finalTo: to });
      continue;
    }
    const overMs = first === undefined ? 0 : atMs - Math.max(fromMs, first.fromMs) - longestMs;
    const isCut = overMs > CUT_PATIENCE_MS || (overMs > 0 && quietMs > 0);
    if (isOpen && (quietMs >= ENDPOINT_MS || isCut)) finish(atMs);
    else {
      const texts = textsAt(heard, done, atMs);
      const heardTo = millisToTicks(atMs);
      emit(atMs, { kind: 'partial', words: partial.update(texts, heardTo), heardTo });
    }
  }
  finish(durationMs);
  return results;
};

/** The first and the last word that are not over at `fromMs` and have begun before `toMs`; both only ever grow. */
const sinceOf = (spoken: readonly SpokenWord[]) => {
  let over = 0;
  let begun = 0;
  return (fromMs: number, toMs: number): { readonly first?: SpokenWord; readonly last?: SpokenWord } => {
    while ((spoken[over]?.toMs ?? Infinity) <= fromMs) over++;
    while ((spoken[begun]?.fromMs ?? Infinity) < toMs) begun++;
    const [first, last] = [spoken[over], spoken[begun - 1]];
    return begun <= over || first === undefined || last === undefined ? {} : { first, last };
  };
};

const textsAt = (heard: readonly HeardWord[], from: number, atMs: number): string[] => {
  const texts: string[] = [];
  for (let i = from; i < heard.length; i++) {
    const word = heard[i];
    if (word === undefined || word.toMs + word.lagMs > atMs) break;
    texts.push(atMs - word.toMs < EARLY_MS ? word.early : word.text);
  }
  return texts;
};

const wordOf = ({ text, fromMs, toMs, confidence }: HeardWord): Word => ({
  text,
  span: span(millisToTicks(fromMs), millisToTicks(toMs)),
  confidence,
});
