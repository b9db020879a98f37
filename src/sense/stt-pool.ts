/**
 * The main thread's side of speech recognition: calls, their two streams each, and the workers behind them.
 *
 * A call's legs share a worker, so that its detector hears both. When a worker dies or hangs, the streams on it
 * are `lost` until a new one is ready; they then go on at the position of that moment. The pool never decides
 * what that means for the call: the gates do.
 */
import type { Clock, Timer } from '../core/clock.js';
import { TacetError, type ErrorCode } from '../core/errors.js';
import { Emitter } from '../core/events.js';
import type { CallId, LegRole } from '../core/ids.js';
import { AudioBuffers } from './stt-buffers.js';
import { SttCall, type LegRequest } from './stt-call.js';
import type { FromWorker, StreamId } from './stt-messages.js';
import type { StreamCounts, SttStream } from './stt-stream.js';
import { SttWorkerLink, type CrashReason, type LinkState } from './stt-worker-link.js';

export interface SttPoolOptions {
  /** A module that runs `hostStt` on its `parentPort`. */
  readonly workerUrl: URL;
  readonly workerData?: unknown;
  /** One worker uses several cores already: the engine's calls run on threads of their own. */
  readonly workers?: number;
  /** What the JavaScript of one worker may use; undefined: what V8 thinks fit. */
  readonly heapMb?: number;
  readonly clock: Clock;
  readonly onObserverError: (error: unknown) => void;
}

export interface SttPoolEvents {
  readonly crashed: {
    readonly worker: number;
    readonly reason: CrashReason;
    readonly code: ErrorCode;
  };
  readonly ready: { readonly worker: number };
}

/** Since the start, over all workers. */
export interface SttCounts extends StreamCounts {
  crashes: number;
  restarts: number;
}

interface Slot {
  readonly link: SttWorkerLink;
  readonly calls: Map<CallId, SttCall>;
  /** By the id of their present opening. */
  readonly streams: Map<StreamId, SttStream>;
  wasReady: boolean;
}

const WATCH_MS = 500;

export class SttPool {
  readonly events: Emitter<SttPoolEvents>;
  readonly counts: SttCounts = {
    crashes: 0,
    restarts: 0,
    stalls: 0,
    chunks: 0,
    heardTicks: 0,
    busyMs: 0,
  };
  /** All workers have an engine; rejects when the first start of one fails. */
  readonly ready: Promise<void>;
  readonly #options: SttPoolOptions;
  readonly #slots: readonly Slot[];
  readonly #buffers = new AudioBuffers();
  readonly #watch: Timer;
  #lastStream = 0;
  #closed = false;

  constructor(options: SttPoolOptions) {
    this.#options = options;
    this.events = new Emitter(options.onObserverError);
    const slots: Slot[] = [];
    const starts = Array.from(
      { length: options.workers ?? 1 },
      (_, worker) =>
        new Promise<void>((resolve, reject) => {
          slots.push(this.#open(worker, resolve, reject));
        }),
    );
    this.#slots = slots;
    this.ready = Promise.all(starts).then(() => undefined);
    // Whoever does not ask learns of it by the `crashed` event.
    this.ready.catch(() => undefined);
    this.#watch = options.clock.every(WATCH_MS, () => this.#findHung());
  }

  /** What each worker is doing. */
  get workers(): readonly LinkState[] {
    return this.#slots.map(({ link }) => link.state);
  }

  /** Audio buffers ever allocated: a steady load adds none. */
  get buffersCreated(): number {
    return this.#buffers.created;
  }

  /** Whether anybody would hear a new call. */
  get isReady(): boolean {
    return this.#slots.some((slot) => slot.link.state === 'ready');
  }

  /** @param listening what the call's detector is to look for */
  openCall(id: CallId, legs: Readonly<Record<LegRole, LegRequest>>, listening?: unknown): SttCall {
    const slot = this.#quietest();
    if (this.#closed || slot === undefined) throw new TacetError('TACET_DRAINING');
    const call = new SttCall(id, legs, {
      listening,
      post: (message, transfer) => slot.link.post(message, transfer),
      isReady: () => slot.link.state === 'ready',
      register: (stream) => {
        const opening = ++this.#lastStream as StreamId;
        slot.streams.set(opening, stream);
        return opening;
      },
      ended: () => slot.calls.delete(id),
      buffers: this.#buffers,
      clock: this.#options.clock,
      counts: this.counts,
      onObserverError: this.#options.onObserverError,
    });
    slot.calls.set(id, call);
    call.reopen();
    return call;
  }

  /** Drains every call and ends the workers. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.all(this.#slots.flatMap((slot) => [...slot.calls.values()].map((call) => call.close())));
    this.#watch.cancel();
    await Promise.all(this.#slots.map((slot) => slot.link.close()));
    this.#buffers.clear();
    this.events.removeAll();
  }

  #open(worker: number, started: () => void, refused: (error: TacetError) => void): Slot {
    const calls = new Map<CallId, SttCall>();
    const { workerUrl, workerData, clock, heapMb } = this.#options;
    const link = new SttWorkerLink(
      workerUrl,
      workerData,
      clock,
      {
        ready: () => {
          if (slot.wasReady) this.counts.restarts++;
          slot.wasReady = true;
          started();
          for (const call of calls.values()) call.reopen();
          this.events.emit('ready', { worker });
        },
        crashed: (reason, code, detail) => {
          this.counts.crashes++;
          refused(new TacetError(code, detail));
          slot.streams.clear();
          for (const call of [...calls.values()]) call.lose();
          this.events.emit('crashed', { worker, reason, code });
        },
        message: (message) => this.#take(slot, message),
      },
      heapMb,
    );
    const slot: Slot = { link, calls, streams: new Map(), wasReady: false };
    return slot;
  }

  #take(slot: Slot, message: FromWorker): void {
    switch (message.kind) {
      case 'posted':
        slot.calls.get(message.call)?.takePost(message.message);
        return;
      case 'returned':
        this.#buffers.giveBack(message.pcm);
        slot.streams.get(message.stream)?.take(message);
        return;
      case 'heard':
        slot.streams.get(message.stream)?.take(message);
        return;
      case 'failed':
      case 'closed': {
        const stream = slot.streams.get(message.stream);
        slot.streams.delete(message.stream);
        stream?.take(message);
        return;
      }
      case 'ready':
      case 'fatal':
      // Meant for the link, which has taken them.
    }
  }

  #quietest(): Slot | undefined {
    const rank = (slot: Slot): number => slot.calls.size + (slot.link.state === 'down' ? 1e6 : 0);
    return [...this.#slots].sort((a, b) => rank(a) - rank(b))[0];
  }

  #findHung(): void {
    for (const slot of this.#slots) {
      const hung = [...slot.calls.values()].map((call) => call.isHung());
      if (hung.includes(true)) slot.link.crash('hung');
    }
  }
}
