/**
 * sherpa-onnx in this process: no model can be had from the registry, so the library is stood in for by one that hears
 * tones and decodes in steps, as the real one does; and what is missing is said clearly.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { millisToTicks, ticksToMillis } from '../../core/units.js';
import { Listening } from '../../test/stt-servers/listening.js';
import { say, ToneEar, type HeardWord } from '../../test/stt-servers/tone-ear.js';
import { openEngine } from './registry.js';
import { openSherpa, SherpaOptions } from './sherpa-onnx.js';

type SherpaLibrary = Awaited<ReturnType<NonNullable<Parameters<typeof openSherpa>[1]>>>;

const STEP_SECONDS = 0.32;
const QUIET_SECONDS = 0.8;

class Stream {
  #waiting: number[] = [];
  #rateHz = 0;
  #ear: ToneEar | undefined;
  #segment = 0;
  #start = 0;

  acceptWaveform({ samples, sampleRate }: { samples: Float32Array; sampleRate: number }): void {
    this.#rateHz = sampleRate;
    this.#ear ??= new ToneEar(sampleRate);
    for (const sample of samples) this.#waiting.push(sample * 32_768);
  }

  get isReady(): boolean {
    return this.#rateHz > 0 && this.#waiting.length >= STEP_SECONDS * this.#rateHz;
  }

  decode(): void {
    this.#ear?.hear(this.#waiting.splice(0, STEP_SECONDS * this.#rateHz));
  }

  get isEndpoint(): boolean {
    return (this.#ear?.words.length ?? 0) > 0 && (this.#ear?.quietFor ?? 0) >= QUIET_SECONDS;
  }

  reset(): void {
    this.#ear?.take();
    this.#segment++;
    this.#start = this.#ear?.heardTo ?? 0;
  }

  result(): object {
    const words: readonly HeardWord[] = this.#ear?.words ?? [];
    return {
      tokens: words.map(({ text }) => ` ${text.toUpperCase()}`),
      timestamps: words.map(({ from }) => from - this.#start),
      segment: this.#segment,
      start_time: this.#start,
      is_final: false,
    };
  }
}

const library = {
  OnlineRecognizer: class {
    createStream = () => new Stream();
    isReady = (stream: Stream) => stream.isReady;
    decode = (stream: Stream) => stream.decode();
    isEndpoint = (stream: Stream) => stream.isEndpoint;
    reset = (stream: Stream) => stream.reset();
    getResult = (stream: Stream) => stream.result();
  },
} as unknown as SherpaLibrary;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-sherpa-'));
  for (const name of ['tokens.txt', 'encoder.onnx', 'decoder.onnx', 'joiner.onnx'])
    await writeFile(join(folder, name), '');
});
afterAll(() => rm(folder, { recursive: true }));

const listen = async (): Promise<Listening> =>
  new Listening(await openSherpa(SherpaOptions.parse({ modelDir: folder }), () => Promise.resolve(library)));

const SAID = ['four', 'one', 'seven'].map((text, i) => ({
  text,
  fromMs: 200 + i * 300,
  toMs: 400 + i * 300,
}));

describe('sherpa-onnx in this process', () => {
  it('hears words in their place, over endpoints, flushes and jumps', async () => {
    const listening = await listen();
    const clip = say(SAID, 3_000);

    await listening.play(clip);
    await listening.play(clip);
    await listening.stream.flush();
    await listening.play(clip, millisToTicks(60_000));
    await listening.stream.flush();
    await listening.stream.close();
    await listening.stream.push(new Int16Array(480), listening.pushedTo);

    const starts = [0, 3_000, 60_000].flatMap((offset) => SAID.map(({ fromMs }) => fromMs + offset));
    expect(listening.finalWords.map(({ text }) => text)).toEqual(
      [0, 1, 2].flatMap(() => SAID.map((w) => w.text)),
    );
    expect(listening.finalWords.map(({ span }) => Math.round(ticksToMillis(span.from)))).toEqual(starts);
    expect(listening.heardTo).toBe(listening.pushedTo);
  });

  it('claims no more than it has decoded, and never goes back', async () => {
    const listening = await listen();

    await listening.play(say(SAID, 1_500));

    const marks = listening.hypotheses.map(({ heardTo }) => heardTo);
    expect(marks).toEqual([...marks].sort((a, b) => a - b));
    expect(listening.pushedTo - listening.heardTo).toBeGreaterThanOrEqual(STEP_SECONDS * 48_000);
  });
});

describe('without what it needs sherpa-onnx', () => {
  it('says that the folder holds no model', async () => {
    const opening = openEngine('sherpa-onnx', { modelDir: tmpdir() });

    await expect(opening).rejects.toMatchObject({ code: 'TACET_CONFIG' });
    await expect(opening).rejects.toThrow(/modelDir holds no streaming model/);
  });

  it('says that its library is not installed', async () => {
    const opening = openSherpa(SherpaOptions.parse({ modelDir: folder }));

    await expect(opening).rejects.toMatchObject({ code: 'TACET_MODEL_UNAVAILABLE' });
    await expect(opening).rejects.toThrow(/sherpa-onnx-node 1\.13\.8 is not installed/);
  });

  it('says that the library does not take the model', async () => {
    const refusing = {
      OnlineRecognizer: function refuse(): never {
        throw new Error('Please check your config!');
      },
    } as unknown as SherpaLibrary;
    const opening = openSherpa(SherpaOptions.parse({ modelDir: folder }), () => Promise.resolve(refusing));

    await expect(opening).rejects.toMatchObject({ code: 'TACET_ENGINE_FAILED' });
  });
});
