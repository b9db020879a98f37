/**
 * Words from the tokens of a sherpa-onnx model: pieces of words, each with the time at which it begins.
 *
 *     tokens      ▁FO   UR   ▁ONE       (or " FO", "UR", " ONE")
 *     timestamps  0.32  0.40  0.64
 *     words       four  0.32 .. 0.64    one  0.64 .. 0.94
 */
import type { TimedWord } from './vosk-result.js';

/** A token says nothing of its end: a word ends with the next one, or this long after its last token. */
const LAST_TOKEN_SECONDS = 0.3;
/** SentencePiece writes a space as U+2581. */
const BEGINS_WORD = /^[\s\u2581]/u;

interface Open {
  text: string;
  readonly from: number;
  lastToken: number;
}

/** @param timestamps seconds, one a token */
export const wordsOfTokens = (
  tokens: readonly string[],
  timestamps: readonly number[],
): readonly TimedWord[] => {
  const words: Open[] = [];
  tokens.forEach((token, i) => {
    const at = timestamps[i] ?? 0;
    const text = token.replace(/[\s\u2581]+/gu, '');
    const open = words.at(-1);
    if (open === undefined || BEGINS_WORD.test(token)) words.push({ text, from: at, lastToken: at });
    else {
      open.text += text;
      open.lastToken = at;
    }
  });
  return words.map(({ text, from, lastToken }, i) => ({
    text,
    fromSeconds: from,
    toSeconds: Math.min(lastToken + LAST_TOKEN_SECONDS, words[i + 1]?.from ?? Infinity),
    confidence: 1,
  }));
};
