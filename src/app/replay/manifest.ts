/**
 * A pack of calls: `manifest.json` with `items`, each with an id, a file, and perhaps a language and the agent's file.
 */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';

import type { ReplayItem } from './replay-call.js';
import { TacetError } from '../../core/errors.js';

/** Ids name folders. */
const Id = z.string().regex(/^(?!\.{1,2}$)[^/\\]{1,128}$/u, 'names a folder');

const Manifest = z.object({
  items: z.array(
    z.object({ id: Id, file: z.string(), agentFile: z.string().optional(), lang: z.string().optional() }),
  ),
});

/** @throws TacetError TACET_MANIFEST */
export const readManifest = async (path: string, defaultLanguage: string): Promise<ReplayItem[]> => {
  let input: unknown;
  try {
    input = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new TacetError('TACET_MANIFEST', `${path}: no readable JSON`, { cause: error });
  }
  const parsed = Manifest.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new TacetError(
      'TACET_MANIFEST',
      `${path}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
    );
  }
  const folder = dirname(path);
  return parsed.data.items.map((item) => ({
    id: item.id,
    callerFile: resolve(folder, item.file),
    agentFile: item.agentFile === undefined ? undefined : resolve(folder, item.agentFile),
    language: item.lang ?? defaultLanguage,
  }));
};
