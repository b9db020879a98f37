/** The host over a real message channel, in this thread, with the scripted engine. */
import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from '@jest/globals';
import { TacetError } from '../core/errors.js';
import type { CallId } from '../core/ids.js';
import { span } from '../core/span.js';
import { ticks } from '../core/units.js';
import type { Hypothesis } from '../core/hearing.js';
import type { Engine } from './engine.js';
import { ScriptedEngine, ScriptedOptions } from './engines/scripted.js';
import type { FromWorker, StreamId, ToWorker } from './stt-messages.js';
import { hostStt, type ListenerFactory } from './stt-worker-host.js';
import { QUIET } from '../test/quiet-listener.js';

const CALL = 'call-1' as CallId;
const STREAM = 1 as StreamId;
const SAMPLES = 480;
const WORD = { text: 'seven', fromMs: 10, toMs: 50 };

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** Talks to a host and collects its answers until one of a kind comes. */
const host = (script: object, listen = QUIET) =>
  hostOf(new ScriptedEngine(ScriptedOptions.parse({ scripts: { en: script } })), listen);

const hostOf = (engine: Engine, listen: ListenerFactory) => {
  const { port1, port2 } = new MessageChannel();
  ends.push(() => port1.close());
  const answers: FromWorker[] = [];
  port1.on('message', (message: FromWorker) => answers.push(message));
  void hostStt(port2, Promise.resolve(engine), listen);
  return {
    answers,
    post: (message: ToWorker, transfer: ArrayBuffer[] = []) => port1.postMessage(message, transfer),
    open: () =>
      port1.postMessage({
        kind: 'open',
        stream: STREAM,
        call: CALL,
        leg: 'caller',
        language: 'en',
        rateHz: 8_000,
      }),
    chunk: (index: number) => {
      const pcm = new Int16Array(SAMPLES).fill(1_234).buffer;
      const from = ticks(index * SAMPLES * 6);
      port1.postMessage({ kind: 'chunk', stream: STREAM, from, pcm, sampleCount: SAMPLES }, [pcm]);
    },
    until: async (count: number, kind: FromWorker['kind']) => {
      while (answers.filter((answer) => answer.kind === kind).length < count) await once(port1, 'message');
    },
  };
};

describe('the host in a speech worker', () => {
  it('believes no engine that has heard, or is sure of, more than it was given', async () => {
    const boast: Engine = {
      name: 'boast',
      capabilities: { partials: true, wordTimes: true },
      open: ({ onHypothesis }) => ({
        push: () => {
          onHypothesis({ kind: 'final', words: [], heardTo: ticks(NaN), finalTo: ticks(1e9) });
          onHypothesis({ kind: 'final', words: [], heardTo: ticks(1e9), finalTo: ticks(2e9) });
          return Promise.resolve();
        },
        flush: () => Promise.resolve(),
        close: () => Promise.resolve(),
      }),
      close: () => undefined,
    };
    const heard: Hypothesis[] = [];
    const { answers, open, chunk, until } = hostOf(boast, (...call) => ({
      ...QUIET(...call),
      hear: (_leg, hypothesis) => heard.push(hypothesis),
    }));

    open();
    chunk(0);
    await until(1, 'heard');

    const end = ticks(SAMPLES * 6);
    expect(answers.filter(({ kind }) => kind === 'heard')).toMatchObject([{ heardTo: end, finalTo: end }]);
    expect(heard).toEqual([{ kind: 'final', words: [], heardTo: end, finalTo: end }]);
  });

  it('gives every buffer back, zeroed, after it was heard', async () => {
    const { answers, open, chunk, until } = host({ words: [WORD] });

    open();
    chunk(0);
    chunk(1);
    await until(2, 'returned');

    expect(answers.map((answer) => answer.kind)).toEqual(['ready', 'heard', 'returned', 'heard', 'returned']);
    for (const answer of answers) {
      if (answer.kind === 'returned') {
        expect(answer.pcm.byteLength).toBe(2 * SAMPLES);
        expect(new Uint8Array(answer.pcm).every((byte) => byte === 0)).toBe(true);
      }
    }
  });

  it('closes a stream whose engine fails, once, and gives back what waits', async () => {
    const { answers, open, chunk, until } = host({ trouble: [{ atMs: 0, kind: 'throw' }] });

    open();
    for (const index of [0, 1, 2]) chunk(index);
    await until(3, 'returned');

    expect(answers.filter((answer) => answer.kind === 'failed')).toEqual([
      { kind: 'failed', stream: STREAM, code: 'TACET_ENGINE_FAILED' },
    ]);
    expect(answers.some((answer) => answer.kind === 'heard')).toBe(false);
  });

  it('closes a stream whose detector fails, without passing on what it said', async () => {
    const listen: ListenerFactory = (call, post, language) => ({
      ...QUIET(call, post, language),
      hear: () => {
        throw new Error('seven');
      },
    });
    const { answers, open, chunk, until } = host({ words: [WORD] }, listen);

    open();
    chunk(0);
    await until(1, 'returned');

    expect(answers).toContainEqual({ kind: 'failed', stream: STREAM, code: 'TACET_INTERNAL' });
    expect(JSON.stringify(answers)).not.toContain('seven');
  });

  it('flushes, lets the detector finish and only then says closed', async () => {
    const told: string[] = [];
    const listen: ListenerFactory = (call, post, language) => ({
      ...QUIET(call, post, language),
      hear: (_leg, hypothesis) => void told.push(hypothesis.kind),
      finish: () => void told.push('finish'),
      close: () => void told.push('close'),
    });
    const { answers, open, chunk, post, until } = host({ words: [WORD] }, listen);

    open();
    chunk(0);
    post({ kind: 'close', stream: STREAM });
    await until(1, 'closed');
    post({ kind: 'end-call', call: CALL });
    post({ kind: 'open', stream: 2 as StreamId, call: CALL, leg: 'agent', language: 'xx', rateHz: 8_000 });
    await until(1, 'failed');

    expect(told).toEqual(['partial', 'final', 'finish', 'close']);
    expect(answers.at(-2)).toEqual({ kind: 'closed', stream: STREAM });
  });

  it('tells the detector what nobody has heard before it hears what follows', async () => {
    const told: string[] = [];
    const listen: ListenerFactory = (call, post, language) => ({
      ...QUIET(call, post, language),
      hear: () => void told.push('heard'),
      missed: (leg, gap) => void told.push(`${leg} missed ${gap.from}-${gap.to}`),
    });
    const { open, chunk, post, until } = host({ words: [WORD] }, listen);

    open();
    post({ kind: 'missed', call: CALL, leg: 'caller', span: span(0, 960) });
    chunk(0);
    await until(1, 'returned');

    expect(told).toEqual(['caller missed 0-960', 'heard']);
  });

  it('tells of the other leg when what one party says clears it', async () => {
    let cleared = ticks(0);
    const listen: ListenerFactory = (call, post, language) => ({
      ...QUIET(call, post, language),
      hear: (leg) => void (cleared = leg === 'agent' ? ticks(99) : cleared),
      clearedTo: () => cleared,
    });
    const { answers, open, chunk, post, until } = host({}, listen);
    const agent = 2 as StreamId;

    open();
    chunk(0);
    post({ kind: 'open', stream: agent, call: CALL, leg: 'agent', language: 'en', rateHz: 8_000 });
    const pcm = new ArrayBuffer(2 * SAMPLES);
    post({ kind: 'chunk', stream: agent, from: ticks(0), pcm, sampleCount: SAMPLES }, [pcm]);
    await until(2, 'returned');

    const ofCaller = answers.filter((answer) => answer.kind === 'heard' && answer.stream === STREAM);
    expect(ofCaller.map((answer) => answer.kind === 'heard' && answer.clearedTo)).toEqual([0, 99]);
  });

  it('says why when the engine does not start', async () => {
    const { port1, port2 } = new MessageChannel();
    ends.push(() => port1.close());

    void hostStt(port2, Promise.reject(new TacetError('TACET_MODEL_CORRUPT', 'a.bin')), QUIET);
    const [answer] = (await once(port1, 'message')) as [FromWorker];

    expect(answer).toEqual({ kind: 'fatal', code: 'TACET_MODEL_CORRUPT', detail: 'a.bin' });
  });

  it('fails a stream alone whose engine elsewhere does not come back from a call', async () => {
    const patient: Engine = {
      name: 'patient',
      capabilities: { partials: true, wordTimes: true },
      open: () => ({
        patienceMs: 20,
        push: () => new Promise(() => undefined),
        flush: () => Promise.resolve(),
        close: () => Promise.resolve(),
      }),
      close: () => undefined,
    };
    const { answers, open, chunk, until } = hostOf(patient, QUIET);

    open();
    chunk(0);
    await until(1, 'failed');
    await until(1, 'returned');

    expect(answers).toContainEqual({ kind: 'failed', stream: STREAM, code: 'TACET_STT_SLOW' });
  });

  it('fails a stream whose engine says between two calls that it has lost its hearing', async () => {
    let lose: (error: unknown) => void = () => undefined;
    const deaf: Engine = {
      name: 'deaf',
      capabilities: { partials: true, wordTimes: true },
      open: ({ onFailure }) => {
        lose = onFailure ?? lose;
        const done = (): Promise<void> => Promise.resolve();
        return { push: done, flush: done, close: done };
      },
      close: () => undefined,
    };
    const { answers, open, chunk, until } = hostOf(deaf, QUIET);

    open();
    chunk(0);
    await until(1, 'returned');
    lose(new TacetError('TACET_STT_AWAY'));
    await until(1, 'failed');

    expect(answers.at(-1)).toEqual({ kind: 'failed', stream: STREAM, code: 'TACET_STT_AWAY' });
  });
});
