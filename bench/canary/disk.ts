/**
 * What lies on the disk, in pieces: every file as it is and its name; of files of lines each line, too, and what a line
 * holds as text within text.
 *
 * An event that waits for a receiver is written as a string in a JSON line: what stands in quotes there has a backslash in
 * front of each, between any two digits of a list for instance. It is searched as it will be sent.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Piece } from './search.js';

/** Where webhooks are below the root: they have lines of their own in the table. */
export const WAITING = 'webhooks.spool';
export const DEAD = 'webhooks.dead.jsonl';
const OUTPUTS: Readonly<Record<string, string>> = {
  [WAITING]: 'webhooks that wait, on the disk',
  [DEAD]: 'webhooks given up, on the disk',
};

/** Ciphertext, whole or being written. */
const SEALED = /\.age(?:\.part)?$/;

/**
 * @param root a folder; calls lie in `recordings/ID` of it
 * @param output of whatever is no webhook
 */
export const diskPieces = async (root: string, output: string): Promise<readonly Piece[]> => {
  const pieces: Piece[] = [];
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(root.length + 1);
    const [place = '', folder] = name.split('/');
    const call = place === 'recordings' ? folder : undefined;
    const bytes = await readFile(path);
    const of = OUTPUTS[place] ?? output;
    const isText = !SEALED.test(name);
    pieces.push({ output: of, bytes, call, isText }, { output: of, bytes: name, call });
    if (name.endsWith('.jsonl'))
      for (const line of bytes.toString().split('\n').flatMap(withInnerTexts))
        pieces.push({ output: of, bytes: line, call });
  }
  return pieces;
};

/** A line, and each string of it that is JSON itself. */
const withInnerTexts = (line: string): string[] => {
  if (line === '') return [];
  const texts = [line];
  const look = (value: unknown): void => {
    if (typeof value === 'string' && /^[[{]/.test(value)) texts.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
  };
  try {
    look(JSON.parse(line));
  } catch {
    // Torn by a crash: it is searched as it is.
  }
  return texts;
};
