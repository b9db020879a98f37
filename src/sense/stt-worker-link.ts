/**
 * The main thread's hold on one speech worker: starts it, notices that it died or hangs, starts it again.
 *
 *     starting -> ready -> down -> starting ...     down: waiting for the back-off to pass
 *         any -> closed
 *
 * What a dead worker said, in its last exception for instance, may hold spoken words: it is never looked at. A
 * worker that is ended by force leaves its engine's native memory behind (about 135 MB for Vosk's model).
 */
import { Worker } from 'node:worker_threads';
import type { Clock, Timer } from '../core/clock.js';
import type { ErrorCode } from '../core/errors.js';
import type { FromWorker, ToWorker } from './stt-messages.js';
import { readFromWorker } from './stt-reading.js';

export const LINK_STATES = ['starting', 'ready', 'down', 'closed'] as const;
export type LinkState = (typeof LINK_STATES)[number];

const TRANSITIONS: Readonly<Record<LinkState, readonly LinkState[]>> = {
  starting: ['ready', 'down', 'closed'],
  ready: ['down', 'closed'],
  down: ['starting', 'closed'],
  closed: [],
};

export const CRASH_REASONS = ['died', 'hung', 'not-started', 'garbled'] as const;
export type CrashReason = (typeof CRASH_REASONS)[number];

export interface LinkOwner {
  ready(): void;
  /** Everything the worker held is lost. `code` is TACET_ENGINE_FAILED unless the worker gave one. */
  crashed(reason: CrashReason, code: ErrorCode, detail: string | undefined): void;
  message(message: FromWorker): void;
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;
/** A worker that lived this long has earned a quick restart. */
const PROVEN_AFTER_MS = 30_000;
/** A model loads in about a second; a fetch may come before. */
const START_LIMIT_MS = 120_000;
const SHUTDOWN_LIMIT_MS = 2_000;

export class SttWorkerLink {
  readonly #url: URL;
  readonly #workerData: unknown;
  readonly #heapMb: number | undefined;
  readonly #clock: Clock;
  readonly #owner: LinkOwner;
  #state: LinkState = 'down';
  #worker: Worker | undefined;
  #timer: Timer | undefined;
  #failures = 0;
  #readyAtMs = 0;

  /** @param heapMb what the thread's JavaScript may use; a thread that wants more dies, and the process does not */
  constructor(url: URL, workerData: unknown, clock: Clock, owner: LinkOwner, heapMb?: number) {
    this.#url = url;
    this.#workerData = workerData;
    this.#heapMb = heapMb;
    this.#clock = clock;
    this.#owner = owner;
    this.#start();
  }

  get state(): LinkState {
    return this.#state;
  }

  /** What is posted to a worker that is not there is lost with it. */
  post(message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }

  crash(reason: CrashReason, code: ErrorCode = 'TACET_ENGINE_FAILED', detail?: string): void {
    if (this.#state === 'closed' || this.#state === 'down') return;
    if (this.#state === 'ready' && this.#clock.now() - this.#readyAtMs >= PROVEN_AFTER_MS) this.#failures = 0;
    this.#drop();
    this.#go('down');
    const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.#failures++);
    this.#timer = this.#clock.after(delayMs, () => this.#start());
    this.#owner.crashed(reason, code, detail);
  }

  /** Lets the worker end by itself; ends it where it does not. */
  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    const worker = this.#worker;
    const wasReady = this.#state === 'ready';
    this.#timer?.cancel();
    this.#go('closed');
    if (worker === undefined) return;
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    if (wasReady) {
      const limit = this.#clock.after(SHUTDOWN_LIMIT_MS, () => terminate(worker));
      worker.postMessage({ kind: 'shutdown' } satisfies ToWorker);
      await exited;
      limit.cancel();
    } else {
      terminate(worker);
    }
    this.#worker = undefined;
  }

  #start(): void {
    const worker = new Worker(this.#url, {
      workerData: this.#workerData,
      ...(this.#heapMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: this.#heapMb } }),
    });
    this.#worker = worker;
    this.#go('starting');
    this.#timer = this.#clock.after(START_LIMIT_MS, () => this.crash('not-started'));
    // Answers of a worker that was given up are not listened to.
    const ifCurrent = (run: () => void): void => {
      if (this.#worker === worker) run();
    };
    worker.on('message', (message: unknown) => ifCurrent(() => this.#take(readFromWorker(message))));
    worker.on('messageerror', () => ifCurrent(() => this.crash('garbled')));
    worker.on('error', () => ifCurrent(() => this.crash('died')));
    worker.on('exit', () => ifCurrent(() => this.crash('died')));
  }

  /** One that says what it cannot mean is replaced: nothing else that it says can be believed either. */
  #take(message: FromWorker | undefined): void {
    if (message === undefined || (message.kind === 'ready' && this.#state !== 'starting')) {
      this.crash('garbled');
      return;
    }
    switch (message.kind) {
      case 'ready':
        this.#timer?.cancel();
        this.#readyAtMs = this.#clock.now();
        this.#go('ready');
        this.#owner.ready();
        return;
      case 'fatal':
        this.crash(this.#state === 'starting' ? 'not-started' : 'died', message.code, message.detail);
        return;
      case 'heard':
      case 'returned':
      case 'failed':
      case 'closed':
      case 'posted':
        this.#owner.message(message);
    }
  }

  #drop(): void {
    this.#timer?.cancel();
    if (this.#worker !== undefined) terminate(this.#worker);
    this.#worker = undefined;
  }

  #go(to: LinkState): void {
    if (!TRANSITIONS[this.#state].includes(to)) throw new Error(`a link cannot go ${this.#state} -> ${to}`);
    this.#state = to;
  }
}

/** Not waited for: a thread inside a native call ends only when that returns. */
const terminate = (worker: Worker): void => void worker.terminate();
