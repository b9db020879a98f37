/**
 * sherpa-onnx in this process, with a streaming model of the user's own. Its library (npm sherpa-onnx-node, 32 MB, of
 * the Apache licence) is installed by whoever wants it, and loaded when the engine opens.
 *
 * It decodes in whole steps of its model: what is not decoded yet is less than one step, so it has heard all but
 * `stepMs` of what it was given. A flush pushes the rest through with silence. Decoding takes this thread's time.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SherpaLibrary, SherpaRecognizer, SherpaStream } from 'sherpa-onnx-node';
import { z } from 'zod';
import { TacetError } from '../../core/errors.js';
import { millisToTicks, ticks, type Ticks } from '../../core/units.js';
import type { Engine, EngineStream, StreamRequest } from '../engine.js';
import { readSherpa, SherpaResult } from './sherpa-result.js';
import { StreamClock } from './stream-clock.js';
import type { TimedWord } from './vosk-result.js';

export const SherpaOptions = z.strictObject({
  /** `tokens.txt`, and `encoder*.onnx`, `decoder*.onnx`, `joiner*.onnx`, or one `model*.onnx` (Zipformer2 CTC). */
  modelDir: z.string().min(1),
  threads: z.int().min(1).max(32).default(1),
  /** A step of the model, with the context it waits for. More is safe and late, less claims too much. */
  stepMs: z.int().min(100).max(3_000).default(800),
});
export type SherpaOptions = z.infer<typeof SherpaOptions>;

const MODEL_RATE = 16_000;
const FEATURES = 80;
const FULL_SCALE = 32_768;

const fileOf = (folder: string, names: readonly string[], part: string): string | undefined => {
  // Where both are there, the smaller one.
  const found = names.filter((name) => name.startsWith(part) && name.endsWith('.onnx'));
  const chosen = found.find((name) => name.includes('int8')) ?? found[0];
  return chosen === undefined ? undefined : join(folder, chosen);
};

/** @throws TacetError TACET_CONFIG where the folder holds no streaming model */
const modelIn = (folder: string): object => {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const [encoder, decoder, joiner, model] = ['encoder', 'decoder', 'joiner', 'model'].map((part) =>
    fileOf(folder, names, part),
  );
  const tokens = join(folder, 'tokens.txt');
  if (names.includes('tokens.txt')) {
    if (encoder !== undefined && decoder !== undefined && joiner !== undefined) {
      return { tokens, transducer: { encoder, decoder, joiner } };
    }
    if (model !== undefined) return { tokens, zipformer2Ctc: { model } };
  }
  throw new TacetError('TACET_CONFIG', 'engine options: modelDir holds no streaming model of sherpa-onnx');
};

/** @throws TacetError TACET_MODEL_UNAVAILABLE */
const loadLibrary = async (): Promise<SherpaLibrary> => {
  try {
    return (await import('sherpa-onnx-node')).default;
  } catch {
    throw new TacetError('TACET_MODEL_UNAVAILABLE', 'sherpa-onnx-node 1.13.8 is not installed');
  }
};

/** @throws TacetError TACET_CONFIG, TACET_MODEL_UNAVAILABLE, TACET_ENGINE_FAILED */
export const openSherpa = async (options: SherpaOptions, load = loadLibrary): Promise<Engine> => {
  const model = modelIn(options.modelDir);
  const { OnlineRecognizer } = await load();
  let recogniser: SherpaRecognizer;
  try {
    recogniser = new OnlineRecognizer({
      featConfig: { sampleRate: MODEL_RATE, featureDim: FEATURES },
      modelConfig: { ...model, numThreads: options.threads, provider: 'cpu', debug: 0 },
      decodingMethod: 'greedy_search',
      enableEndpoint: true,
      rule1MinTrailingSilence: 2.4,
      rule2MinTrailingSilence: 0.8,
      rule3MinUtteranceLength: 20,
    });
  } catch {
    throw new TacetError('TACET_ENGINE_FAILED', 'sherpa-onnx does not take the model');
  }
  return new SherpaEngine(recogniser, options.stepMs);
};

class SherpaEngine implements Engine {
  readonly name = 'sherpa-onnx';
  readonly capabilities = { partials: true, wordTimes: true };
  readonly #recogniser: SherpaRecognizer;
  readonly #stepMs: number;

  constructor(recogniser: SherpaRecognizer, stepMs: number) {
    this.#recogniser = recogniser;
    this.#stepMs = stepMs;
  }

  open(request: StreamRequest): EngineStream {
    return new SherpaEar(this.#recogniser, this.#stepMs, request);
  }

  close(): void {
    // The library frees a recogniser with the object that holds it.
  }
}

class SherpaEar implements EngineStream {
  readonly #recogniser: SherpaRecognizer;
  readonly #step: Ticks;
  readonly #stepSamples: number;
  readonly #request: StreamRequest;
  #stream: SherpaStream;
  #places: StreamClock;
  #end: Ticks | undefined;
  #heardTo = 0 as Ticks;
  #pending = false;
  #isClosed = false;

  constructor(recogniser: SherpaRecognizer, stepMs: number, request: StreamRequest) {
    this.#recogniser = recogniser;
    this.#step = millisToTicks(stepMs);
    this.#stepSamples = (stepMs * request.rateHz) / 1_000;
    this.#request = request;
    this.#stream = recogniser.createStream();
    this.#places = new StreamClock(request.rateHz);
  }

  push(pcm: Int16Array, from: Ticks): Promise<void> {
    return this.#guarded(() => {
      if (from !== this.#end) {
        this.#finalise();
        this.#heardTo = from;
      }
      this.#places.append(from, pcm.length);
      this.#end = this.#places.end ?? from;
      this.#pending = true;
      this.#decode(Float32Array.from(pcm, (sample) => sample / FULL_SCALE));
      this.#heardTo = ticks(Math.max(this.#heardTo, this.#end - this.#step));
      const words = this.#words();
      if (!this.#recogniser.isEndpoint(this.#stream)) {
        this.#request.onHypothesis({ kind: 'partial', words, heardTo: this.#heardTo });
        return;
      }
      this.#recogniser.reset(this.#stream);
      const heardTo = this.#heardTo;
      this.#request.onHypothesis({ kind: 'final', words, heardTo, finalTo: heardTo });
    });
  }

  flush(): Promise<void> {
    return this.#guarded(() => this.#finalise());
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return Promise.resolve();
  }

  /** Silence brings out what the model waits with; a new stream begins without it. */
  #finalise(): void {
    const heardTo = this.#end;
    if (!this.#pending || heardTo === undefined) return;
    this.#decode(new Float32Array(2 * this.#stepSamples));
    const words = this.#words();
    this.#pending = false;
    this.#stream = this.#recogniser.createStream();
    this.#places = new StreamClock(this.#request.rateHz);
    this.#end = undefined;
    this.#heardTo = heardTo;
    this.#request.onHypothesis({ kind: 'final', words, heardTo, finalTo: heardTo });
  }

  #decode(samples: Float32Array): void {
    this.#stream.acceptWaveform({ samples, sampleRate: this.#request.rateHz });
    while (this.#recogniser.isReady(this.#stream)) this.#recogniser.decode(this.#stream);
    samples.fill(0);
  }

  #words(): { text: string; span: { from: Ticks; to: Ticks }; confidence: number }[] {
    const result = SherpaResult.safeParse(this.#recogniser.getResult(this.#stream));
    if (!result.success) throw new TacetError('TACET_ENGINE_FAILED', 'an answer that is none');
    const { rateHz } = this.#request;
    const at = ({ fromSeconds, toSeconds }: TimedWord): { from: Ticks; to: Ticks } =>
      this.#places.spanOf(Math.round(fromSeconds * rateHz), Math.round(toSeconds * rateHz));
    return readSherpa(result.data).words.map((word) => ({
      text: word.text,
      span: at(word),
      confidence: word.confidence,
    }));
  }

  /** After `close` every call is a no-op. What the library says when it fails may hold words. */
  #guarded(run: () => void): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    try {
      run();
      return Promise.resolve();
    } catch {
      return Promise.reject(new TacetError('TACET_ENGINE_FAILED', 'sherpa-onnx failed'));
    }
  }
}
