/**
 * What the main thread and a speech worker say to each other.
 *
 *     main ---- open, chunk, flush, missed, context, close ----> worker
 *     main <--- ready, heard, finding, words, context, returned, failed, closed --- worker
 *
 * Audio travels in transferred buffers, each owned by one side at a time; the worker zeroes it and sends it
 * back. Plain words never travel: `words` holds redacted text only, made by the detector.
 */
import type { ErrorCode } from '../core/errors.js';
import type { Finding } from '../core/finding.js';
import type { CallId, LegRole } from '../core/ids.js';
import type { Span } from '../core/span.js';
import type { TakenFromLeg } from '../core/taken-number.js';
import type { SampleRate, Ticks } from '../core/units.js';

declare const brand: unique symbol;
/** One opening of one leg; a leg that is opened again gets a new one, so late answers are told apart. */
export type StreamId = number & { readonly [brand]: 'stream' };

/** A note to the call's detector from outside the speech: cloned as it is; the detector knows its kinds. */
export interface CallNote {
  readonly kind: string;
  readonly [field: string]: unknown;
}

export type ToWorker =
  | {
      readonly kind: 'open';
      readonly stream: StreamId;
      readonly call: CallId;
      readonly leg: LegRole;
      readonly language: string;
      readonly rateHz: SampleRate;
      /** What the call's detector is to look for: cloned as it is; the detector knows its form. */
      readonly listening?: unknown;
    }
  /** `pcm` is transferred: 16-bit samples, the first `sampleCount` of which count. */
  | {
      readonly kind: 'chunk';
      readonly stream: StreamId;
      readonly from: Ticks;
      readonly pcm: ArrayBuffer;
      readonly sampleCount: number;
    }
  | { readonly kind: 'flush'; readonly stream: StreamId }
  /** Nothing was said up to `to`: the audio was left out, and the engine has nothing to hear. */
  | { readonly kind: 'silence'; readonly stream: StreamId; readonly to: Ticks }
  | { readonly kind: 'close'; readonly stream: StreamId }
  /** No engine has heard this stretch of a leg, or its detector is gone. */
  | { readonly kind: 'missed'; readonly call: CallId; readonly leg: LegRole; readonly span: Span }
  | { readonly kind: 'context'; readonly call: CallId; readonly note: CallNote }
  | { readonly kind: 'end-call'; readonly call: CallId }
  | { readonly kind: 'shutdown' };

/** What a call's detector may post. */
export type FromListener =
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'words'; readonly leg: LegRole; readonly words: readonly RedactedWord[] }
  /** Only where a route tells somebody. */
  | { readonly kind: 'taken'; readonly taken: TakenFromLeg }
  | { readonly kind: 'context'; readonly note: CallNote };

/** A word that may leave the worker: final, cleared, and blanked where it is part of a secret. */
export interface RedactedWord {
  readonly text: string;
  readonly span: Span;
}

export type FromWorker =
  | { readonly kind: 'ready' }
  /** The engine did not start; the worker is of no use. */
  | { readonly kind: 'fatal'; readonly code: ErrorCode; readonly detail: string | undefined }
  | {
      readonly kind: 'heard';
      readonly stream: StreamId;
      readonly heardTo: Ticks;
      readonly finalTo: Ticks;
      readonly clearedTo: Ticks;
    }
  /**
   * A chunk is heard (or given up): its buffer, zeroed and transferred back.
   * `tookMs`: how long the engine worked on it; 0 where it was given up.
   */
  | {
      readonly kind: 'returned';
      readonly stream: StreamId;
      readonly pcm: ArrayBuffer;
      readonly tookMs: number;
    }
  /** Engine or detector failed on this stream; it is closed. */
  | { readonly kind: 'failed'; readonly stream: StreamId; readonly code: ErrorCode }
  | { readonly kind: 'closed'; readonly stream: StreamId }
  | { readonly kind: 'posted'; readonly call: CallId; readonly message: FromListener };
