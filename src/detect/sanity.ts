/**
 * What an engine may say: words in order, with times that can be. The rest is dropped, whatever the engine.
 */
import type { Word } from '../core/hearing.js';
import type { Span } from '../core/span.js';
import type { Ticks } from '../core/units.js';
import { millisToTicks } from '../core/units.js';

/** No one says more between two pauses; an engine that claims so is broken. */
const MAX_WORDS = 400;
/** How far a word may lie outside what the engine says it has heard. */
const SLACK = millisToTicks(2_000);
const MAX_TEXT = 64;

/** What a broken engine may pass for a word: one without times, or nothing at all. */
type Claimed = { readonly text?: unknown; readonly span?: Partial<Span> | null } | null | undefined;

/** The words that can be true, in order of their start; none where an engine gives no list of them. */
export const sane = (words: readonly Word[], from: Ticks, to: Ticks): Word[] =>
  (Array.isArray(words) ? (words as readonly Word[]) : [])
    .slice(-MAX_WORDS)
    .filter((word) => isPossible(word, from, to))
    .sort((a, b) => a.span.from - b.span.from);

const isPossible = (word: Claimed, from: Ticks, to: Ticks): boolean => {
  const start = word?.span?.from ?? NaN;
  const end = word?.span?.to ?? NaN;
  const text = word?.text;
  return (
    Number.isFinite(start) &&
    Number.isFinite(end) &&
    end >= start &&
    start >= from - SLACK &&
    end <= to + SLACK &&
    typeof text === 'string' &&
    text.length <= MAX_TEXT
  );
};
