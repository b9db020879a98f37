/**
 * One call at the speech pool: a stream per leg, and what the call's detector says.
 *
 * A stream that failed alone (its engine or its detector threw) is opened again after a back-off; streams whose
 * worker died are opened again when the pool says that a worker is ready.
 */
import { Backoff } from '../core/backoff.js';
import type { Clock, Timer } from '../core/clock.js';
import type { ErrorCode } from '../core/errors.js';
import { Emitter } from '../core/events.js';
import type { Finding } from '../core/finding.js';
import { LEG_ROLES, type CallId, type LegRole } from '../core/ids.js';
import type { Span } from '../core/span.js';
import type { TakenFromLeg } from '../core/taken-number.js';
import type { SampleRate } from '../core/units.js';
import type { AudioBuffers } from './stt-buffers.js';
import type { CallNote, FromListener, RedactedWord, StreamId, ToWorker } from './stt-messages.js';
import { SttStream, type StreamCounts, type SttMarks, type SttState } from './stt-stream.js';

export interface LegRequest {
  readonly language: string;
  /** 8 000 or 16 000: what the frames pushed have. */
  readonly rateHz: SampleRate;
}

export interface SttCallEvents {
  readonly heard: SttMarks & { readonly leg: LegRole };
  /** Audio no engine has heard, or whose detector is gone: told before `heard` passes it. */
  readonly unheard: { readonly leg: LegRole; readonly span: Span };
  /** `code` says why a stream that failed alone is lost. */
  readonly state: { readonly leg: LegRole; readonly state: SttState; readonly code: ErrorCode | undefined };
  readonly finding: Finding;
  readonly words: { readonly leg: LegRole; readonly words: readonly RedactedWord[] };
  readonly taken: TakenFromLeg;
  readonly note: CallNote;
}

export interface SttCallOwner {
  post(message: ToWorker, transfer?: readonly ArrayBuffer[]): void;
  isReady(): boolean;
  /** A new id under which answers reach this stream. */
  register(stream: SttStream): StreamId;
  ended(): void;
  /** What the call's detector is to look for. */
  readonly listening: unknown;
  readonly buffers: AudioBuffers;
  readonly clock: Clock;
  readonly counts: StreamCounts;
  readonly onObserverError: (error: unknown) => void;
}

const RETRY = { firstMs: 250, longestMs: 10_000 };
/** Watch ticks of 500 ms without an answer: 4 s. Ticks, so that a busy main thread accuses nobody. */
const HUNG_TICKS = 8;
/** The last resort: a hung worker is found out before. */
const CLOSE_LIMIT_MS = 6_000;

export class SttCall {
  readonly id: CallId;
  readonly events: Emitter<SttCallEvents>;
  readonly streams: Readonly<Record<LegRole, SttStream>>;
  #requests: Readonly<Record<LegRole, LegRequest>>;
  /** Off while the parties speak what nobody understands. */
  #isUnderstood = true;
  readonly #owner: SttCallOwner;
  readonly #watch: Record<LegRole, { progress: number; idleTicks: number }>;
  #retry: Timer | undefined;
  readonly #backoff = new Backoff(RETRY);
  #closing: Promise<void> | undefined;
  #onStreamClosed: () => void = () => undefined;

  constructor(id: CallId, requests: Readonly<Record<LegRole, LegRequest>>, owner: SttCallOwner) {
    this.id = id;
    this.#requests = requests;
    this.#owner = owner;
    this.#watch = { caller: { progress: 0, idleTicks: 0 }, agent: { progress: 0, idleTicks: 0 } };
    this.events = new Emitter(owner.onObserverError);
    this.streams = { caller: this.#stream('caller'), agent: this.#stream('agent') };
  }

  /** Tells the call's detector something; lost where there is no worker. */
  context(note: CallNote): void {
    this.#owner.post({ kind: 'context', call: this.id, note });
  }

  /**
   * Hears another language from here on, with a detector of its own: what the one before had not decided counts as
   * unheard.
   * @param language undefined: one that nobody understands, so both legs are lost
   */
  speak(language: string | undefined): void {
    const isSame = this.#isUnderstood
      ? LEG_ROLES.every((leg) => this.#requests[leg].language === language)
      : language === undefined;
    if (isSame || this.#closing !== undefined) return;
    this.#isUnderstood = language !== undefined;
    if (language !== undefined) {
      const { caller, agent } = this.#requests;
      this.#requests = { caller: { ...caller, language }, agent: { ...agent, language } };
    }
    this.#retry?.cancel();
    this.#backoff.reset();
    this.#owner.post({ kind: 'end-call', call: this.id });
    this.lose();
    this.#retry?.cancel();
    this.reopen();
  }

  /** Opens every lost stream at its present position, if there is a worker. */
  reopen(): void {
    if (!this.#owner.isReady() || this.#closing !== undefined || !this.#isUnderstood) return;
    for (const leg of LEG_ROLES) {
      const stream = this.streams[leg];
      if (stream.state !== 'lost') continue;
      const id = this.#owner.register(stream);
      const { listening } = this.#owner;
      this.#owner.post({ kind: 'open', stream: id, call: this.id, leg, ...this.#requests[leg], listening });
      stream.opened(id);
    }
  }

  /** The worker is gone. */
  lose(): void {
    for (const leg of LEG_ROLES) this.streams[leg].lose();
  }

  takePost(message: FromListener): void {
    switch (message.kind) {
      case 'finding':
        this.events.emit('finding', message.finding);
        return;
      case 'words':
        this.events.emit('words', { leg: message.leg, words: message.words });
        return;
      case 'taken':
        this.events.emit('taken', message.taken);
        return;
      case 'context':
        this.events.emit('note', message.note);
    }
  }

  /** Called every 500 ms. @returns whether a stream has waited for an answer too long. */
  isHung(): boolean {
    let hung = false;
    for (const leg of LEG_ROLES) {
      const watch = this.#watch[leg];
      const { isWaiting, progress } = this.streams[leg].outstanding;
      watch.idleTicks = isWaiting && progress === watch.progress ? watch.idleTicks + 1 : 0;
      watch.progress = progress;
      if (watch.idleTicks >= HUNG_TICKS) hung = true;
    }
    return hung;
  }

  /** Resolves when both legs were heard to their end, or were lost. Closing twice is a no-op. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#retry?.cancel();
    const streams = LEG_ROLES.map((leg) => this.streams[leg]);
    const allClosed = new Promise<void>((resolve) => {
      this.#onStreamClosed = () => {
        if (streams.every((stream) => stream.state === 'closed')) resolve();
      };
    });
    for (const stream of streams) stream.close();
    const limit = this.#owner.clock.after(CLOSE_LIMIT_MS, () => this.lose());
    await allClosed;
    limit.cancel();
    this.#owner.post({ kind: 'end-call', call: this.id });
    this.#owner.ended();
    this.events.removeAll();
  }

  #stream(leg: LegRole): SttStream {
    const owner = this.#owner;
    return new SttStream(leg, this.#requests[leg].rateHz, owner.buffers, {
      counts: owner.counts,
      post: (message, transfer) => owner.post(message, transfer),
      heard: (marks) => {
        this.#backoff.reset();
        this.events.emit('heard', { leg, ...marks });
      },
      unheard: (span) => {
        this.events.emit('unheard', { leg, span });
        // Once the call is over nothing follows that could be judged by it.
        if (this.#closing === undefined) owner.post({ kind: 'missed', call: this.id, leg, span });
      },
      state: (state, code) => {
        this.events.emit('state', { leg, state, code });
        if (state === 'lost') this.#retryLater();
        if (state === 'closed') this.#onStreamClosed();
      },
    });
  }

  /** Where the whole worker is gone the pool reopens, so a retry is only for a stream that failed alone. */
  #retryLater(): void {
    if (!this.#owner.isReady() || this.#closing !== undefined) return;
    this.#retry?.cancel();
    this.#retry = this.#owner.clock.after(this.#backoff.next(), () => this.reopen());
  }
}
