/**
 * A labelled pack: `manifest.json` beside its audio, in the shape below; fields not named here are ignored.
 *
 *     { "pack": "dev", "version": 1, "items": [ {
 *         "id": "en_card_01", "file": "wav/en_card_01.wav",       16-bit WAV; of two channels the left is the caller
 *         "lang": "en", "kind": "card", "condition": "clean",     what the tables are split by
 *         "transcript": "my card number is four two ...",         optional; tells prompted from unprompted calls
 *         "style": "pairs", "policy": "ambiguous",                optional; an ambiguous item is left out
 *         "sensitive": [ { "kind": "pan", "entry": "speech", "startMs": 1898, "endMs": 11483,
 *                          "digits": [ { "d": "4", "startMs": 1898, "endMs": 2272 }, ... ] } ] } ] }
 *
 * Where one word says several digits ("forty two": `"d": "42"`) it is read as so many digits in one place. Without
 * `d` it is one. A call without anything sensitive is a negative: what is masked in it is masked wrongly.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';

import { readManifest } from '#tacet/app/replay/manifest.js';
import type { ReplayItem } from '#tacet/app/replay/replay-call.js';

import { openingOf, type Opening } from './opening.js';

const Stretch = z.object({ startMs: z.number(), endMs: z.number() });

const Word = Stretch.extend({ d: z.string().min(1).default('0') });

/** Digits of one word share its place. What they are is forgotten at once. */
const digitsOfWord = ({ d, startMs, endMs }: z.output<typeof Word>): z.output<typeof Stretch>[] =>
  Array.from(d, () => ({ startMs, endMs }));

const Label = Stretch.extend({
  kind: z.enum(['pan', 'expiry', 'cvv']),
  entry: z.enum(['speech', 'dtmf']).default('speech'),
  digits: z
    .array(Word)
    .default([])
    .transform((words) => words.flatMap(digitsOfWord)),
});

const Item = z.object({
  id: z.string(),
  lang: z.string(),
  kind: z.string(),
  condition: z.string(),
  transcript: z.string().nullish(),
  style: z.string().nullish(),
  policy: z.string().optional(),
  sensitive: z.array(Label),
});

const Manifest = z.object({
  pack: z.string().optional(),
  version: z.union([z.string(), z.number()]).optional(),
  items: z.array(Item),
});

export type Stretch = z.output<typeof Stretch>;
export type Label = z.output<typeof Label>;

export interface Clip {
  readonly id: string;
  readonly language: string;
  readonly kind: string;
  readonly condition: string;
  readonly opening: Opening;
  /** How its numbers are spoken; `untold` where the pack does not say. */
  readonly style: string;
  readonly labels: readonly Label[];
  readonly replay: ReplayItem;
}

export interface Pack {
  readonly name: string;
  /** The first 16 hex digits of the manifest's SHA-256: which pack a figure is of. */
  readonly digest: string;
  readonly clips: readonly Clip[];
  /** Matching items that are left out because their policy is `ambiguous`. */
  readonly ambiguous: number;
}

const DEFAULT_LANGUAGE = 'en';
const DIGEST_LENGTH = 16;

/**
 * @param match which ids; all where undefined
 * @throws TacetError TACET_MANIFEST where it is not a pack, ZodError where the labels are missing
 */
export const readPack = async (folder: string, match: RegExp | undefined): Promise<Pack> => {
  const path = join(folder, 'manifest.json');
  const replays = new Map((await readManifest(path, DEFAULT_LANGUAGE)).map((item) => [item.id, item]));
  const text = await readFile(path, 'utf8');
  const { pack, version, items } = Manifest.parse(JSON.parse(text));
  const matching = items.filter(({ id }) => match === undefined || match.test(id));
  const clips = matching
    .filter(({ policy }) => policy !== 'ambiguous')
    .flatMap((item) => {
      const replay = replays.get(item.id);
      return replay === undefined ? [] : [clipOf(item, replay)];
    });
  return {
    name: `${pack ?? basename(resolve(folder))}${version === undefined ? '' : `, version ${version}`}`,
    digest: createHash('sha256').update(text).digest('hex').slice(0, DIGEST_LENGTH),
    clips,
    ambiguous: matching.length - clips.length,
  };
};

const clipOf = (item: z.output<typeof Item>, replay: ReplayItem): Clip => ({
  id: item.id,
  language: replay.language,
  kind: item.kind,
  condition: item.condition,
  opening: openingOf(
    item.transcript ?? undefined,
    item.sensitive.some(({ entry }) => entry === 'dtmf'),
  ),
  style: item.style ?? 'untold',
  labels: item.sensitive,
  replay,
});
