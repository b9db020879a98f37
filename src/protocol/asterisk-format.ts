/** Asterisk's names of codecs, and what a channel that speaks one sends and takes. */
import { count, text, type JsonObject } from './json-values.js';

export interface AsteriskFormat {
  readonly encoding: 'PCMU' | 'PCMA' | 'L16LE' | 'OPUS';
  readonly rateHz: number;
  /** Of one message to Asterisk. */
  readonly ptimeMs: number;
}

type Coding = Pick<AsteriskFormat, 'encoding' | 'rateHz'>;

/** Linear samples are in the machine's own order, which is least significant byte first wherever Asterisk runs. */
const CODINGS: ReadonlyMap<string, Coding> = new Map([
  ['ulaw', { encoding: 'PCMU', rateHz: 8_000 }],
  ['alaw', { encoding: 'PCMA', rateHz: 8_000 }],
  ['slin', { encoding: 'L16LE', rateHz: 8_000 }],
  ['slin16', { encoding: 'L16LE', rateHz: 16_000 }],
  ['slin24', { encoding: 'L16LE', rateHz: 24_000 }],
  ['slin48', { encoding: 'L16LE', rateHz: 48_000 }],
  ['opus', { encoding: 'OPUS', rateHz: 48_000 }],
]);
/** Opus has no such thing: its packets are taken as they come. */
export const SAMPLE_BYTES = { PCMU: 1, PCMA: 1, L16LE: 2, OPUS: 1 } as const;
const DEFAULT_PTIME_MS = 20;

/** @returns undefined where Tacet has no such codec */
export const formatNamed = (name: string): AsteriskFormat | undefined => {
  const coding = CODINGS.get(name);
  return coding === undefined ? undefined : { ...coding, ptimeMs: DEFAULT_PTIME_MS };
};

/** @returns Asterisk's name of a codec; undefined where it has none */
export const nameOfFormat = (encoding: string, rateHz: number): string | undefined => {
  const own = encoding === 'L16' ? 'L16LE' : encoding;
  return [...CODINGS].find(([, coding]) => coding.encoding === own && coding.rateHz === rateHz)?.[0];
};

/** @returns that of a MEDIA_START; undefined where Tacet has no such codec */
export const formatOf = (start: JsonObject): AsteriskFormat | undefined => {
  const coding = CODINGS.get(text(start, 'format') ?? '');
  if (coding === undefined) return undefined;
  const told = count(start, 'ptime');
  // The size is what counts: Asterisk drops what is left over. It is 0 where frames pass through as they are.
  const frameBytes = count(start, 'optimal_frame_size') ?? 0;
  const { encoding, rateHz } = coding;
  if (encoding === 'OPUS' || frameBytes === 0) return { ...coding, ptimeMs: told ?? DEFAULT_PTIME_MS };
  return { ...coding, ptimeMs: (frameBytes * 1_000) / (SAMPLE_BYTES[encoding] * rateHz) };
};
