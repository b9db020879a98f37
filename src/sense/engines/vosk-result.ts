/** Reads the JSON that libvosk answers with: words with times in seconds since the stream's first sample. */
import { z } from 'zod';
import { TacetError } from '../../core/errors.js';

export interface TimedWord {
  readonly text: string;
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly confidence: number;
}

const Partial = z.object({ partial: z.string() });
const Final = z.object({
  /** Absent when nothing was said. */
  result: z
    .array(z.object({ word: z.string(), start: z.number(), end: z.number(), conf: z.number() }))
    .optional(),
});

/** The text is secret: no parser message, which might quote it, is passed on. */
const read = <Out>(schema: z.ZodType<Out>, json: string): Out => {
  try {
    return schema.parse(JSON.parse(json));
  } catch {
    throw new TacetError('TACET_ENGINE_FAILED', 'the recogniser gave an unreadable answer');
  }
};

export const readPartial = (json: string): readonly string[] =>
  read(Partial, json)
    .partial.split(' ')
    .filter((text) => text !== '');

export const readFinal = (json: string): readonly TimedWord[] =>
  (read(Final, json).result ?? []).map(({ word, start, end, conf }) => ({
    text: word,
    fromSeconds: start,
    toSeconds: end,
    confidence: Math.min(1, Math.max(0, conf)),
  }));
