/**
 * Reads what sherpa-onnx says, in its server's JSON or from the library: tokens and when each began.
 *
 * Token times count from where their segment began, `start_time`.
 */
import { z } from 'zod';
import { TacetError } from '../../core/errors.js';
import { spoken } from './remote/dialect.js';
import { wordsOfTokens } from './sherpa-tokens.js';
import type { TimedWord } from './vosk-result.js';

export const SherpaResult = z.object({
  tokens: z.array(z.string()),
  timestamps: z.array(z.number()),
  segment: z.int(),
  start_time: z.number(),
  is_final: z.boolean(),
});
export type SherpaResult = z.output<typeof SherpaResult>;

export interface SherpaHeard {
  readonly words: readonly TimedWord[];
  /** Seconds at which the newest token began; undefined without any. */
  readonly newest: number | undefined;
}

/**
 * @param delaySeconds how much later than it was said the recogniser got everything
 * @throws TacetError TACET_STT_PROTOCOL where there are tokens without times
 */
export const readSherpa = (result: SherpaResult, delaySeconds = 0): SherpaHeard => {
  const { tokens, timestamps, segment, start_time: start } = result;
  // A later segment that begins where the first did would put its words where others are.
  if (tokens.length !== timestamps.length || (segment > 0 && tokens.length > 0 && start === 0)) {
    throw new TacetError('TACET_STT_PROTOCOL', 'tokens without times');
  }
  const at = start - delaySeconds;
  const words = wordsOfTokens(tokens, timestamps).map((word) => ({
    text: spoken(word.text),
    fromSeconds: at + word.fromSeconds,
    toSeconds: at + word.toSeconds,
    confidence: 1,
  }));
  return { words, newest: tokens.length === 0 ? undefined : at + Math.max(...timestamps) };
};
