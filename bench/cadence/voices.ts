/**
 * Whose voice a clip is, and in which half of the voices: thresholds are chosen on one half, reported on the other.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Manifest = z.object({ items: z.array(z.object({ id: z.string(), voice: z.string().optional() })) });

/** `chosen`: the thresholds were chosen with it, where the pack is the one they were chosen on. */
export const HALVES = ['chosen', 'held-out'] as const;
export type Half = (typeof HALVES)[number];

/** By a hash of the name (FNV-1a), so that nobody picks. */
export const halfOf = (voice: string): Half => {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(voice)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return ((hash ^ (hash >>> 16)) & 1) === 0 ? 'chosen' : 'held-out';
};

/** The voice of each clip by its id; an unnamed one is a voice of its own. */
export const readVoices = async (folder: string): Promise<ReadonlyMap<string, string>> => {
  const { items } = Manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  return new Map(items.map(({ id, voice }) => [id, voice ?? id]));
};
