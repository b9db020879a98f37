/**
 * What tells one remote engine from another: how it is addressed, what it is sent and what its answers mean.
 *
 * Times are seconds since the first sample of the connection. A `heardTo` is what the answer proves to have been
 * listened to, never more: the gates open on it.
 */
import { z } from 'zod';
import { TacetError } from '../../../core/errors.js';
import type { Traceparent } from '../../../core/trace-context.js';
import type { SampleRate } from '../../../core/units.js';
import type { TimedWord } from '../vosk-result.js';

export type Reply =
  /** Audio may be sent from now on. */
  | { readonly kind: 'ready' }
  /** Replaces every word that is not final. */
  | { readonly kind: 'partial'; readonly words: readonly TimedWord[]; readonly heardTo: number }
  /** Up to `heardTo` nothing will change any more. */
  | { readonly kind: 'final'; readonly words: readonly TimedWord[]; readonly heardTo: number }
  /** Everything sent before `settleText` is heard and was told. */
  | { readonly kind: 'settled' }
  /** Everything sent before `endText` is heard and was told; the connection is of no more use. */
  | { readonly kind: 'ended' };

export interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface DialectRequest {
  readonly rateHz: SampleRate;
  readonly language: string;
  readonly traceparent?: Traceparent | undefined;
}

/** One connection. */
export interface Talk {
  /** Sent as soon as the connection stands. */
  readonly greeting: readonly string[];
  /** Whether audio may follow the greeting at once; else after a `ready`. */
  readonly isReadyAtOnce: boolean;
  /** Bounds of one message of audio. */
  readonly minMessageMs: number;
  readonly maxMessageMs: number;
  /** One message of audio as it goes out. */
  encode(pcm: Int16Array): Buffer;
  /** @throws TacetError where the answer is none of this protocol, or says that the server has failed */
  read(text: string): readonly Reply[];
  /** Asks for a `settled`; undefined where the protocol has nothing that proves it, or needs another each time. */
  settleText(): string | undefined;
  readonly endText: string;
  /** Sent where there was no audio for so long. */
  readonly keepAlive?: { readonly text: string; readonly afterMs: number };
}

export interface Dialect {
  /** Whether every stretch of audio, silence too, is answered for: else only words prove that it is heard. */
  readonly answersSilence: boolean;
  target(request: DialectRequest): Target;
  talk(request: DialectRequest): Talk;
  /** Why a close code ends the stream; undefined where the usual meaning holds. */
  readonly closeCodes?: Readonly<
    Record<number, 'TACET_STT_REFUSED' | 'TACET_STT_PROTOCOL' | 'TACET_STT_AWAY'>
  >;
}

/** The text is secret: no parser message, which might quote it, is passed on. */
export const readMessage = <Out>(schema: z.ZodType<Out>, text: string): Out => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new TacetError('TACET_STT_PROTOCOL', 'not JSON');
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new TacetError('TACET_STT_PROTOCOL', 'not a message of this protocol');
};

/** As the detector wants words: lower case, without the punctuation that formatting adds. */
export const spoken = (text: string): string =>
  text.toLowerCase().replace(/^[\s"'(¿¡]+|[\s"'.,;:!?)]+$/gu, '');

export const isWord = ({ text }: TimedWord): boolean => text !== '';

/** 0 to 1, whatever the engine says. */
export const Confidence = z
  .number()
  .transform((value) => Math.min(1, Math.max(0, value)))
  .default(1);

export const pcm16 = (pcm: Int16Array): Buffer => {
  const bytes = Buffer.alloc(pcm.length * 2);
  for (let i = 0; i < pcm.length; i++) bytes.writeInt16LE(pcm[i] ?? 0, i * 2);
  return bytes;
};
