/** How many of the digits of a labelled pack an audit's recogniser hears: what its bounds are corrected by. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';

import { hearRecording, type LegPlace } from './hear-recording.js';
import type { Ears } from './open-audit.js';
import { CONFIDENCE } from './report.js';
import { readWav } from '../replay/wav.js';
import { shareAtLeast } from '../../core/exact-bounds.js';
import { TacetError } from '../../core/errors.js';
import { span, type Span } from '../../core/span.js';
import { millisToTicks } from '../../core/units.js';

const Pack = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      file: z.string(),
      lang: z.string().default('en'),
      condition: z.string().default(''),
      sensitive: z
        .array(
          z.object({
            entry: z.string().default('speech'),
            digits: z.array(z.object({ startMs: z.number(), endMs: z.number() })),
          }),
        )
        .default([]),
    }),
  ),
});

export interface MeasuredRecall {
  readonly calls: number;
  readonly digits: number;
  readonly heard: number;
  /** One-sided lower bound: what to give as --engine-recall. */
  readonly atLeast: number;
}

/** Recognisers place words a little beside their audio. */
const BESIDE = millisToTicks(150);

/**
 * @param matches by an item's id
 * @throws TacetError TACET_MANIFEST, TACET_WAV_UNREADABLE
 */
export const measureRecall = async (
  manifest: string,
  { pool, languages }: Ears,
  matches: (id: string) => boolean,
  onItem: () => void = () => undefined,
): Promise<MeasuredRecall> => {
  const folder = dirname(manifest);
  let calls = 0;
  let digits = 0;
  let heard = 0;
  for (const item of (await readPack(manifest)).items) {
    const labels = item.sensitive.filter(({ entry }) => entry === 'speech').flatMap((each) => each.digits);
    if (labels.length === 0 || !languages.has(item.lang) || !matches(item.id)) continue;
    const { rateHz, channels } = await readWav(resolve(folder, item.file));
    const caller = channels[0] ?? new Int16Array(0);
    const own = await hearRecording(
      { samples: { caller, agent: new Int16Array(0) } },
      { pool, language: item.lang, rateHz, isRealTime: false },
    );
    calls++;
    digits += labels.length;
    heard += matched(
      labels.map(({ startMs, endMs }) => span(millisToTicks(startMs), millisToTicks(endMs))),
      own.digits,
    );
    onItem();
  }
  return { calls, digits, heard, atLeast: shareAtLeast(heard, digits, CONFIDENCE) };
};

const readPack = async (path: string): Promise<z.output<typeof Pack>> => {
  let input: unknown;
  try {
    input = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new TacetError('TACET_MANIFEST', `${path}: no readable JSON`, { cause: error });
  }
  const parsed = Pack.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new TacetError('TACET_MANIFEST', `${path}: ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
};

/** Each digit heard stands for at most one that was said. */
const matched = (said: readonly Span[], heard: readonly LegPlace[]): number => {
  const free = [...heard].sort((a, b) => a.span.from - b.span.from);
  let count = 0;
  for (const { from, to } of said) {
    const at = free.findIndex(({ span: place }) => {
      const middle = (place.from + place.to) / 2;
      return from - BESIDE <= middle && middle <= to + BESIDE;
    });
    if (at === -1) continue;
    free.splice(at, 1);
    count++;
  }
  return count;
};
