/**
 * The inside of a speech worker: owns the engine's streams and each call's detector.
 *
 *     chunk -> queue of its stream -> engine -> hypothesis -> detector -> findings, heard -> main thread
 *                  (one push in flight)              \ plain words end here
 *
 * Each buffer is zeroed after use and sent back. A stream whose engine or detector fails is closed and reported;
 * the others go on. The detector is wired in by the thread's composition root.
 */
import type { MessagePort } from 'node:worker_threads';
import { codeOf, TacetError } from '../core/errors.js';
import type { Hypothesis } from '../core/hearing.js';
import type { CallId, LegRole } from '../core/ids.js';
import type { Span } from '../core/span.js';
import type { Ticks } from '../core/units.js';
import type { Engine } from './engine.js';
import { HostedStream } from './hosted-stream.js';
import type { CallNote, FromListener, FromWorker, StreamId, ToWorker } from './stt-messages.js';
import { readToWorker } from './stt-reading.js';

/** A call's detector, as the host sees it. */
export interface CallListener {
  hear(leg: LegRole, hypothesis: Hypothesis): void;
  /** A stretch that no engine will hear, or that was heard for a detector that is gone; comes before what follows it. */
  missed(leg: LegRole, stretch: Span): void;
  context(note: CallNote): void;
  /** How far no open or later finding can reach back. */
  clearedTo(leg: LegRole): Ticks;
  /** The leg has ended: what is open is decided now. */
  finish(leg: LegRole): void;
  close(): void;
}

/**
 * @param language of the leg that opened first
 * @param listening what is to be looked for, as whoever opened the call has it
 */
export type ListenerFactory = (
  call: CallId,
  post: (message: FromListener) => void,
  language: string,
  listening?: unknown,
) => CallListener;

interface HostedCall {
  readonly listener: CallListener;
  readonly streams: Set<HostedStream>;
}

export class SttWorkerHost {
  readonly #port: MessagePort;
  readonly #engine: Engine;
  readonly #listen: ListenerFactory;
  readonly #calls = new Map<CallId, HostedCall>();
  readonly #streams = new Map<StreamId, HostedStream>();

  constructor(port: MessagePort, engine: Engine, listen: ListenerFactory) {
    this.#port = port;
    this.#engine = engine;
    this.#listen = listen;
    port.on('message', (message: unknown) => this.#read(message));
    this.#post({ kind: 'ready' });
  }

  #post(message: FromWorker, transfer: ArrayBuffer[] = []): void {
    this.#port.postMessage(message, transfer);
  }

  /** What no pool says: whoever says it cannot be relied on to have said the rest. */
  #read(message: unknown): void {
    const read = readToWorker(message);
    if (read === undefined) this.#post({ kind: 'fatal', code: 'TACET_INTERNAL', detail: undefined });
    else this.#take(read);
  }

  #take(message: ToWorker): void {
    switch (message.kind) {
      case 'open':
        this.#open(message);
        return;
      case 'chunk': {
        const stream = this.#streams.get(message.stream);
        if (stream === undefined) giveBack(this.#port, message.stream, message.pcm, 0);
        else stream.hear(message.pcm, message.sampleCount, message.from);
        return;
      }
      case 'flush':
        this.#streams.get(message.stream)?.flush();
        return;
      case 'silence':
        this.#streams.get(message.stream)?.silence(message.to);
        return;
      case 'close':
        this.#streams.get(message.stream)?.finish();
        return;
      case 'context':
        this.#tell(message.call, (listener) => listener.context(message.note));
        return;
      case 'missed':
        this.#tell(message.call, (listener) => listener.missed(message.leg, message.span));
        return;
      case 'end-call':
        this.#endCall(message.call);
        return;
      case 'shutdown':
        for (const call of [...this.#calls.keys()]) this.#endCall(call);
        this.#engine.close();
        this.#port.close();
    }
  }

  #open(message: Extract<ToWorker, { kind: 'open' }>): void {
    try {
      const call = this.#calls.get(message.call) ?? this.#startCall(message);
      const { listener } = call;
      const stream = new HostedStream(this.#engine, message, {
        hypothesis: (hypothesis) => listener.hear(message.leg, hypothesis),
        clearedTo: () => listener.clearedTo(message.leg),
        finished: () => listener.finish(message.leg),
        // What one party says can settle what the other party's finding was waiting for.
        heard: () => call.streams.forEach((sibling) => sibling.publish()),
        post: (answer) => this.#post(answer),
        giveBack: (pcm, tookMs) => giveBack(this.#port, message.stream, pcm, tookMs),
        gone: () => {
          call.streams.delete(stream);
          this.#streams.delete(message.stream);
        },
      });
      call.streams.add(stream);
      this.#streams.set(message.stream, stream);
    } catch (error) {
      this.#post({ kind: 'failed', stream: message.stream, code: codeOf(error) });
    }
  }

  #startCall({ call: id, language, listening }: Extract<ToWorker, { kind: 'open' }>): HostedCall {
    const listener = this.#listen(
      id,
      (message) => this.#post({ kind: 'posted', call: id, message }),
      language,
      listening,
    );
    const call: HostedCall = { listener, streams: new Set() };
    this.#calls.set(id, call);
    return call;
  }

  /** A detector that cannot take a note is wrong about the call from here on: its streams fail with it. */
  #tell(id: CallId, tell: (listener: CallListener) => void): void {
    const call = this.#calls.get(id);
    if (call === undefined) return;
    try {
      tell(call.listener);
      call.streams.forEach((stream) => stream.publish());
    } catch (error) {
      call.streams.forEach((stream) => stream.fail(error));
    }
  }

  #endCall(id: CallId): void {
    const call = this.#calls.get(id);
    if (call === undefined) return;
    this.#calls.delete(id);
    call.streams.forEach((stream) => stream.fail(new TacetError('TACET_CALL_ENDED')));
    call.listener.close();
  }
}

const giveBack = (port: MessagePort, stream: StreamId, pcm: ArrayBuffer, tookMs: number): void => {
  new Uint8Array(pcm).fill(0);
  port.postMessage({ kind: 'returned', stream, pcm, tookMs } satisfies FromWorker, [pcm]);
};

/** Runs a host as soon as the engine is open; messages wait in the port until then. */
export const hostStt = async (
  port: MessagePort,
  engine: Promise<Engine>,
  listen: ListenerFactory,
): Promise<void> => {
  try {
    new SttWorkerHost(port, await engine, listen);
  } catch (error) {
    const detail = error instanceof TacetError ? error.detail : undefined;
    port.postMessage({ kind: 'fatal', code: codeOf(error), detail } satisfies FromWorker);
  }
};
