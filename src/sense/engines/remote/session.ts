/**
 * One connection to a remote engine and the audio it was given: from the leg's timeline to the engine's, and back.
 *
 *     connecting -> ready -> (settling -> ready)* -> ended        any -> gone
 *
 * Audio goes out in messages of the size that the protocol takes; what is too short waits for more, or is filled up
 * with silence that is on no timeline. Belongs to a RemoteStream, which decides what the end of it means.
 */
import type { Clock, Timer } from '../../../core/clock.js';
import { TacetError, type ErrorCode } from '../../../core/errors.js';
import type { Word } from '../../../core/hearing.js';
import type { SampleRate, Ticks } from '../../../core/units.js';
import { StreamClock } from '../stream-clock.js';
import { Connection } from './connection.js';
import { isWord, type Dialect, type DialectRequest, type Reply, type Talk } from './dialect.js';
import type { RemoteLimits } from './options.js';

export interface SessionOwner {
  ready(): void;
  heard(kind: 'partial' | 'final', words: readonly Word[], heardTo: Ticks): void;
  gone(code: ErrorCode): void;
}

/** Both together stay below what makes a worker count as hung. */
const SETTLE_MS = 700;
const END_MS = 1_500;
const SEND_MS = 2_000;

type Wanted = 'settled' | 'ended';

export class Session {
  readonly #talk: Talk;
  readonly #rateHz: SampleRate;
  readonly #clock: Clock;
  readonly #owner: SessionOwner;
  readonly #connection: Connection;
  readonly #places: StreamClock;
  readonly #minSamples: number;
  readonly #maxSamples: number;
  #state: 'connecting' | 'ready' | 'ended' | 'gone' = 'connecting';
  /** Too short for a message yet. */
  #held = new Int16Array(0);
  #sentSamples = 0;
  #sentAtMs: number;
  readonly #keepAlive: Timer | undefined;
  #wanted: { readonly kind: Wanted; readonly answer: (isThere: boolean) => void } | undefined;

  constructor(
    dialect: Dialect,
    request: DialectRequest,
    limits: RemoteLimits,
    clock: Clock,
    owner: SessionOwner,
  ) {
    this.#talk = dialect.talk(request);
    this.#rateHz = request.rateHz;
    this.#clock = clock;
    this.#owner = owner;
    this.#places = new StreamClock(request.rateHz);
    this.#minSamples = (this.#talk.minMessageMs * request.rateHz) / 1_000;
    this.#maxSamples = (this.#talk.maxMessageMs * request.rateHz) / 1_000;
    this.#sentAtMs = clock.now();
    this.#connection = new Connection(dialect.target(request), limits, dialect.closeCodes, clock, {
      opened: () => this.#greet(),
      text: (text) => this.#take(text),
      gone: (code) => this.#leave(code),
    });
    const { keepAlive } = this.#talk;
    this.#keepAlive =
      keepAlive &&
      clock.every(keepAlive.afterMs / 2, () => this.#stayAlive(keepAlive.text, keepAlive.afterMs));
  }

  get isReady(): boolean {
    return this.#state === 'ready';
  }

  /** Whether it was given anything: if so, what it knows is lost with it. */
  get hasAudio(): boolean {
    return this.#places.end !== undefined || this.#sentSamples > 0;
  }

  /** @throws TacetError where the network takes nothing any more */
  async send(pcm: Int16Array, from: Ticks): Promise<void> {
    this.#places.append(from, pcm.length);
    const joined = new Int16Array(this.#held.length + pcm.length);
    joined.set(this.#held);
    joined.set(pcm, this.#held.length);
    this.#held.fill(0);
    let done = 0;
    while (joined.length - done >= Math.max(1, this.#minSamples)) {
      const count = Math.min(this.#maxSamples, joined.length - done);
      await this.#transmit(joined.subarray(done, done + count));
      done += count;
    }
    this.#held = joined.slice(done);
    joined.fill(0);
  }

  /**
   * Waits until everything that was sent is heard.
   * @returns whether the session can go on
   * @throws TacetError where nothing proves it in time
   */
  async settle(): Promise<boolean> {
    if (this.#held.length > 0) {
      const missing = Math.max(0, this.#minSamples - this.#held.length);
      await this.send(new Int16Array(missing), this.#places.end ?? (0 as Ticks));
      this.#places.pad(0);
    }
    const text = this.#talk.settleText();
    if (text !== undefined && (await this.#ask(text, 'settled', SETTLE_MS))) return true;
    if (!(await this.#ask(this.#talk.endText, 'ended', END_MS))) {
      throw new TacetError('TACET_STT_SLOW');
    }
    this.#state = 'ended';
    this.close();
    return false;
  }

  /** Ends it from this side; the owner hears no more of it. */
  close(): void {
    if (this.#state === 'gone') return;
    if (this.#state === 'ready') this.#connection.sendText(this.#talk.endText);
    this.#state = 'gone';
    this.#connection.close();
    this.#forget();
  }

  async #transmit(pcm: Int16Array): Promise<void> {
    this.#sentSamples += pcm.length;
    this.#sentAtMs = this.#clock.now();
    let limit: Timer | undefined;
    const late = new Promise<never>((_, reject) => {
      limit = this.#clock.after(SEND_MS, () => reject(new TacetError('TACET_STT_SLOW')));
    });
    try {
      await Promise.race([this.#connection.send(this.#talk.encode(pcm)), late]);
    } finally {
      limit?.cancel();
    }
  }

  #ask(text: string, kind: Wanted, limitMs: number): Promise<boolean> {
    if (this.#state !== 'ready') return Promise.resolve(false);
    return new Promise((resolve) => {
      const limit = this.#clock.after(limitMs, () => this.#wanted?.answer(false));
      const answer = (isThere: boolean): void => {
        limit.cancel();
        this.#wanted = undefined;
        resolve(isThere);
      };
      this.#wanted = { kind, answer };
      this.#connection.sendText(text);
    });
  }

  #greet(): void {
    for (const text of this.#talk.greeting) this.#connection.sendText(text);
    if (this.#talk.isReadyAtOnce) this.#beReady();
  }

  #beReady(): void {
    if (this.#state !== 'connecting') return;
    this.#state = 'ready';
    this.#owner.ready();
  }

  #take(text: string): void {
    try {
      for (const reply of this.#talk.read(text)) this.#hear(reply);
    } catch (error) {
      this.#connection.fail(error instanceof TacetError ? error.code : 'TACET_STT_PROTOCOL');
    }
  }

  #hear(reply: Reply): void {
    if (this.#state === 'gone') return;
    switch (reply.kind) {
      case 'ready':
        this.#beReady();
        return;
      case 'settled':
      case 'ended':
        if (this.#wanted?.kind === reply.kind) this.#wanted.answer(true);
        return;
      case 'partial':
      case 'final': {
        const words = reply.words.filter(isWord).map(({ text, fromSeconds, toSeconds, confidence }) => ({
          text,
          span: this.#places.spanOf(this.#sampleAt(fromSeconds), this.#sampleAt(toSeconds)),
          confidence,
        }));
        const heard = Math.min(this.#sentSamples, this.#sampleAt(reply.heardTo));
        // Nobody has heard what was not sent, and before the first sample there is nothing.
        if (heard > 0) this.#owner.heard(reply.kind, words, this.#places.endOf(heard));
      }
    }
  }

  #sampleAt(seconds: number): number {
    return Math.round(seconds * this.#rateHz);
  }

  #stayAlive(text: string, afterMs: number): void {
    if (this.#state !== 'ready' || this.#clock.now() - this.#sentAtMs < afterMs) return;
    this.#sentAtMs = this.#clock.now();
    this.#connection.sendText(text);
  }

  #leave(code: ErrorCode): void {
    if (this.#state === 'gone') return;
    this.#state = 'gone';
    this.#forget();
    this.#owner.gone(code);
  }

  #forget(): void {
    this.#keepAlive?.cancel();
    this.#held.fill(0);
    this.#held = new Int16Array(0);
    this.#wanted?.answer(false);
  }
}
