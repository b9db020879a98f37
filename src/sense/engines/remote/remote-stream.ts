/**
 * One leg at a remote engine: keeps a session open, and fails where the server does.
 *
 *     audio heard and settled, connection lost  -> connects again, with back-off; audio waits meanwhile
 *     audio sent but not settled, or the server away for `connectTimeoutMs`, or no answer -> fails
 *
 * What a server had heard of an utterance is lost with it, so the stream fails rather than go on behind a gap: the pool
 * then tells the gates what nobody has heard, and opens another stream.
 */
import { Backoff } from '../../../core/backoff.js';
import type { Clock, Timer } from '../../../core/clock.js';
import { TacetError, type ErrorCode } from '../../../core/errors.js';
import type { Hypothesis, Word } from '../../../core/hearing.js';
import { millisToTicks, samplesToTicks, ticks, type Ticks } from '../../../core/units.js';
import type { EngineStream, StreamRequest } from '../../engine.js';
import type { Dialect } from './dialect.js';
import type { RemoteLimits } from './options.js';
import { Session } from './session.js';
import { StreamLife } from '../stream-life.js';

const RETRY = { firstMs: 100, longestMs: 1_000 };
/** Where only words are answered for, a session is asked to prove that it has heard this much that may be noise. */
const UNPROVEN = millisToTicks(5_000);

interface Waiter {
  readonly resolve: (session: Session) => void;
  readonly reject: (error: unknown) => void;
}

/** Less than what makes a worker count as hung. */
export const PATIENCE_MS = 3_000;

export class RemoteStream implements EngineStream {
  readonly patienceMs = PATIENCE_MS;
  readonly #dialect: Dialect;
  readonly #request: StreamRequest;
  readonly #limits: RemoteLimits;
  readonly #clock: Clock;
  readonly #onFailed: (code: ErrorCode) => void;
  readonly #life = new StreamLife({
    ended: (error) => this.#release(error),
    failed: (error) => {
      this.#onFailed(error.code);
      this.#request.onFailure?.(error);
    },
  });
  readonly #backoff = new Backoff(RETRY);
  readonly #waiters: Waiter[] = [];
  #session: Session | undefined;
  /** Since when there is no session. */
  #awayTimer: Timer | undefined;
  #retryTimer: Timer | undefined;
  #answerTimer: Timer | undefined;
  /** Where the audio pushed so far ends. */
  #end: Ticks | undefined;
  #wasReady = false;
  #isSettled = true;
  #heardTo: Ticks | undefined;
  #finalTo = 0 as Ticks;
  #partial: readonly Word[] = [];

  constructor(
    dialect: Dialect,
    request: StreamRequest,
    limits: RemoteLimits,
    clock: Clock,
    onFailed: (code: ErrorCode) => void,
  ) {
    this.#onFailed = onFailed;
    this.#dialect = dialect;
    this.#request = request;
    this.#limits = limits;
    this.#clock = clock;
    this.#connect();
  }

  push(pcm: Int16Array, from: Ticks): Promise<void> {
    return this.#life.inTurn(async () => {
      if (from !== this.#end) await this.#settle();
      this.#heardTo ??= from;
      const session = await this.#whenReady();
      this.#isSettled = false;
      this.#end = ticks(from + samplesToTicks(pcm.length, this.#request.rateHz));
      await session.send(pcm, from);
      if (this.#dialect.answersSilence) this.#expectAnswer();
      else if (this.#end - Math.max(this.#heardTo, this.#finalTo) > UNPROVEN) await this.#settle();
    });
  }

  flush(): Promise<void> {
    return this.#life.inTurn(async () => {
      await this.#settle();
      // Once it was there, an absence is told when it lasts.
      if (!this.#wasReady) await this.#whenReady();
    });
  }

  close(): Promise<void> {
    return this.#life.close();
  }

  /** What was pushed so far is heard to its end. */
  async #settle(): Promise<void> {
    const session = this.#session;
    const end = this.#end;
    if (this.#isSettled || session === undefined || end === undefined) return;
    const goesOn = await session.settle();
    if (this.#life.isOver()) return;
    this.#isSettled = true;
    // What the server has only shown, but never called final, was said all the same.
    this.#hear('final', this.#partial, end);
    if (goesOn) return;
    this.#session = undefined;
    this.#connect();
  }

  #whenReady(): Promise<Session> {
    const session = this.#session;
    if (session?.isReady === true) return Promise.resolve(session);
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
    });
  }

  #connect(): void {
    this.#awayTimer ??= this.#clock.after(this.#limits.connectTimeoutMs, () => this.#fail('TACET_STT_AWAY'));
    const { rateHz, language, traceparent } = this.#request;
    const request = { rateHz, language, traceparent };
    const session: Session = new Session(this.#dialect, request, this.#limits, this.#clock, {
      ready: () => {
        this.#awayTimer?.cancel();
        this.#awayTimer = undefined;
        this.#backoff.reset();
        this.#wasReady = true;
        for (const waiter of this.#waiters.splice(0)) waiter.resolve(session);
      },
      heard: (kind, words, heardTo) => this.#session === session && this.#hear(kind, words, heardTo),
      gone: (code) => this.#session === session && this.#lose(session, code),
    });
    this.#session = session;
  }

  #lose(session: Session, code: ErrorCode): void {
    this.#session = undefined;
    const isHopeless = code === 'TACET_STT_REFUSED' || code === 'TACET_STT_PROTOCOL';
    if (isHopeless || (!this.#isSettled && session.hasAudio)) {
      this.#fail(code);
      return;
    }
    this.#awayTimer ??= this.#clock.after(this.#limits.connectTimeoutMs, () => this.#fail(code));
    this.#retryTimer = this.#clock.after(this.#backoff.next(), () => this.#connect());
  }

  #hear(kind: 'partial' | 'final', words: readonly Word[], to: Ticks): void {
    if (this.#life.isOver()) return;
    const before = this.#heardTo ?? to;
    const heardTo = ticks(Math.max(before, Math.min(to, this.#end ?? to)));
    this.#heardTo = heardTo;
    this.#partial = kind === 'partial' ? words : [];
    if (kind === 'final') this.#finalTo = ticks(Math.max(this.#finalTo, Math.min(to, heardTo)));
    if (heardTo > before) this.#answered();
    const hypothesis: Hypothesis =
      kind === 'partial' ? { kind, words, heardTo } : { kind, words, heardTo, finalTo: this.#finalTo };
    this.#request.onHypothesis(hypothesis);
  }

  #expectAnswer(): void {
    if (this.#isSettled) return;
    this.#answerTimer ??= this.#clock.after(this.#limits.answerTimeoutMs, () => this.#fail('TACET_STT_SLOW'));
  }

  #answered(): void {
    this.#answerTimer?.cancel();
    this.#answerTimer = undefined;
    if (this.#dialect.answersSilence && (this.#heardTo ?? 0) < (this.#end ?? 0)) this.#expectAnswer();
  }

  #fail(code: ErrorCode): void {
    this.#life.fail(new TacetError(code));
  }

  #release(error: TacetError | undefined): void {
    for (const timer of [this.#awayTimer, this.#retryTimer, this.#answerTimer]) timer?.cancel();
    this.#session?.close();
    this.#session = undefined;
    this.#partial = [];
    const gone = new TacetError(error?.code ?? 'TACET_CALL_ENDED');
    for (const waiter of this.#waiters.splice(0)) waiter.reject(gone);
  }
}
