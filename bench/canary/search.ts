/** Searches what calls have left behind, each piece for what was said in its call, or in any where it is of none. */
import type { CardCall } from './card-call.js';
import { Finder, type Hit } from './finder.js';

/** One line, answer or file. */
export interface Piece {
  /** Where it was: what the table is split by. */
  readonly output: string;
  readonly bytes: string | Uint8Array;
  /** Whose it is; otherwise the call that it names, if it names one. */
  readonly call: string | undefined;
  /** In what is none, as ciphertext, three figures between two quotes mean nothing. Default: it is. */
  readonly isText?: boolean;
}

export interface Found extends Hit {
  readonly output: string;
  readonly call: string | undefined;
}

export interface Searched {
  readonly output: string;
  readonly pieces: number;
  readonly bytes: number;
  readonly found: readonly Found[];
}

/** Figures of metrics are long, and are no text. */
const WRITTEN_IN_METRICS = 12;
/** Files of numbers, not of text. */
const IS_AUDIO = /recording\.wav$/;

export const search = (pieces: readonly Piece[], calls: readonly CardCall[]): Searched[] => {
  const everything = calls.flatMap(({ secrets }) => secrets);
  const ofAny = new Finder(everything);
  const inMetrics = new Finder(everything, WRITTEN_IN_METRICS);
  const finders = new Map(calls.map(({ id, secrets }) => [id, new Finder(secrets)]));
  const outputs = new Map<string, { pieces: number; bytes: number; found: Found[] }>();
  for (const { output, bytes, call, isText = !IS_AUDIO.test(output) } of pieces) {
    const whose = call ?? callIn(bytes);
    const own = whose === undefined ? undefined : finders.get(whose);
    const of = outputs.get(output) ?? { pieces: 0, bytes: 0, found: [] };
    const hits =
      own !== undefined && isText
        ? own.findInStrings(bytes)
        : (output === 'metrics' ? inMetrics : (own ?? ofAny)).find(bytes);
    of.pieces++;
    of.bytes += bytes.length;
    of.found.push(...hits.map((hit) => ({ ...hit, output, call: whose })));
    outputs.set(output, of);
  }
  return [...outputs].map(([output, of]) => ({ output, ...of }));
};

/** Lines and events name the call that they are of. */
const callIn = (bytes: string | Uint8Array): string | undefined =>
  typeof bytes === 'string' ? /"call":"([a-z]+)"/.exec(bytes)?.[1] : undefined;
