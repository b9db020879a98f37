/**
 * What a speech-to-text engine is.
 *
 * Engines run inside the speech worker. A stream is one leg of one call; word times are already on the leg's
 * timeline when they leave the engine. `heardTo` says how far it has listened, `finalTo` before which point it
 * will never change its mind: the gates run on these two watermarks.
 */
import type { ErrorCode } from '../core/errors.js';
import type { Hypothesis } from '../core/hearing.js';
import type { Traceparent } from '../core/trace-context.js';
import type { SampleRate, Ticks } from '../core/units.js';

export interface EngineCapabilities {
  /** Emits revisable words while speech goes on: required for the live gate. */
  readonly partials: boolean;
  readonly wordTimes: boolean;
}

export interface Engine {
  readonly name: string;
  readonly capabilities: EngineCapabilities;
  /** @throws TacetError TACET_ENGINE_FAILED */
  open(request: StreamRequest): EngineStream;
  /** Only of one that is elsewhere: why it cannot be reached now, undefined where it can. */
  reach?(request: Pick<StreamRequest, 'language' | 'rateHz'>): Promise<ErrorCode | undefined>;
  /** Frees what the streams share. All streams are closed before. */
  close(): void;
}

export interface StreamRequest {
  readonly language: string;
  /** 8 000 or 16 000. */
  readonly rateHz: SampleRate;
  /** Of the call, for an engine elsewhere that is the user's own; undefined where calls are not traced. */
  readonly traceparent?: Traceparent | undefined;
  readonly onHypothesis: (hypothesis: Hypothesis) => void;
  /** The stream has lost its hearing between two pushes, for good: every later push rejects, too. */
  readonly onFailure?: (error: unknown) => void;
}

export interface EngineStream {
  /**
   * A call that takes longer fails this stream alone: for engines elsewhere. Without it, an engine that does not come
   * back from a call is taken for a hanging worker.
   */
  readonly patienceMs?: number;
  /**
   * One chunk, in order and without gaps after the one before unless `from` says otherwise (then the engine
   * flushes and starts anew there). Resolves when the chunk is heard or, by an engine elsewhere, sent; the caller
   * keeps one push in flight. What was heard is said by `heardTo` alone. The engine does not keep `pcm`.
   */
  push(pcm: Int16Array, from: Ticks): Promise<void>;
  /**
   * No more speech follows for now: finalises what is pending. Resolves only where all that was pushed is heard, and
   * the engine is there to hear more: the watermarks then pass over the silence that follows.
   */
  flush(): Promise<void>;
  close(): Promise<void>;
}
