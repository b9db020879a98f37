/** Compares files with the catalogue: each is read once as a stream, so a model never lies in memory. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { CatalogueEntry, CatalogueFile } from './catalogue.js';

export type FileState = 'good' | 'missing' | 'corrupt';

export interface FileReport {
  readonly path: string;
  readonly state: FileState;
}

const isMissing = (error: unknown): boolean => {
  const code = (error as Partial<NodeJS.ErrnoException>).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
};

const stateOf = async (path: string, file: CatalogueFile): Promise<FileState> => {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    return isMissing(error) ? 'missing' : 'corrupt';
  }
  return hash.digest('hex') === file.sha256 ? 'good' : 'corrupt';
};

/** @param onBytes told after each file how many bytes of the entry are done. */
export const verifyFiles = async (
  folder: string,
  entry: CatalogueEntry,
  onBytes: (doneBytes: number) => void = () => undefined,
): Promise<readonly FileReport[]> => {
  const reports: FileReport[] = [];
  let doneBytes = 0;
  for (const file of entry.files) {
    reports.push({ path: file.path, state: await stateOf(join(folder, file.path), file) });
    doneBytes += file.fileBytes;
    onBytes(doneBytes);
  }
  return reports;
};

/** Missing as soon as one file is missing: an entry is put in place as a whole or not at all. */
export const summary = (reports: readonly FileReport[]): FileState => {
  if (reports.some((report) => report.state === 'missing')) return 'missing';
  return reports.some((report) => report.state === 'corrupt') ? 'corrupt' : 'good';
};
