/**
 * What a command shows when its call is over: where the files are, what was written down, and what it came to.
 */
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';

import { clock, summaryOf } from './timeline.js';
import { readReport } from '../app/picture/call-picture.js';
import { TacetError } from '../core/errors.js';

const Line = z.object({ leg: z.string(), startMs: z.number(), text: z.string() });

/** @throws TacetError TACET_STORE_FAILED */
export const printResults = async (
  folder: string,
  picture: string,
  write: (line: string) => void,
): Promise<void> => {
  const shown = (path: string): string => relative(process.cwd(), path) || path;
  write('');
  write(`recording   ${shown(join(folder, 'recording.wav'))}   (left: caller, right: agent)`);
  write(`transcript  ${shown(join(folder, 'transcript.jsonl'))}`);
  write(`report      ${shown(join(folder, 'report.json'))}`);
  write(`picture     ${shown(picture)}`);
  write('');
  for (const { leg, startMs, text } of await readTranscript(folder))
    write(`${clock(startMs)}  ${leg.padEnd(6)}  ${text}`);
  write('');
  for (const line of summaryOf(await readReport(folder))) write(line);
};

const readTranscript = async (folder: string): Promise<z.output<typeof Line>[]> => {
  try {
    const text = await readFile(join(folder, 'transcript.jsonl'), 'utf8');
    const lines = text.split('\n').filter((line) => line !== '');
    return lines.map((line) => Line.parse(JSON.parse(line)));
  } catch (error) {
    throw new TacetError('TACET_STORE_FAILED', 'no transcript', { cause: error });
  }
};
