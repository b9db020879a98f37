/**
 * Names of the sealed parts of a file: `recording.wav.000001.age`, counted from 1.
 */
import type { CallFolder } from '../stores/store.js';

const NAME = /^(.+)\.(\d{6,})\.age$/;

export interface SegmentName {
  /** The file that it is a part of. */
  readonly file: string;
  readonly number: number;
}

export const segmentName = (file: string, number: number): string =>
  `${file}.${String(number).padStart(6, '0')}.age`;

/** @returns undefined where the name is that of something else */
export const parseSegmentName = (name: string): SegmentName | undefined => {
  const [, file, digits] = NAME.exec(name) ?? [];
  if (file === undefined || digits === undefined) return undefined;
  const number = Number(digits);
  return segmentName(file, number) === name && number > 0 ? { file, number } : undefined;
};

/** The names of the parts that are there, of each file, in order. */
export const segmentsIn = async (folder: CallFolder): Promise<Map<string, SegmentName[]>> => {
  const files = new Map<string, SegmentName[]>();
  for (const name of await folder.list()) {
    const segment = parseSegmentName(name);
    if (segment !== undefined) files.set(segment.file, [...(files.get(segment.file) ?? []), segment]);
  }
  for (const segments of files.values()) segments.sort((a, b) => a.number - b.number);
  return files;
};
