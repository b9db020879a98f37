/** What passes between the main thread and a speech worker. Bad messages end the worker; they open no gate and break no thread. */
import { EventEmitter } from 'node:events';
import type { MessagePort } from 'node:worker_threads';

import { bent, seedsFor } from './bent.js';
import { must, type Target } from './target.js';
import { systemClock } from '#tacet/core/clock.js';
import { ENTITIES } from '#tacet/core/finding.js';
import { newFindingId, type CallId } from '#tacet/core/ids.js';
import { span, type Span } from '#tacet/core/span.js';
import { ticks } from '#tacet/core/units.js';
import { ScriptedEngine, ScriptedOptions } from '#tacet/sense/engines/scripted.js';
import { AudioBuffers } from '#tacet/sense/stt-buffers.js';
import { SttCall } from '#tacet/sense/stt-call.js';
import type { FromListener, FromWorker, StreamId, ToWorker } from '#tacet/sense/stt-messages.js';
import { readFromWorker, readToWorker } from '#tacet/sense/stt-reading.js';
import { SttWorkerHost } from '#tacet/sense/stt-worker-host.js';
import type { SttStream } from '#tacet/sense/stt-stream.js';
import { QUIET } from '#tacet/test/quiet-listener.js';

const CALL = 'call' as CallId;
const [CALLER, AGENT] = [1, 2] as [StreamId, StreamId];
const GIVEN = span(0, 48_000);
const FRAME_SAMPLES = 160;
const FRAME_TICKS = 960;

const FINDING = {
  id: newFindingId(),
  leg: 'caller',
  belief: 'confirmed',
  entity: 'pan',
  span: span(960, 9_600),
  score: 0.9,
  cause: 'digit-run',
  decidedAt: ticks(9_600),
  settled: true,
  digits: { first: 1, at: [span(960, 1_920)] },
} as const;
const TOLD: Readonly<Record<FromListener['kind'], FromListener>> = {
  finding: { kind: 'finding', finding: FINDING },
  words: { kind: 'words', leg: 'caller', words: [{ text: '[PAN]', span: span(960, 9_600) }] },
  taken: {
    kind: 'taken',
    taken: { leg: 'caller', number: { entity: 'pan', digits: 16, valid: true, lastFour: '1111' } },
  },
  context: { kind: 'context', note: { kind: 'armed', armed: true } },
};
/** One of each kind: the compiler misses one that is not here. */
const SAID: Readonly<Record<Exclude<FromWorker['kind'], 'posted'>, FromWorker>> = {
  ready: { kind: 'ready' },
  fatal: { kind: 'fatal', code: 'TACET_ENGINE_FAILED', detail: undefined },
  heard: { kind: 'heard', stream: CALLER, heardTo: ticks(9_600), finalTo: ticks(960), clearedTo: ticks(0) },
  returned: { kind: 'returned', stream: CALLER, pcm: new ArrayBuffer(960), tookMs: 3 },
  failed: { kind: 'failed', stream: CALLER, code: 'TACET_STT_SLOW' },
  closed: { kind: 'closed', stream: AGENT },
};
export const FROM_WORKER: readonly FromWorker[] = [
  ...Object.values(SAID),
  ...Object.values(TOLD).map((message) => ({ kind: 'posted', call: CALL, message }) as const),
];

const opening = { stream: CALLER, call: CALL, leg: 'caller', language: 'en', rateHz: 8_000 } as const;
const ASKED: Readonly<Record<ToWorker['kind'], ToWorker>> = {
  open: { kind: 'open', ...opening },
  chunk: { kind: 'chunk', stream: CALLER, from: ticks(0), pcm: new ArrayBuffer(960), sampleCount: 480 },
  flush: { kind: 'flush', stream: CALLER },
  silence: { kind: 'silence', stream: CALLER, to: ticks(9_600) },
  close: { kind: 'close', stream: CALLER },
  missed: { kind: 'missed', call: CALL, leg: 'caller', span: span(0, 960) },
  context: { kind: 'context', call: CALL, note: { kind: 'keyed', at: 960 } },
  'end-call': { kind: 'end-call', call: CALL },
  shutdown: { kind: 'shutdown' },
};
export const TO_WORKER: readonly ToWorker[] = Object.values(ASKED);

/** Several messages in one input, one after the other. */
const several = (messages: readonly object[], input: Buffer): readonly unknown[] =>
  Array.from({ length: Math.max(1, Math.ceil(input.length / 8)) }, (_, i) =>
    bent(messages, input.subarray(8 * i, 8 * i + 8)),
  );

const isWithin = (inner: Span): boolean => Number.isFinite(inner.from) && Number.isFinite(inner.to);

export const SPEECH_WORKER_SAYS: Target = {
  name: 'what a speech worker says',
  seeds: seedsFor(FROM_WORKER),
  read: async (input) => {
    let lastStream = 0;
    const streams = new Map<StreamId, SttStream>();
    const buffers = new AudioBuffers();
    const leg = { language: 'en', rateHz: 8_000 } as const;
    const call = new SttCall(
      CALL,
      { caller: leg, agent: leg },
      {
        listening: undefined,
        post: () => undefined,
        isReady: () => true,
        register: (stream) => {
          streams.set(++lastStream as StreamId, stream);
          return lastStream as StreamId;
        },
        ended: () => undefined,
        buffers,
        clock: systemClock,
        counts: { chunks: 0, stalls: 0, heardTicks: 0, busyMs: 0 },
        onObserverError: (error) => {
          throw error;
        },
      },
    );
    call.events.on('heard', ({ heardTo, finalTo, clearedTo }) => {
      for (const mark of [heardTo, finalTo, clearedTo])
        must(mark <= GIVEN.to, 'a watermark beyond the audio that it was given');
    });
    call.events.on('finding', (finding) => {
      must(isWithin(finding.span) && ENTITIES.includes(finding.entity), 'a finding of nothing, nowhere');
    });
    call.events.on('words', ({ words }) =>
      must(
        words.every((word) => isWithin(word.span)),
        'a word nowhere',
      ),
    );
    call.reopen();
    const pcm = new Int16Array(FRAME_SAMPLES);
    for (let from = GIVEN.from as number; from < GIVEN.to; from += FRAME_TICKS)
      call.streams.caller.push({
        span: span(from, from + FRAME_TICKS),
        rateHz: 8_000,
        pcm,
        origin: 'received',
      });
    for (const message of several(FROM_WORKER, input)) {
      const read = readFromWorker(message);
      if (read === undefined) continue;
      if (read.kind === 'posted') call.takePost(read.message);
      else if (read.kind !== 'ready' && read.kind !== 'fatal') {
        if (read.kind === 'returned') buffers.giveBack(read.pcm);
        streams.get(read.stream)?.take(read);
      }
    }
    call.lose();
    await call.close();
  },
};

export const SPEECH_WORKER_IS_TOLD: Target = {
  name: 'what a speech worker is told',
  seeds: [
    ...seedsFor(TO_WORKER),
    // A whole life of a stream, eight bytes a message.
    Buffer.concat(
      [0, 1, 1, 2, 3, 6, 5, 4, 7].map((which) => Buffer.from([which, 255, 0, 0, 0, 0, 0, 0]).fill(0, 1)),
    ),
  ],
  read: async (input) => {
    const port = new EventEmitter() as EventEmitter & { postMessage?: unknown; close?: unknown };
    let said = 0;
    port.postMessage = (message: unknown) => {
      said++;
      must(readFromWorker(message) !== undefined, 'an answer that cannot be read');
    };
    port.close = () => undefined;
    const engine = new ScriptedEngine(ScriptedOptions.parse({}), Promise.resolve());
    new SttWorkerHost(port as unknown as MessagePort, engine, QUIET);
    for (const message of several(TO_WORKER, input)) {
      const before = said;
      port.emit('message', message);
      must(readToWorker(message) !== undefined || said > before, 'bad input that nobody is told of');
    }
    // What was queued is done.
    port.emit('message', { kind: 'end-call', call: CALL });
    await new Promise((resolve) => setImmediate(resolve));
  },
};
